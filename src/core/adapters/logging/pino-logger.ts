import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import type { LogFields, Logger } from '../../ports.ts';

/** One old file is kept beside the current one. */
const MAX_BYTES = 5 * 1024 * 1024;

/** Fields that would carry private data are dropped whatever the caller meant. */
const PRIVATE = /amount|balance|payee|description|merchant|name|note|text|minor|email|raw/i;

/** Writes JSON lines to `<folder>/saldo.log`. */
export function createFileLogger(folder: string, level: 'debug' | 'info' = 'info'): Logger {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'saldo.log');
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) renameSync(path, `${path}.1`);
  return asLogger(pino({ level, base: null }, pino.destination({ dest: path, sync: false, mkdir: true })));
}

export function asLogger(log: pino.Logger): Logger {
  return {
    debug: (event, fields) => log.debug(withoutPrivate(fields), event),
    info: (event, fields) => log.info(withoutPrivate(fields), event),
    warn: (event, fields) => log.warn(withoutPrivate(fields), event),
    error: (event, fields) => log.error(withoutPrivate(fields), event),
  };
}

function withoutPrivate(fields: LogFields = {}): LogFields {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([key]) => !PRIVATE.test(key))
      .map(([key, value]) => [key, value instanceof Error ? describeError(value) : value]),
  );
}

/** The stack without the message: messages may quote what a person wrote. */
function describeError(error: Error): { type: string; stack: string } {
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return { type: error.name, stack: frames.slice(0, 12).join('\n') };
}
