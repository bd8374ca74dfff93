import { defineConfig } from 'vitest/config';

/** The call page, the operator's console and the network test; `build.mjs` builds the library beside them. `npm run dev` forwards to an edge on its development port. */
export default defineConfig({
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', rollupOptions: { input: ['index.html', 'console/index.html', 'network-test/index.html'] } },
  server: {
    proxy: Object.fromEntries(['/v1', '/hubs', '/swagger', '/problems'].map((path) => [path, { target: 'http://localhost:5080', ws: true }])),
  },
  test: { include: ['test/**/*.test.ts'], environment: 'node', restoreMocks: true },
});
