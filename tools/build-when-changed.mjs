/** Builds with Vite, unless the sources are those of the last build. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './ensure-installed.mjs';

const targets = {
  renderer: {
    sources: ['src/renderer', 'src/shared'],
    result: 'dist/renderer/index.html',
  },
  main: {
    sources: ['src/main', 'src/core', 'src/workers', 'src/shared', 'tools/native-files.ts'],
    result: '.vite/build/main.js',
  },
  preload: { sources: ['src/preload'], result: '.vite/build/preload.js' },
};

/** `name` is of vite.<name>.config.ts. Answers whether the result is there. */
export function buildWhenChanged(name) {
  const { sources, result } = targets[name];
  const stamp = join(root, 'dist', `.${name}-built-from`);
  const hash = hashOf([...sources, `vite.${name}.config.ts`, 'package-lock.json']);
  if (existsSync(join(root, result)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true;
  console.log(`Building (${name}) …`);
  if (run('vite', ['build', '--config', `vite.${name}.config.ts`, '--logLevel', 'warn']) !== 0) return false;
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

function hashOf(paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const stat = statSync(path);
    if (stat.isDirectory()) for (const entry of readdirSync(path).sort()) visit(join(path, entry));
    else hash.update(`${path}\n`).update(readFileSync(path));
  };
  for (const path of paths) visit(join(root, path));
  return hash.digest('hex');
}
