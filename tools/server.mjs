/** `npm run server`: installs what is missing, then runs Saldo's server under the project's own Node. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, projectEnv, projectNode, root } from './ensure-installed.mjs';

ensureInstalled();
const child = spawn(projectNode, [join('src', 'server', 'main.ts')], { cwd: root, stdio: 'inherit', env: projectEnv });
// Ctrl+C reaches the child by itself; this process only has to outlive it.
process.on('SIGINT', () => undefined);
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)));
