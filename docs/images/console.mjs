// Takes the pictures of the console in this folder: node docs/images/console.mjs
// Needs a build, `npm ci` in tests/e2e, and Chromium.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { launchBrowser } from '../../tests/e2e/lib/browser.mjs';
import { startEdges } from '../../tests/e2e/lib/edge.mjs';

mkdirSync(path.join(import.meta.dirname, '../../artifacts/e2e'), { recursive: true }); // where the edge's log goes
const [edge] = await startEdges(1);
const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1 });
  await page.goto(`${edge.url}/console/?figure=5`);
  await page.waitForFunction(() => document.body.dataset.plan === 'there');
  await page.screenshot({ path: path.join(import.meta.dirname, 'console.png') });
  await page.evaluate(() => window.signalingConsole.open('17'));
  await page.check('[name=circuit]');
  await page.evaluate(() => void (location.hash = '#calls'));
  await page.waitForFunction(() => document.body.dataset.survey === 'there');
  await page.screenshot({ path: path.join(import.meta.dirname, 'console-calls.png') });
} finally {
  await browser.close();
  await edge.stop();
}
