import { join } from 'node:path';
import { defineConfig } from 'vite';

/** A sandboxed preload is one CommonJS file that requires electron alone. */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: '.vite/build',
    emptyOutDir: false,
    copyPublicDir: false,
    minify: false,
    rolldownOptions: {
      input: join(import.meta.dirname, 'src/preload/preload.ts'),
      external: ['electron'],
      output: { format: 'cjs', codeSplitting: false, entryFileNames: '[name].js' },
    },
  },
});
