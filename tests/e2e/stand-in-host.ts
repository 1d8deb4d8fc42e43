/**
 * Saldo's web host with stand-ins for what cannot be had, or takes long, in browser tests: a recogniser that answers
 * loud recordings with one sentence, and a reader that knows what is on the receipts that `drawReceipt` draws.
 * `node stand-in-host.ts SENTENCE DATA_DIR`
 */
import { resolve } from 'node:path';
import { systemClock } from '../../src/core/adapters/clock/system-clock.ts';
import { createWorkerPool } from '../../src/core/adapters/workers/worker-pool.ts';
import { createApp } from '../../src/core/create-app.ts';
import type { Workers } from '../../src/core/ports.ts';
import type { ReadReceiptInput } from '../../src/core/ml/receipt-reader/receipt.ts';
import { DomainError } from '../../src/shared/contract/errors.ts';
import { startHttpHost } from '../../src/web/http-server.ts';
import { readingOf } from './drawn-receipts.ts';

const [sentence = '', data = ''] = process.argv.slice(2);
const silent = (): void => undefined;

const pool = createWorkerPool({ workersDir: resolve('src/workers') });
const workers: Workers = {
  run: (async (task, input, options) => {
    if (task !== 'read-receipt') return pool.run(task, input, options);
    const { name, bytes } = input as ReadReceiptInput;
    // Held back so that a test sees it being read, and can stop it.
    const pause = name.startsWith('slow') ? 60_000 : 150;
    options?.onProgress?.(1, 4);
    await new Promise((done, stopped) => {
      setTimeout(done, pause);
      options?.signal?.addEventListener('abort', () => stopped(new DOMException('stopped', 'AbortError')));
    });
    const found = readingOf(name);
    if (!found) throw new DomainError('UNREADABLE', `${name} is not a picture that can be read.`);
    return { ...found, preview: bytes };
  }) as Workers['run'],
  close: () => pool.close(),
};

const app = await createApp({
  host: { kind: 'web', version: 'test', platform: process.platform, demo: false },
  clock: systemClock,
  logger: { debug: silent, info: silent, warn: silent, error: silent },
  notifier: { notify: () => false },
  secrets: { get: async () => null, set: async () => undefined, remove: async () => undefined },
  files: { data, migrations: resolve('migrations/ledger'), models: resolve('models') },
  workers,
  download: async () => new Uint8Array(),
  speechRecognizer: {
    check: async () => undefined,
    async transcribe(_model, samples) {
      const seconds = samples.length / 16_000;
      const loud = samples.some((sample) => Math.abs(sample) > 0.05);
      return loud && seconds < 31 ? sentence : '';
    },
    close: silent,
  },
});
await app.start();
const http = await startHttpHost(app, resolve('dist/renderer'), 0);
console.log(`Saldo is open at ${http.url()}`);
process.on('SIGTERM', () => void http.close().then(app.stop).then(() => process.exit(0)));
