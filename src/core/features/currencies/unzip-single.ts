import { inflateRawSync } from 'node:zlib';
import { DomainError } from '#shared/contract/errors.ts';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;

export function isZip(bytes: Uint8Array): boolean {
  return bytes.length > 30 && view(bytes).getUint32(0, true) === LOCAL;
}

/**
 * The content of the first file in a zip: the bank packs one. No more than `maxBytes` of it.
 * @throws DomainError UNREADABLE
 */
export function unzipSingle(bytes: Uint8Array, maxBytes: number): Uint8Array {
  try {
    const zip = view(bytes);
    const central = zip.getUint32(endRecord(zip) + 16, true);
    if (zip.getUint32(central, true) !== CENTRAL) throw new RangeError('No list of files.');
    const method = zip.getUint16(central + 10, true);
    const packed = zip.getUint32(central + 20, true);
    const local = zip.getUint32(central + 42, true);
    const start = local + 30 + zip.getUint16(local + 26, true) + zip.getUint16(local + 28, true);
    const content = bytes.subarray(start, start + packed);
    if (content.length !== packed) throw new RangeError('Cut off.');
    if (method === 0) return content;
    if (method !== 8) throw new RangeError('Packed in an unusual way.');
    return inflateRawSync(content, { maxOutputLength: maxBytes });
  } catch {
    throw new DomainError('UNREADABLE', 'This zip file is damaged. Unpack it, and choose the file in it.', 'file');
  }
}

/** Where the closing record begins; a comment of up to 64 KB may follow it. */
function endRecord(zip: DataView): number {
  const first = Math.max(0, zip.byteLength - 22 - 0xffff);
  for (let at = zip.byteLength - 22; at >= first; at -= 1) if (zip.getUint32(at, true) === END) return at;
  throw new RangeError('No end.');
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
