/** `npm start`: sets up, then opens Saldo in Electron, or in a browser where no Electron can be had. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, projectNode, root, run } from './ensure-installed.mjs';

/** Fetching Electron's binary may take this long before the browser is taken instead. */
const ELECTRON_FETCH_MS = 60_000;

const args = process.argv.slice(2);
ensureInstalled();
buildWhenChanged('renderer', ['src/renderer', 'src/shared', 'vite.renderer.config.ts', 'package-lock.json']);

const reason = args.includes('--web') ? '' : whyNoElectron();
if (!args.includes('--web') && reason === null) {
  buildWhenChanged('main', ['src/main', 'src/preload', 'src/core', 'src/shared', 'src/workers', 'vite.main.config.ts', 'package-lock.json']);
  hand(electronPath(), ['.', ...args]);
} else {
  if (reason) console.log(`No Electron here (${reason}). Opening Saldo in a browser instead.`);
  hand(projectNode, ['--disable-warning=ExperimentalWarning', 'src/web/main.ts', ...args]);
}

/** Null when Electron can be used; else why not, in a few words. */
function whyNoElectron() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'no display';
  if (electronPath()) return null;
  const fetched = spawnSync(projectNode, ['node_modules/electron/install.js'], {
    cwd: root,
    stdio: 'ignore',
    timeout: ELECTRON_FETCH_MS,
    shell: process.platform === 'win32',
  });
  if (fetched.status === 0 && electronPath()) return null;
  return fetched.error ? 'fetching its binary took too long' : 'its binary could not be fetched';
}

function electronPath() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const name = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform] ?? 'electron';
  const path = join(override ?? join(root, 'node_modules', 'electron', 'dist'), name);
  return existsSync(path) ? path : null;
}

function buildWhenChanged(name, sources) {
  const stamp = join(root, 'dist', `.${name}-sources`);
  const hash = hashOf(sources.map((source) => join(root, source)));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  console.log(`Building (${name}) …`);
  const status = run('vite', ['build', '--config', `vite.${name}.config.ts`, '--logLevel', 'warn']);
  if (status !== 0) process.exit(status);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, hash);
}

/** Names, sizes and times are enough to notice an edit. */
function hashOf(paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    if (!existsSync(path)) return;
    const stat = statSync(path);
    if (stat.isDirectory()) for (const entry of readdirSync(path).sort()) visit(join(path, entry));
    else hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
  };
  paths.forEach(visit);
  return hash.digest('hex');
}

function hand(command, commandArgs) {
  const child = spawn(command, commandArgs, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 0));
}
