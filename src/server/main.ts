/** `npm run server`: reads the settings, starts the server, says where it is, and stops it when it is told to. */
import { startServer } from './app.ts';
import { ConfigError } from './config/config-error.ts';
import { readConfig } from './config/read-config.ts';

const STOP_LIMIT_MS = 20_000;

let asked: NodeJS.Signals | null = null;
let stop: ((signal: NodeJS.Signals) => void) | null = null;
// Heard from the very start: PostgreSQL must not be left behind by a server that is stopped while it starts.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (asked !== null) return;
    asked = signal;
    stop?.(signal);
  });
}

try {
  const server = await startServer(readConfig(process.env));
  console.log(`Saldo's server is at ${server.url} (its calls: ${server.url}/docs)`);
  if (server.bootstrapLink !== null) {
    console.log(`There is no administrator yet. Make the first one, once, with this link:\n  ${server.bootstrapLink}`);
  }
  stop = (signal) => {
    console.log(`${signal}: letting running requests end …`);
    setTimeout(() => fail('Requests did not end in time.'), STOP_LIMIT_MS).unref();
    server.stop().then(() => process.exit(0), fail);
  };
  if (asked !== null) stop(asked);
} catch (error) {
  fail(error instanceof ConfigError ? error.message : error);
}

function fail(reason: unknown): void {
  console.error(reason);
  process.exit(1);
}
