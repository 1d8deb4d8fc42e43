/** Electron's binary: the npm package does not carry it, it is fetched on first use. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectNode, root } from './ensure-installed.mjs';

const program =
  { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform] ?? 'electron';

/** Its absolute path, or null. */
export function findElectron() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH || join(root, 'node_modules', 'electron', 'dist');
  const path = join(folder, program);
  return existsSync(path) ? path : null;
}

/** Fetches it. Answers null when it is there, else why not, in a few words. */
export function fetchElectron(limitMs) {
  return new Promise((resolve) => {
    let output = '';
    const fetching = spawn(projectNode, [join(root, 'node_modules', 'electron', 'install.js')], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const timer = setTimeout(() => {
      fetching.kill('SIGKILL');
      resolve(`it took longer than ${Math.round(limitMs / 1000)} s`);
    }, limitMs);
    for (const stream of [fetching.stdout, fetching.stderr]) stream.on('data', (chunk) => (output += chunk));
    fetching.on('error', (error) => finish(error.message));
    fetching.on('close', () => finish(reasonIn(output)));

    function finish(reason) {
      clearTimeout(timer);
      resolve(findElectron() ? null : reason);
    }
  });
}

/** The sentence of the error, without its stack. */
function reasonIn(output) {
  const line = /^(?:\w*Error\b[^:]*: )(.+)$/m.exec(output)?.[1] ?? output.trim().split('\n').at(-1) ?? '';
  return line.replace(/\s+/g, ' ').slice(0, 120) || 'no answer';
}
