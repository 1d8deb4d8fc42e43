import { join } from 'node:path';
import { pino } from 'pino';
import type { LogFields, Logger } from '../../ports.ts';
import { redact } from './redact.ts';
import { openRotatingFile } from './rotating-file.ts';

export interface ClosableLogger extends Logger {
  /** Nothing is written afterwards. */
  close(): void;
}

/** One JSON object a line in `logs/` of the data folder; warnings and errors on stderr too when `verbose`. */
export function createLogger(dataFolder: string, options: { verbose?: boolean } = {}): ClosableLogger {
  const file = openRotatingFile(join(dataFolder, 'logs'));
  let open = true;
  const log = pino(
    { base: null, level: 'debug', timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (level) => ({ level }) } },
    {
      write(line: string) {
        if (open) file.write(line);
      },
    },
  );
  const write = (level: 'debug' | 'info' | 'warn' | 'error', event: string, fields: LogFields = {}): void => {
    const safe = redact(fields);
    log[level]({ event, ...safe });
    if (options.verbose && (level === 'warn' || level === 'error')) {
      process.stderr.write(`${level} ${event} ${JSON.stringify(safe)}\n`);
    }
  };
  return {
    debug: (event, fields) => write('debug', event, fields),
    info: (event, fields) => write('info', event, fields),
    warn: (event, fields) => write('warn', event, fields),
    error: (event, fields) => write('error', event, fields),
    close() {
      if (open) file.close();
      open = false;
    },
  };
}
