// Takes a picture of every state of the page: node test/screenshots.mjs http://localhost:5080 [folder]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { walk } from './scenes.mjs';

const [base = 'http://localhost:5080', folder = 'screenshots'] = process.argv.slice(2);
const looks = {
  wide: { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  narrow: { viewport: { width: 390, height: 844 }, colorScheme: 'dark', hasTouch: true },
};

for (const [look, options] of Object.entries(looks)) {
  mkdirSync(join(folder, look), { recursive: true });
  await walk(base, async (scene, page) => void (await page.screenshot({ path: join(folder, look, `${scene}.png`) })), options);
  console.log(`${look}: done`);
}
