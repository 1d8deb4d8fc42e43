/**
 * Saldo's web host with a recogniser that answers loud recordings with one sentence: no speech model can be had in
 * tests. `node recorded-speech-host.ts SENTENCE DATA_DIR`
 */
import { resolve } from 'node:path';
import { systemClock } from '../../src/core/adapters/clock/system-clock.ts';
import { createWorkerPool } from '../../src/core/adapters/workers/worker-pool.ts';
import { createApp } from '../../src/core/create-app.ts';
import { startHttpHost } from '../../src/web/http-server.ts';

const [sentence = '', data = ''] = process.argv.slice(2);
const silent = (): void => undefined;
const app = await createApp({
  host: { kind: 'web', version: 'test', platform: process.platform, demo: false },
  clock: systemClock,
  logger: { debug: silent, info: silent, warn: silent, error: silent },
  notifier: { notify: silent },
  secrets: { get: async () => null, set: async () => undefined, remove: async () => undefined },
  files: { data, migrations: resolve('migrations/ledger'), models: resolve('models') },
  workers: createWorkerPool({ workersDir: resolve('src/workers') }),
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
