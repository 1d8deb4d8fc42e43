/**
 * Installs the project's packages when they are missing or the lock file changed. Runs on any Node from 18, with
 * nothing installed; afterwards the project's own Node (a dev dependency) is there.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const windows = process.platform === 'win32';
const bin = join(root, 'node_modules', '.bin');
const stamp = join(root, 'node_modules', '.saldo-lock-hash');

/** The pinned Node's program. */
export const projectNode = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

/** What commands of the project run with: its own Node and tools come first. */
export const projectEnv = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };

/** Ends the process with a sentence when the packages cannot be had. */
export function ensureInstalled() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lock).digest('hex');
  if (existsSync(projectNode)) {
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
    if (isInstalled(lock)) {
      writeFileSync(stamp, hash);
      return;
    }
  }
  console.log('Installing packages (a minute or two, once) …');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: windows,
  });
  if (npm.status !== 0 || !existsSync(projectNode)) {
    console.error('The packages could not be installed. Is the npm registry in reach? "npm ci" says more.');
    process.exit(1);
  }
  writeFileSync(stamp, hash);
}

/** Whether somebody ran `npm ci` by hand: npm writes down what it installed. Packages of other platforms are left out. */
function isInstalled(lock) {
  try {
    const wanted = JSON.parse(lock).packages;
    const there = JSON.parse(readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8')).packages;
    return Object.entries(wanted).every(
      ([path, { version, optional }]) => path === '' || (there[path] ? there[path].version === version : optional === true),
    );
  } catch {
    return false;
  }
}

/** Runs a tool of the project to its end, its output shown. Answers the exit code. */
export function run(command, args, env = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: windows,
    env: { ...projectEnv, ...env },
  });
  return result.status ?? 1;
}
