import { resolve } from 'node:path';
import { createWorkerPool } from '../src/core/adapters/workers/worker-pool.ts';
import type { Ports } from '../src/core/ports.ts';

/** The core as the hosts run it, with its real workers, but quiet. */
export function benchPorts(data: string): Ports {
  const silent = (): void => undefined;
  return {
    host: { kind: 'web', version: 'bench', platform: process.platform, demo: false },
    clock: { now: () => new Date(), today: () => new Date().toISOString().slice(0, 10) },
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    notifier: { notify: () => false },
    secrets: { get: async () => null, set: async () => undefined, remove: async () => undefined },
    files: { data, migrations: resolve('migrations/ledger'), models: resolve('models') },
    workers: createWorkerPool({ workersDir: resolve('src/workers') }),
    download: async () => new Uint8Array(),
    speechRecognizer: { check: async () => undefined, transcribe: async () => '', close: silent },
  };
}
