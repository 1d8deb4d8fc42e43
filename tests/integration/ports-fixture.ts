/** Ports for tests: everything of the host is stood in for; the reader is real, only its thread is not. */
import { resolve } from 'node:path';
import type { Clock, Logger, Ports, Workers } from '../../src/core/ports.ts';
import { readStatement } from '../../src/core/statements/read-statement.ts';
import type { ReadStatementInput } from '../../src/core/statements/read-result.ts';

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

export function fixedClock(today = '2026-03-15'): Clock {
  return { now: () => new Date(`${today}T12:00:00Z`), today: () => today };
}

const sameThread: Workers = {
  run: (async (_task, input) => readStatement(input as ReadStatementInput, {})) as Workers['run'],
  close: async () => undefined,
};

export function testPorts(data: string, today?: string): Ports {
  return {
    host: { kind: 'web', version: 'test', platform: 'test', demo: false },
    clock: fixedClock(today),
    logger: silentLogger,
    notifier: { notify: () => true },
    secrets: { get: async () => null, set: async () => undefined, remove: async () => undefined },
    files: { data, migrations: resolve('migrations/ledger'), models: resolve('models') },
    workers: sameThread,
    download: async () => {
      throw new Error('This test has no network.');
    },
    speechRecognizer: {
      check: async () => undefined,
      transcribe: async () => {
        throw new Error('This test has no voice.');
      },
      close: () => undefined,
    },
  };
}
