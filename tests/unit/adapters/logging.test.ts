import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLogger } from '../../../src/core/adapters/logging/create-logger.ts';
import { openRotatingFile } from '../../../src/core/adapters/logging/rotating-file.ts';
import { DomainError } from '../../../src/shared/contract/errors.ts';

function logged(act: (logger: ReturnType<typeof createLogger>) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'saldo-log-'));
  const logger = createLogger(folder);
  act(logger);
  logger.close();
  logger.info('too-late');
  return readFileSync(join(folder, 'logs', 'saldo.log'), 'utf8');
}

test('ids, counts and durations are written, one object a line', () => {
  const [line, end] = logged((log) => log.info('import-done', { importId: 'abc', rows: 3, added: 12, ms: 40, ok: true })).split('\n');
  expect(JSON.parse(line ?? '')).toMatchObject({ level: 'info', event: 'import-done', importId: 'abc', added: 12, ms: 40, ok: true });
  expect(end).toBe('');
});

test('what people earn, pay and are called is not, at any depth', () => {
  const text = logged((log) =>
    log.warn('odd', {
      amountMinor: -918_273,
      balanceMinor: 918_273,
      payee: 'SECRET',
      description: 'SECRET',
      merchant: 'SECRET',
      name: 'SECRET',
      accountName: 'SECRET',
      fileName: 'SECRET.csv',
      note: 'SECRET',
      title: 'SECRET',
      body: 'SECRET',
      iban: 'SECRET',
      email: 'SECRET',
      token: 'SECRET',
      raw: 'SECRET',
      cells: ['SECRET'],
      rows: [{ payee: 'SECRET' }],
      inner: { deep: [{ payee: 'SECRET', amountMinor: 918_273 }, { id: 7 }] },
    }),
  );
  expect(text).not.toMatch(/SECRET|918273/);
  expect(JSON.parse(text)).toMatchObject({ event: 'odd', inner: { deep: [{}, { id: 7 }] } });
});

test('an error is written by its kind and place, since its words may quote what a user typed', () => {
  const text = logged((log) => {
    log.error('failed', { error: new DomainError('INVALID', 'SECRET is no currency', 'currency') });
    log.error('failed', { error: new TypeError('x is undefined', { cause: new Error('SECRET') }) });
  });
  expect(text).not.toContain('SECRET');
  const [first, second] = text.trim().split('\n').map((line) => JSON.parse(line) as { error: Record<string, unknown> });
  expect(first?.error).toMatchObject({ kind: 'DomainError', code: 'INVALID', at: expect.arrayContaining([expect.stringContaining('logging.test.ts')]) });
  expect(second?.error).toMatchObject({ kind: 'TypeError', message: 'x is undefined', cause: { kind: 'Error' } });
});

test('files are turned over before they grow large, and the oldest goes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'saldo-log-'));
  const file = openRotatingFile(folder, 100, 3);
  for (let line = 0; line < 20; line++) file.write(`${line} ${'x'.repeat(40)}\n`);
  file.close();
  expect(readdirSync(folder).sort()).toEqual(['saldo.1.log', 'saldo.2.log', 'saldo.log']);
  expect(readFileSync(join(folder, 'saldo.log'), 'utf8')).toContain('19 x');
  expect(readFileSync(join(folder, 'saldo.2.log'), 'utf8')).toContain('14 x');
});
