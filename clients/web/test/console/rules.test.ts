import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../console/rules.js';

const planner = resolve(import.meta.dirname, '../../../../src/Domain/Network/Planning');

describe('the rules in words', () => {
  it('have a sentence for every rule that the planner names', () => {
    const named = readdirSync(planner).flatMap((file) => {
      const source = readFileSync(resolve(planner, file), 'utf8');
      return [...source.matchAll(/\bRule\(([^;]*)\);|(?:Refuse|Warn)\([^;]*?, (\d+)(?:, [^;]*)?\);/g)].flatMap(([, cited, one]) => [...(cited ?? one ?? '').matchAll(/(?<![\w.])\d+/g)].map(([number]) => Number(number)));
    });

    expect(named.length).toBeGreaterThan(80);
    expect([...new Set(named)].filter((entry) => rules[entry] === undefined)).toEqual([]);
  });
});
