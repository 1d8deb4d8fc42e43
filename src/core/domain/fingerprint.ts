/**
 * What a bank said about one transaction, as a number: equal input, equal number. 53 bits, so that it is a safe
 * integer; two rows are only ever compared within one account and a span of days, where a chance match of different
 * rows is below one in a billion.
 */

/** Line breaks and runs of blanks differ between exports of the same bank; case does not. */
export function bankText(payee: string | null, description: string): string {
  const parts = payee && payee !== description ? `${payee} ${description}` : description || payee || '';
  return parts.replace(/\s+/g, ' ').trim();
}

export function fingerprint(date: string, amountMinor: number, currency: string, text: string): number {
  return hash53(`${date}\u0000${amountMinor}\u0000${currency}\u0000${text}`);
}

/** cyrb53 (bryc, public domain): two multiply-xorshift lanes, joined. */
function hash53(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}
