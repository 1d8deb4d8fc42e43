/**
 * Finds the two sides of transfers between a person's own accounts: equal and opposite amounts within a few days. What
 * is linked no longer counts as spending, so a pair is linked unasked only when nothing else could be meant.
 */
import { toDayNumber, type PlainDate } from '#shared/dates.ts';

/** A transaction that could be one side. Amounts in minor units of `currency`, money out negative. */
export interface TransferSide {
  accountId: string;
  date: PlainDate;
  amountMinor: number;
  currency: string;
  /** The amount in the other currency, where the bank says it. */
  original: { amountMinor: number; currency: string } | null;
  text: string;
  /** Its category says transfer already. */
  transferCategory: boolean;
  /** A file names the account on the other side. */
  otherAccountId: string | null;
}

export interface TransferPair<Side> {
  out: Side;
  in: Side;
  score: number;
  /** Neither side has another partner nearly as likely, and a text or a file says that it is a transfer. */
  sure: boolean;
  /** A text, a category or a file says that it is a transfer. */
  says: boolean;
  converted: boolean;
}

export interface PairOptions<Side = TransferSide> {
  /** Pairs that a person said are none. */
  dismissed?: (out: Side, into: Side) => boolean;
  /** The names of accounts, to be looked for in the text of the other side. */
  accountNames: Map<string, string>;
  /** What an amount is in another currency on a day, in minor units; null: no rate is known. */
  convert?: (amountMinor: number, from: string, to: string, date: PlainDate) => number | null;
}

export const TRANSFER_DAYS = 5;
/** A bank's rate is off the reference rate by its margin. */
const RATE_MARGIN = 0.04;
/** Below it a pair is not worth a question: equal amounts alone, days apart. */
const LEAST_SCORE = 8;
/** How much likelier than the next a pair must be to be sure. */
const CLEAR_LEAD = 6;

const TELLING = [
  /transfer/, /umbuchung/, /ubertrag/, /uebertrag/, /eigene[ns]? konto/, /own account/, /virement/, /giroconto/, /trasferimento/,
  /traspaso/, /transferencia/, /overboeking/, /eigen rekening/, /przelew wlasny/, /siirto/, /overforing/, /overføring/,
  /(?:from|to|aus|auf|vers) (?:savings|checking|current|sparkonto|tagesgeld|livret)/, /sparplan|standing order savings/,
  /top.?up/, /payment,? thank you/, /credit ?card (?:re)?payment/, /kreditkartenabrechnung/, /ausgleich kreditkarte/,
  /autopay/, /zahlung erhalten,? danke/,
];

export function saysTransfer(text: string): boolean {
  const folded = fold(text);
  return TELLING.some((pattern) => pattern.test(folded));
}

/** Best pairs first; each side is in one pair at most. */
export function pairTransfers<Side extends TransferSide>(sides: Side[], options: PairOptions<Side>): TransferPair<Side>[] {
  const candidates = candidatePairs(sides, options);
  candidates.sort((a, b) => b.score - a.score);
  const best = new Map<Side, number>();
  const second = new Map<Side, number>();
  for (const { out, in: into, score } of candidates) {
    for (const side of [out, into]) {
      if (!best.has(side)) best.set(side, score);
      else if (!second.has(side)) second.set(side, score);
    }
  }
  const taken = new Set<Side>();
  const pairs: TransferPair<Side>[] = [];
  for (const { out, in: into, score, says, converted } of candidates) {
    if (taken.has(out) || taken.has(into)) continue;
    taken.add(out).add(into);
    const rival = (side: Side): number => (best.get(side) === score ? second : best).get(side) ?? -Infinity;
    const lead = (side: Side): number => score - rival(side);
    const sure = says && lead(out) >= CLEAR_LEAD && lead(into) >= CLEAR_LEAD;
    pairs.push({ out, in: into, score, sure, says, converted });
  }
  return pairs;
}

interface Candidate<Side> {
  out: Side;
  in: Side;
  score: number;
  says: boolean;
  converted: boolean;
}

function candidatePairs<Side extends TransferSide>(sides: Side[], options: PairOptions<Side>): Candidate<Side>[] {
  const names = new Map([...options.accountNames].map(([id, name]) => [id, fold(name)]));
  const told = sides.map((side) => side.transferCategory || saysTransfer(side.text));
  const days = sides.map((side) => toDayNumber(side.date));
  // Money in by amount and currency; and by day, for amounts that were converted.
  const byAmount = new Map<string, number[]>();
  const byDay = new Map<number, number[]>();
  const currencies = new Set(sides.map((side) => side.currency));
  sides.forEach((side, at) => {
    if (side.amountMinor <= 0) return;
    push(byAmount, `${side.amountMinor} ${side.currency}`, at);
    if (currencies.size > 1) push(byDay, days[at] as number, at);
  });
  for (const list of byAmount.values()) list.sort((a, b) => (days[a] as number) - (days[b] as number));
  const candidates: Candidate<Side>[] = [];
  const consider = (outAt: number, inAt: number, converted: boolean): void => {
    const [out, into] = [sides[outAt] as Side, sides[inAt] as Side];
    const apart = Math.abs((days[inAt] as number) - (days[outAt] as number));
    if (apart > TRANSFER_DAYS || out.accountId === into.accountId) return;
    const named =
      (out.otherAccountId === into.accountId ? 20 : 0) +
      (into.otherAccountId === out.accountId ? 20 : 0) +
      (mentions(out.text, names.get(into.accountId)) ? 8 : 0) +
      (mentions(into.text, names.get(out.accountId)) ? 8 : 0);
    // A file that names another account speaks against this one.
    if (named < 20 && (out.otherAccountId !== null || into.otherAccountId !== null)) return;
    const words = (told[outAt] ? 6 : 0) + (told[inAt] ? 6 : 0);
    const score = 10 - 2 * apart + named + words - (converted ? 2 : 0);
    if (score < LEAST_SCORE || options.dismissed?.(out, into)) return;
    candidates.push({ out, in: into, score, says: words > 0 || named >= 8, converted });
  };
  sides.forEach((out, outAt) => {
    if (out.amountMinor >= 0) return;
    const amount = -out.amountMinor;
    const equal = byAmount.get(`${amount} ${out.currency}`) ?? [];
    const latest = (days[outAt] as number) + TRANSFER_DAYS;
    for (let index = firstFrom(equal, days, (days[outAt] as number) - TRANSFER_DAYS); index < equal.length; index++) {
      const inAt = equal[index] as number;
      if ((days[inAt] as number) > latest) break;
      consider(outAt, inAt, false);
    }
    if (currencies.size === 1) return;
    for (let day = (days[outAt] as number) - TRANSFER_DAYS; day <= (days[outAt] as number) + TRANSFER_DAYS; day++) {
      for (const inAt of byDay.get(day) ?? []) {
        const into = sides[inAt] as Side;
        if (into.currency !== out.currency && converts(out, into, options)) consider(outAt, inAt, true);
      }
    }
  });
  return candidates;
}

function converts(out: TransferSide, into: TransferSide, { convert }: Pick<PairOptions, 'convert'>): boolean {
  if (out.original && out.original.currency === into.currency) return Math.abs(out.original.amountMinor) === into.amountMinor;
  if (into.original && into.original.currency === out.currency) return Math.abs(into.original.amountMinor) === -out.amountMinor;
  const expected = convert?.(-out.amountMinor, out.currency, into.currency, out.date) ?? null;
  return expected !== null && Math.abs(into.amountMinor - expected) <= Math.max(1, Math.round(expected * RATE_MARGIN));
}

function mentions(text: string, name: string | undefined): boolean {
  return name !== undefined && name.length >= 4 && fold(text).includes(name);
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase();
}

/** Where a list that is in the order of days reaches a day. */
function firstFrom(list: number[], days: number[], day: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[list[middle] as number] as number) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

function push<Key>(map: Map<Key, number[]>, key: Key, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
