/** How much two texts of banks and people speak of the same payee. For suggestions only, never for decisions alone. */

/** Words of three letters or more, without case, accents and numbers: "REWE SAGT DANKE 4711" → rewe, sagt, danke. */
export function wordsOf(text: string): string[] {
  const folded = text.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase();
  return [...new Set(folded.match(/\p{L}{3,}/gu) ?? [])];
}

/** Words that many bank texts share and that name nobody. */
const EVERYWHERE = new Set(
  (
    'the and von und der die das des gmbh inc llc ltd com www card karte kartenzahlung purchase payment zahlung debit ' +
    'credit visa mastercard maestro pos sepa lastschrift ueberweisung uberweisung pending vorgemerkt danke sagt eur usd gbp'
  ).split(' '),
);

/** 0 (nothing in common) to 1: the share of the shorter text's words that the longer one has too. */
export function likeness(one: string, other: string): number {
  if (one === other) return 1;
  const [a, b] = [named(one), named(other)];
  if (a.length === 0 || b.length === 0) return 0;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const within = short.filter((word) => long.some((each) => alike(word, each))).length;
  if (within > 0) return within / short.length;
  // "Corner shop" and "CORNERSHOP BERLIN".
  const [joined, all] = [short.join(''), long.join('')];
  return joined.length >= 5 && all.includes(joined) ? 0.8 : 0;
}

function named(text: string): string[] {
  const words = wordsOf(text);
  const telling = words.filter((word) => !EVERYWHERE.has(word));
  return telling.length > 0 ? telling : words;
}

/** Banks cut words short. */
function alike(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  return short.length >= 5 && long.startsWith(short);
}
