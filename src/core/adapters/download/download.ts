import { DomainError } from '#shared/contract/errors.ts';
import type { Download } from '../../ports.ts';

/** Downloads with the fetch of the platform: HTTPS alone, one far side, a limit of size and of time. */
export function createDownload(fetchOf: typeof fetch = fetch): Download {
  return async (url, { maxBytes, timeoutMs }) => {
    const { protocol, origin, host } = new URL(url);
    if (protocol !== 'https:') throw new RangeError(`Not a safe address: ${url}`);
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetchOf(url, { signal, credentials: 'omit', referrerPolicy: 'no-referrer' });
      if (!response.ok) throw failed(`${host} answered with error ${response.status}.`);
      if (response.url && new URL(response.url).origin !== origin) throw failed(`${host} pointed to another address.`);
      return await readLimited(response, maxBytes, host);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      if (signal.aborted) throw failed(`${host} did not answer in ${Math.round(timeoutMs / 1000)} seconds.`);
      throw failed(`${host} could not be reached.`);
    }
  };
}

async function readLimited(response: Response, maxBytes: number, host: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.byteLength;
    if (size > maxBytes) throw failed(`${host} sent more than expected.`);
    pieces.push(piece);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function failed(sentence: string): DomainError {
  return new DomainError('UNREADABLE', sentence);
}
