// Checks every state of the page with axe, wide and narrow, light and dark: node test/accessibility.mjs http://localhost:5080
// Exits with 1 where it finds something; `checkAccessibility` is there for other suites.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { walk } from './scenes.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const looks = {
  'wide, light': { viewport: { width: 1280, height: 800 }, colorScheme: 'light', reducedMotion: 'reduce' },
  'narrow, dark': { viewport: { width: 390, height: 844 }, colorScheme: 'dark', reducedMotion: 'reduce' },
};

/** What axe finds, one line each; and how many states were looked at. */
export async function checkAccessibility(base, through = walk) {
  const findings = [];
  let scenes = 0;
  const check = (look) => async (scene, page) => {
    scenes++;
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    for (const { id, help, nodes } of violations) findings.push(`${scene} (${look}): ${id}: ${help}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  };
  await Promise.all(Object.entries(looks).map(([look, options]) => through(base, check(look), options)));
  return { findings, scenes };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { findings, scenes } = await checkAccessibility(process.argv[2] ?? 'http://localhost:5080');
  for (const finding of findings) console.log(finding);
  console.log(`${scenes} states looked at, ${findings.length} findings`);
  process.exit(findings.length === 0 ? 0 : 1);
}
