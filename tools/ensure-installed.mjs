/**
 * Installs the project's packages when they are missing or the lock file changed. Runs on any Node, with nothing
 * installed; afterwards the project's own Node (a dev dependency) is in node_modules/.bin.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const projectNode = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

export function ensureInstalled() {
  const stamp = join(root, 'node_modules', '.saldo-lock-hash');
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  if (existsSync(projectNode) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  console.log('Installing packages (once; a minute or two) …');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
    // Electron's binary is fetched when it is first needed, and may be out of reach then.
    env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' },
  });
  if (npm.status !== 0 || !existsSync(projectNode)) {
    console.error('The packages could not be installed. Is the npm registry reachable? `npm ci` shows more.');
    process.exit(1);
  }
  writeFileSync(stamp, hash);
}

/** Runs a command on the project's Node with its tools first in the path. Answers the exit code. */
export function run(command, args, env = {}) {
  const bin = join(root, 'node_modules', '.bin');
  const separator = process.platform === 'win32' ? ';' : ':';
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
    env: { ...process.env, PATH: `${bin}${separator}${process.env.PATH}`, ...env },
  });
  return result.status ?? 1;
}
