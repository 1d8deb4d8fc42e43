/**
 * What the forecast's slow models need beside the bundles. Prophet's packages wait for their WebAssembly as they load,
 * which CommonJS cannot: they stay modules of their own. Of TensorFlow only the WebAssembly is not in the bundle.
 */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const MODULES = join(import.meta.dirname, '..', 'node_modules');

const engines: readonly { name: string; keeps: (file: string) => boolean }[] = [
  { name: '@bsull/augurs', keeps: (file) => /^(package\.json|prophet(_bg)?\.(js|wasm))$/.test(file) },
  { name: '@bsull/augurs-prophet-wasmstan', keeps: (file) => /\.(js|wasm|json)$/.test(file) },
  { name: '@bytecodealliance/preview2-shim', keeps: (file) => /\.(js|json)$/.test(file) },
  { name: '@tensorflow/tfjs-backend-wasm', keeps: (file) => file === 'package.json' || /^dist\/[^/]+\.wasm$/.test(file) },
];

/** Left out of the bundle: found in the `node_modules` beside it. */
export const externalEngines = [/^@bsull\//];

/** Puts them into `node_modules` in the folder of the bundles. */
export function copyForecastEngines(bundles: string): void {
  for (const { name, keeps } of engines) {
    const from = join(MODULES, name);
    const to = join(bundles, 'node_modules', name);
    rmSync(to, { recursive: true, force: true });
    cpSync(from, to, {
      recursive: true,
      dereference: true,
      filter: (path) => {
        const file = path.slice(from.length + 1).replaceAll('\\', '/');
        return !file.includes('.') || keeps(file);
      },
    });
  }
}
