import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { DomainError } from '#shared/contract/errors.ts';

export interface WantedFile {
  url: string;
  sizeBytes: number;
  /** Lower-case hex. */
  sha256: string;
}

interface Options {
  signal: AbortSignal;
  /** Bytes of this file that are on disk. */
  onProgress: (doneBytes: number) => void;
  fetchOf?: typeof fetch;
}

/** How long the other side may send nothing. */
const SILENCE_MS = 30_000;

/**
 * Downloads to `path`, by way of `path.part`, from which an interrupted download goes on. The file appears under its
 * name only with the size and the SHA-256 that were promised; a wrong one is deleted.
 * @throws DomainError UNREADABLE with a sentence; the signal's reason when it fires, with the part kept
 */
export async function downloadToFile(path: string, wanted: WantedFile, options: Options): Promise<void> {
  if ((await sizeOf(path)) === wanted.sizeBytes) return options.onProgress(wanted.sizeBytes);
  const part = `${path}.part`;
  const { host } = safeUrl(wanted.url);
  const here = await sizeOf(part);
  // A part that is longer than the whole is of something else.
  if (here > wanted.sizeBytes) await rm(part, { force: true });
  if (here !== wanted.sizeBytes) await fetchRest(part, here > wanted.sizeBytes ? 0 : here, wanted, host, options);

  if ((await sha256Of(part, options.signal)) !== wanted.sha256) {
    await rm(part, { force: true });
    throw failed(`What ${host} sent is not the file that was promised (its SHA-256 differs). It was deleted.`);
  }
  await rename(part, path);
}

async function fetchRest(part: string, from: number, wanted: WantedFile, host: string, options: Options): Promise<void> {
  const { signal, onProgress, fetchOf = fetch } = options;
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE_MS);
  };
  try {
    const response = await fetchOf(wanted.url, {
      signal: AbortSignal.any([signal, silence.signal]),
      headers: from > 0 ? { Range: `bytes=${from}-`, 'Accept-Encoding': 'identity' } : { 'Accept-Encoding': 'identity' },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    if (!response.ok) throw failed(`${host} answered with error ${response.status}.`);
    safeUrl(response.url || wanted.url);
    // 200 to a question for a range: the other side begins anew.
    let done = response.status === 206 ? from : 0;
    const file = await open(part, done > 0 ? 'a' : 'w');
    try {
      for await (const piece of response.body ?? []) {
        heard();
        if (done + piece.byteLength > wanted.sizeBytes) {
          await rm(part, { force: true });
          throw failed(`${host} sent more than promised. It was deleted.`);
        }
        await file.write(piece);
        done += piece.byteLength;
        onProgress(done);
      }
    } finally {
      await file.close();
    }
    if (done < wanted.sizeBytes) throw failed(`${host} stopped sending half-way. What came so far is kept.`);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof DomainError) throw error;
    throw failed(silence.signal.aborted ? `${host} did not answer in ${SILENCE_MS / 1000} seconds.` : `${host} could not be reached.`);
  } finally {
    clearTimeout(timer);
  }
}

/** Encrypted ways only, but for this machine itself. */
function safeUrl(address: string): URL {
  const url = new URL(address);
  const own = url.hostname === '127.0.0.1' || url.hostname === 'localhost';
  if (url.protocol === 'https:' || (url.protocol === 'http:' && own)) return url;
  throw failed(`${url.host} is not reached over an encrypted connection (https).`);
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}

async function sha256Of(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) {
    signal.throwIfAborted();
    hash.update(piece as Buffer);
  }
  return hash.digest('hex');
}

function failed(sentence: string): DomainError {
  return new DomainError('UNREADABLE', sentence);
}
