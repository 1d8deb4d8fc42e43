/**
 * Compiled code cannot be bundled: the prebuilt library of the target platform goes beside the bundles, where
 * better-sqlite3 looks for it (`../prebuilds` from its own file, which is then `.vite/build/main.js`).
 */
import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const PREBUILDS = join(import.meta.dirname, '..', 'node_modules', 'better-sqlite3', 'prebuilds');

/** Absolute paths of the libraries for a platform and architecture as Node names them. @throws when one is missing. */
export function nativeFilesFor(platform: string, arch: string): string[] {
  const architectures = arch === 'universal' ? ['x64', 'arm64'] : [arch];
  // A package for Linux may land on a distribution with either C library.
  const systems = platform === 'linux' ? ['linux', 'linuxmusl'] : [platform];
  return systems.flatMap((system) =>
    architectures.map((architecture) => {
      const file = join(PREBUILDS, `${system}-${architecture}.node`);
      if (!existsSync(file)) throw new Error(`better-sqlite3 has no library for ${system}-${architecture}.`);
      return file;
    }),
  );
}

/** Puts them, and no others, into `prebuilds` beside the folder of the bundles. */
export function copyNativeFiles(bundles: string, platform: string, arch: string): void {
  const folder = join(dirname(bundles), 'prebuilds');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of nativeFilesFor(platform, arch)) copyFileSync(file, join(folder, basename(file)));
  copySpeechLibrary(dirname(bundles), platform, arch);
}

/**
 * sherpa-onnx-node looks for the library of its platform in `../sherpa-onnx-linux-x64`, and that for the others beside
 * itself. npm installs the one of this machine only: a package for another platform goes without speech recognition,
 * and says so when it is asked for.
 */
function copySpeechLibrary(beside: string, platform: string, arch: string): void {
  const name = `sherpa-onnx-${platform === 'win32' ? 'win' : platform}-${arch}`;
  const installed = join(import.meta.dirname, '..', 'node_modules', name);
  rmSync(join(beside, name), { recursive: true, force: true });
  if (existsSync(installed)) cpSync(installed, join(beside, name), { recursive: true, dereference: true });
}
