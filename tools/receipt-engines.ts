/**
 * What receipts are read with, beside the bundles: sharp with the compiled library of the target platform, Tesseract
 * with its WebAssembly and its English data, PDFium. They look for files of their own beside themselves and start
 * threads from them, so they stay packages. npm installs sharp's library for this machine only: a package for another
 * platform goes without, and says so when a receipt is to be read.
 */
import { cpSync, existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const MODULES = join(import.meta.dirname, '..', 'node_modules');

const engines: readonly { name: string; keeps: (file: string) => boolean }[] = [
  { name: 'sharp', keeps: (file) => /^(package\.json|LICENSE|dist\/.*\.cjs|lib\/.*)$/.test(file) },
  { name: '@img/colour', keeps: () => true },
  { name: 'detect-libc', keeps: () => true },
  { name: 'semver', keeps: () => true },
  { name: 'tesseract.js', keeps: (file) => /^(package\.json|LICENSE\.md|src\/.*)$/.test(file) },
  // Of the three the best that the processor can run is loaded; in Node always with the older engine in it.
  { name: 'tesseract.js-core', keeps: (file) => /^(package\.json|LICENSE|tesseract-core(-simd|-relaxedsimd)?\.(js|wasm))$/.test(file) },
  { name: '@tesseract.js-data/eng', keeps: (file) => /^(package\.json|index\.js|4\.0\.0_best_int\/.*)$/.test(file) },
  { name: 'bmp-js', keeps: () => true },
  { name: 'is-url', keeps: () => true },
  { name: 'regenerator-runtime', keeps: () => true },
  { name: 'wasm-feature-detect', keeps: (file) => /^(package\.json|LICENSE|dist\/cjs\/.*)$/.test(file) },
  { name: '@hyzyla/pdfium', keeps: (file) => /^(package\.json|LICENSE\.md|dist\/(index\.cjs|pdfium\.wasm))$/.test(file) },
];

/** Left out of the bundle: found in the `node_modules` beside it. */
export const externalReceiptEngines = ['sharp', 'tesseract.js', '@hyzyla/pdfium'];

/** Puts them into `node_modules` in the folder of the bundles, for a platform and architecture as Node names them. */
export function copyReceiptEngines(bundles: string, platform: string, arch: string): void {
  rmSync(join(bundles, 'node_modules', '@img'), { recursive: true, force: true });
  for (const { name, keeps } of [...engines, ...compiledFor(platform, arch)]) {
    const from = join(MODULES, name);
    const to = join(bundles, 'node_modules', name);
    rmSync(to, { recursive: true, force: true });
    cpSync(from, to, {
      recursive: true,
      dereference: true,
      filter: (path) => {
        const file = path.slice(from.length + 1).replaceAll('\\', '/');
        return statSync(path).isDirectory() || keeps(file);
      },
    });
  }
}

/** Sharp's libraries that are installed for the platform. Those of another one, from an earlier build, are in the way. */
function compiledFor(platform: string, arch: string): { name: string; keeps: () => boolean }[] {
  const architectures = arch === 'universal' ? ['x64', 'arm64'] : [arch];
  const systems = platform === 'linux' ? ['linux', 'linuxmusl'] : [platform];
  return systems
    .flatMap((system) => architectures.map((architecture) => `${system}-${architecture}`))
    .flatMap((target) => [`@img/sharp-${target}`, `@img/sharp-libvips-${target}`])
    .filter((name) => existsSync(join(MODULES, name)))
    .map((name) => ({ name, keeps: () => true }));
}
