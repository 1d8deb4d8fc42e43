/** `npm run server`: reads the settings, starts the server, says where it is, and stops it when it is told to. */
import { startServer } from './app.ts';
import { ConfigError } from './config/config-error.ts';
import { readConfig } from './config/read-config.ts';

const STOP_LIMIT_MS = 20_000;

try {
  const server = await startServer(readConfig(process.env));
  console.log(`Saldo's server is at ${server.url} (its calls: ${server.url}/docs)`);
  if (server.bootstrapLink !== null) {
    console.log(`There is no administrator yet. Make the first one, once, with this link:\n  ${server.bootstrapLink}`);
  }
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    console.log(`${signal}: letting running requests end …`);
    setTimeout(() => {
      console.error('Requests did not end in time.');
      process.exit(1);
    }, STOP_LIMIT_MS).unref();
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
