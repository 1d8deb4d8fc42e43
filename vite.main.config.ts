import { writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { copyForecastEngines, externalEngines } from './tools/forecast-engines.ts';
import { copyNativeFiles } from './tools/native-files.ts';
import { copyReceiptEngines, externalReceiptEngines } from './tools/receipt-engines.ts';

const root = import.meta.dirname;

/** What the bundles need beside them to run. */
function companions(): Plugin {
  let outDir = '';
  return {
    name: 'saldo:companions',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle() {
      // The project's own package.json says that .js files are ES modules; these are not.
      writeFileSync(join(outDir, 'package.json'), '{ "type": "commonjs" }\n');
      copyNativeFiles(outDir, process.platform, process.arch);
      copyForecastEngines(outDir);
      copyReceiptEngines(outDir, process.platform, process.arch);
    },
  };
}

/**
 * sherpa-onnx-node names its library twice: in imports for bundlers, which would be rewritten to where npm put it, and
 * in a search that finds it beside the bundles. The search is the one that is right here.
 */
function speechAddonAtRunTime(): Plugin {
  const none = '\0saldo:no-static-addon';
  return {
    name: 'saldo:speech-addon',
    enforce: 'pre',
    resolveId: (source) => (source.endsWith('/addon-static-import') ? none : null),
    load: (id) => (id === none ? 'module.exports = null;' : null),
  };
}

/** The desktop app's main process and its worker threads, each file complete in itself but for shared chunks. */
export default defineConfig({
  root,
  plugins: [companions(), speechAddonAtRunTime()],
  resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
  // CommonJS has no import.meta; what is looked for beside a module is beside its bundle then.
  define: { 'import.meta.url': 'bundleUrl' },
  build: {
    outDir: '.vite/build',
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'node24',
    minify: false,
    lib: {
      entry: {
        main: join(root, 'src/main/main.ts'),
        'read-statement': join(root, 'src/workers/read-statement.ts'),
        'retrain-categorizer': join(root, 'src/workers/retrain-categorizer.ts'),
        forecast: join(root, 'src/workers/forecast.ts'),
        'back-up-ledger': join(root, 'src/workers/back-up-ledger.ts'),
        'read-receipt': join(root, 'src/workers/read-receipt.ts'),
        'recognise-speech': join(root, 'src/workers/recognise-speech.ts'),
        // The pool starts its threads with this file of its own, which it expects beside itself.
        worker: join(root, 'node_modules/piscina/dist/worker.js'),
      },
      formats: ['cjs'],
      fileName: (_format, name) => `${name}.js`,
    },
    rolldownOptions: {
      output: {
        chunkFileNames: '[name].js',
        banner: `const bundleUrl = require('node:url').pathToFileURL(__filename).href;`,
      },
      external: [
        'electron',
        ...builtinModules.flatMap((name) => [name, `node:${name}`]),
        // Compiled code by which the pool could lower the priority of its threads. Saldo does not, and it is optional.
        '@napi-rs/nice',
        ...externalEngines,
        ...externalReceiptEngines,
      ],
    },
  },
});
