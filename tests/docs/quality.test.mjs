// Follows docs/quality.md, word for word, on an edge of its own.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startEdges } from '../e2e/lib/edge.mjs';
import { shows, stepsOf } from './guide.mjs';
import { Shell } from './shell.mjs';

const root = path.join(import.meta.dirname, '../..');
const page = readFileSync(path.join(root, 'docs/quality.md'), 'utf8');

describe('docs/quality.md, followed', { timeout: 120_000 }, () => {
  let edges, shell;

  before(async () => {
    mkdirSync(path.join(root, 'artifacts/e2e'), { recursive: true }); // for the edge's log
    edges = await startEdges(1);
    shell = new Shell(root, {});
  });

  after(async () => {
    await shell?.end();
    await Promise.all(edges?.map(edge => edge.stop()) ?? []);
  });

  for (const step of stepsOf(page).filter(({ kind }) => kind === 'sh')) {
    it(`line ${step.line}: ${step.text.trim().split('\n')[0].slice(0, 80)}`, async () => {
      const said = await shell.type(step.text.replaceAll('http://localhost:5080', edges[0].url));
      if (step.shown) assert.ok(shows(said, step.shown), `it showed:\n${said}\ninstead of:\n${step.shown}`);
    });
  }
});
