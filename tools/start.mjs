/**
 * `npm start`: installs and builds what is missing, then opens Saldo in Electron, or in a browser where no Electron can
 * be had. `npm start -- [--web] [--demo] [--data DIR] [--port N] [--no-open]`
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildWhenChanged } from './build-when-changed.mjs';
import { fetchElectron, findElectron } from './electron-binary.mjs';
import { ensureInstalled, projectNode, projectEnv, root } from './ensure-installed.mjs';

const FETCH_LIMIT_MS = 60_000;
/** An Electron that fails sooner has not opened a window: a library is missing, or its sandbox is forbidden. */
const STARTED_AFTER_MS = 10_000;

const args = process.argv.slice(2).filter((arg) => arg !== '--web');

ensureInstalled();
if (!buildWhenChanged('renderer')) fail('The page could not be built.');

if (!process.argv.includes('--web') && (await electronIsReady())) {
  const began = Date.now();
  const code = await hand(findElectron(), ['.', ...args]);
  if (code === 0 || Date.now() - began > STARTED_AFTER_MS) process.exit(code);
  console.log(`Electron could not start (it ended with ${code}). Opening Saldo in a browser instead.`);
}
process.exit(await hand(projectNode, [join('src', 'web', 'main.ts'), ...args]));

async function electronIsReady() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    console.log('There is no display for a window. Opening Saldo for a browser instead.');
    return false;
  }
  const reason = findElectron() ? null : await fetchElectron(FETCH_LIMIT_MS);
  if (reason !== null) {
    console.log(`No Electron binary could be fetched (${reason}). Opening Saldo in a browser instead.`);
    return false;
  }
  if (buildWhenChanged('main') && buildWhenChanged('preload')) return true;
  console.log('The desktop app could not be built. Opening Saldo in a browser instead.');
  return false;
}

/** Runs a program until it ends; signals are passed on, so that it can close its ledger. Answers the exit code. */
function hand(program, programArgs) {
  return new Promise((resolve) => {
    const child = spawn(program, programArgs, { cwd: root, stdio: 'inherit', env: projectEnv });
    // Ctrl+C reaches the child by itself; this process only has to outlive it.
    const ignore = () => undefined;
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', ignore);
    process.on('SIGTERM', pass);
    process.on('SIGHUP', pass);
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('exit', (code, signal) => {
      process.off('SIGINT', ignore);
      process.off('SIGTERM', pass);
      process.off('SIGHUP', pass);
      resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1));
    });
  });
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
