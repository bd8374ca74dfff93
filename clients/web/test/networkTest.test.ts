import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judge, portsInWords, type Judged } from '../src/networkTest/judge.js';
import { summarize } from '../src/networkTest/path.js';
import { browserInWords, inTurn, pause } from '../src/networkTest/platform.js';
import { urlOf, waysTo } from '../src/networkTest/relays.js';
import type { NetworkTestReport } from '../src/networkTest/report.js';
import { reportInText } from '../src/networkTest/text.js';

type Case = { readonly name: string; readonly profile: string; readonly report: Judged; readonly kind: string; readonly grade: string; readonly nat: string; readonly findings: readonly string[] };

/** The same cases as the edge's. */
const cases = JSON.parse(readFileSync(new URL('../../../tests/Domain.Tests/Quality/network-tests.json', import.meta.url), 'utf8')) as Case[];

describe('what a report means', () => {
  it.each(cases)('$name', ({ profile, report, kind, grade, nat, findings }) => {
    const judged = judge(report, { allRequired: profile === 'teams' });

    expect(judged).toMatchObject({ kind, grade, nat });
    expect(judged.findings.map(({ code }) => code).sort()).toEqual([...findings].sort());
    for (const { fix } of judged.findings) expect(fix).toMatch(/\.$/);
  });

  it('names the closed ports and the host', () => {
    const { findings } = judge(cases.find(({ name }) => name === 'UDP blocked, TCP open')!.report);

    expect(findings[0]!.fix).toMatch(/^UDP 3478–3481 to turn\.eu\.example is blocked: ask for UDP 3478–3481 outwards to it/);
  });

  it('says from which mapping to which', () => {
    const { findings } = judge(cases.find(({ name }) => name === 'mapping changed in use')!.report);

    expect(findings[0]!.fix).toContain('198.51.100.7:50000, then 198.51.100.7:50321 after 8.9 s');
  });
});

describe('packets through the relay', () => {
  it('are summed up as the documents define it', () => {
    // Delays 10, 14, 11, 11: (4 + 3 + 0) / 3.
    const arrived = new Map([[0, 10], [1, 14], [4, 11], [5, 11]]);

    expect(summarize(arrived, 8)).toEqual({ roundTripMs: 11, lossPercent: 50, jitterMs: 2.3, longestLoss: 2 });
  });

  it('that never arrive leave nothing to tell but the loss', () => {
    expect(summarize(new Map(), 3)).toEqual({ roundTripMs: null, lossPercent: 100, jitterMs: null, longestLoss: 3 });
  });
});

describe('a report as text', () => {
  const report: NetworkTestReport = {
    schema: 'signaling-network-test/1', label: 'floor 3', takenAt: '2026-11-20T09:30:00.000Z', durationMs: 14_000, browser: 'Firefox 140 on Windows', names: [{ host: 'eu.example', state: 'open' }],
    edges: [{ url: 'https://eu.example', https: 'open', webSocket: 'open', roundTripMs: 12 }],
    relays: [3478, 3479, 3480, 3481].map((port) => ({ host: 'turn.eu.example', transport: 'udp' as const, port, state: 'closed' as const })),
    addresses: [{ address: null, adapter: 'ethernet' }], mappings: [], kind: 'blocked', grade: 'blocked', nat: 'unknown', natStable: null,
    findings: [{ code: 'udpBlocked', severity: 'warn', where: 'turn.eu.example', fix: 'Open it.', rule: 219, help: 'https://help.example' }], judgedBy: 'edge', missing: [],
  };

  it('says what to do first, and folds ports', () => {
    const text = reportInText(report);

    expect(text).toContain('at floor 3, 2026-11-20 09:30:00 UTC');
    expect(text).toContain('1. Better: Open it.\n   More: https://help.example');
    expect(text).toContain('turn.eu.example: UDP 3478–3481 blocked');
    expect(text.indexOf('What to do')).toBeLessThan(text.indexOf('Edges'));
  });
});

describe('small things', () => {
  it('writes ports as people do', () => {
    expect(portsInWords([443, 80])).toBe('80, 443');
    expect(portsInWords([3481, 3478, 3479, 3480])).toBe('3478–3481');
    expect(portsInWords([3478, 3479, 443])).toBe('443, 3478, 3479');
  });

  it('spells relays as browsers want them', () => {
    const ways = waysTo([{ host: '2001:db8::1', udp: [3478], tcp: [], tls: [443] }, { host: 'turn.example', udp: [3478], tcp: [443], tls: [] }]);

    expect(ways.map(urlOf)).toEqual(['turn:[2001:db8::1]:3478?transport=udp', 'turn:turn.example:3478?transport=udp', 'turn:turn.example:443?transport=tcp', 'turns:[2001:db8::1]:443?transport=tcp']);
  });

  it('tells a browser without its whole line', () => {
    expect(browserInWords('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0')).toBe('Edge 131 on Windows');
    expect(browserInWords('')).toBe('Unknown browser on unknown system');
  });

  it('works in turn, and keeps the order', async () => {
    let now = 0;
    let most = 0;
    const results = await inTurn([3, 1, 2, 5], 2, async (n) => {
      most = Math.max(most, ++now);
      await Promise.resolve();
      now--;
      return n * 2;
    });

    expect([results, most]).toEqual([[6, 2, 4, 10], 2]);
  });

  it('stops waiting when it is told to', async () => {
    const stop = new AbortController();
    const waiting = pause(60_000, stop.signal);
    stop.abort();

    await expect(waiting).rejects.toThrow('aborted');
  });
});
