/** The command line that both hosts understand. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface HostArguments {
  /** Absolute, or null for the platform's own place. */
  data: string | null;
  demo: boolean;
  /** Null: the usual port, or a free one if that is taken. 0: any free port. */
  port: number | null;
  open: boolean;
}

/** `argv` without the program; unknown arguments are ignored, since Chromium has many. @throws RangeError on a bad port. */
export function readHostArguments(argv: string[]): HostArguments {
  const { values } = parseArgs({
    args: argv,
    strict: false,
    options: {
      data: { type: 'string' },
      demo: { type: 'boolean' },
      port: { type: 'string' },
      'no-open': { type: 'boolean' },
    },
  });
  const port = typeof values.port === 'string' ? Number(values.port) : null;
  if (port !== null && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    throw new RangeError(`--port takes a number from 0 to 65535, not "${String(values.port)}".`);
  }
  return {
    data: typeof values.data === 'string' ? resolve(values.data) : null,
    demo: values.demo === true,
    port,
    open: values['no-open'] !== true,
  };
}
