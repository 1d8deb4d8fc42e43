import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { systemClock } from '#core/adapters/clock/system-clock.ts';
import { createFileLogger } from '#core/adapters/logging/pino-logger.ts';
import { createWorkerPool } from '#core/adapters/workers/worker-pool.ts';
import type { Ports } from '#core/ports.ts';
import { fileSecrets } from './file-secrets.ts';

export function webPorts(data: string, demo: boolean): Ports {
  const { version } = JSON.parse(readFileSync(resolve('package.json'), 'utf8')) as { version: string };
  const logger = createFileLogger(join(data, 'logs'));
  return {
    host: { kind: 'web', version, platform: process.platform, demo },
    clock: systemClock,
    logger,
    // A browser shows notifications itself; the core only leaves a trace that there was one.
    notifier: { notify: ({ tag }) => logger.info('notification', { tag }) },
    secrets: fileSecrets(join(data, 'secrets.json')),
    files: { data, migrations: resolve('migrations/ledger'), models: resolve('models') },
    workers: createWorkerPool({
      workersDir: resolve('src/workers'),
      maxThreads: Math.max(1, Math.min(2, availableParallelism() - 1)),
    }),
  };
}
