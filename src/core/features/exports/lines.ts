import { closeSync, openSync, readSync } from 'node:fs';
import { DomainError } from '#shared/contract/errors.ts';

const CHUNK_BYTES = 1024 * 1024;
/** One change of very many rows is one line; nothing that Saldo writes comes near this. */
const LONGEST_LINE = 128 * 1024 * 1024;

export interface LineSplitter {
  push(chunk: Uint8Array): void;
  /** Hands out what stands after the last line end. */
  end(): void;
}

/** `bytes` is the line with its end. @throws DomainError UNREADABLE for a line without an end in sight. */
export function createLineSplitter(onLine: (line: string, bytes: Uint8Array) => void): LineSplitter {
  let open: Buffer[] = [];
  let length = 0;
  const hand = (bytes: Buffer): void => {
    const ended = bytes.at(-1) === 0x0a;
    onLine(bytes.toString('utf8', 0, bytes.length - (ended ? 1 : 0)), bytes);
  };
  return {
    push(chunk) {
      const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      let from = 0;
      for (let at = buffer.indexOf(0x0a); at !== -1; at = buffer.indexOf(0x0a, from)) {
        const piece = buffer.subarray(from, at + 1);
        hand(open.length > 0 ? Buffer.concat([...open, piece]) : piece);
        open = [];
        length = 0;
        from = at + 1;
      }
      if (from === buffer.length) return;
      // Copied: the reader uses its chunk again.
      open.push(Buffer.from(buffer.subarray(from)));
      length += buffer.length - from;
      if (length > LONGEST_LINE) throw new DomainError('UNREADABLE', 'This is not a ledger that Saldo exported as JSON.');
    },
    end() {
      if (open.length > 0) hand(Buffer.concat(open));
      open = [];
    },
  };
}

/** The lines of a file, a chunk of it in memory at a time. */
export function* linesOf(path: string): Generator<string> {
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let ready: string[] = [];
    const splitter = createLineSplitter((line) => ready.push(line));
    for (;;) {
      const count = readSync(file, chunk, 0, chunk.length, null);
      if (count > 0) splitter.push(chunk.subarray(0, count));
      else splitter.end();
      yield* ready;
      if (count === 0) return;
      ready = [];
    }
  } finally {
    closeSync(file);
  }
}
