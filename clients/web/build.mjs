// Builds everything that an edge serves into dist/: the page, the library as one file, and the library as an installable package.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'vite';

const require = createRequire(import.meta.url);

/** The SignalR client has comments that the bundler cannot place; nothing follows from it. */
const rollupOptions = {
  onwarn(warning, warn) {
    if (warning.code !== 'INVALID_ANNOTATION') warn(warning);
  },
};

await build({ logLevel: 'warn', build: { rollupOptions } });

await build({
  configFile: false,
  logLevel: 'warn',
  build: {
    outDir: 'dist/client',
    copyPublicDir: false,
    target: 'es2022',
    rollupOptions,
    lib: { entry: 'src/index.ts', formats: ['es'], fileName: () => 'signaling-client.js' },
  },
});

execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.npm.json'], { stdio: 'inherit' });
mkdirSync('dist/client', { recursive: true });
execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', 'dist/client'], { stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
rmSync('dist/npm', { recursive: true }); // It is in the package now.
