/**
 * Ids are UUIDv7 (RFC 9562): made by the client, ascending with time. They are strings outside the ledger file and
 * 16 bytes inside it.
 */

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

let lastMillis = 0;
let sequence = 0;
let pool = new Uint8Array(0);
let poolAt = 0;

function randomBytes(count: number): Uint8Array {
  if (poolAt + count > pool.length) {
    pool = crypto.getRandomValues(new Uint8Array(8192));
    poolAt = 0;
  }
  poolAt += count;
  return pool.subarray(poolAt - count, poolAt);
}

/** 16 bytes; each call's id sorts after the one before it, also within one millisecond. */
export function newIdBytes(now: number = Date.now()): Uint8Array {
  if (now > lastMillis) {
    lastMillis = now;
    sequence = 0;
  } else if (++sequence > 0x3ffff) {
    // The 18-bit counter is full: borrow the next millisecond rather than repeat.
    lastMillis += 1;
    sequence = 0;
  }
  const id = new Uint8Array(16);
  id.set(randomBytes(7), 9);
  const high = Math.floor(lastMillis / 0x10000);
  id[0] = high >>> 24;
  id[1] = high >>> 16;
  id[2] = high >>> 8;
  id[3] = high;
  id[4] = lastMillis / 0x100;
  id[5] = lastMillis;
  id[6] = 0x70 | (sequence >>> 14);
  id[7] = sequence >>> 6;
  id[8] = 0x80 | (sequence & 0x3f);
  return id;
}

export function newId(): string {
  return idFromBytes(newIdBytes());
}

export function idFromBytes(bytes: Uint8Array): string {
  let hex = '';
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) hex += '-';
    hex += HEX[bytes[i] ?? 0];
  }
  return hex;
}

/** @throws RangeError when the text is not a UUID. */
export function idToBytes(id: string): Uint8Array {
  const hex = id.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(hex)) throw new RangeError('Not a UUID.');
  const bytes = new Uint8Array(16);
  for (let i = 0; i < 16; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
