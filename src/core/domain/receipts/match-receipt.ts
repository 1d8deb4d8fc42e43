/** Which transactions a receipt may be of: by amount, day and name. A suggestion, never a decision. */
import { daysBetween, type PlainDate } from '#shared/dates.ts';
import { likeness } from '../text-likeness.ts';

/** What a receipt says; amounts without a sign, null where nothing is known. */
export interface ReceiptFacts {
  amountMinor: number | null;
  currency: string;
  date: PlainDate | null;
  payee: string;
}

export interface ReceiptCandidate {
  date: PlainDate;
  /** With its sign. */
  amountMinor: number;
  currency: string;
  /** What was paid where the purchase was made, if that is another currency. */
  original: { amountMinor: number; currency: string } | null;
  payee: string;
  /** The bank's words. */
  bankText: string;
  /** Files that are attached already. */
  attachments: number;
}

export interface ScoredCandidate<Candidate> {
  candidate: Candidate;
  /** 0 to 1. */
  score: number;
  likely: boolean;
  grounds: string[];
}

/** A bank books up to a week later; a receipt's clock may be a day ahead. */
export const BOOKED_WITHIN = 7;
export const BOOKED_BEFORE = 2;
/** A tip that is not on the receipt, a deposit that is not on the booking. */
export const HIGHEST_TIP = 0.25;
/** The bank's rate is not the day's. */
const RATE_MARGIN = 0.04;

const FOR_AMOUNT = 0.55;
const FOR_TIP = 0.25;
const FOR_RATE = 0.35;
const FOR_DAY = 0.25;
const A_DAY = 0.03;
const FOR_PAYEE = 0.25;
const ALREADY = 0.3;
/** Below it a candidate is noise. */
const WORTH_SHOWING = 0.45;
const LIKELY = 0.7;
const SHOWN = 5;

/**
 * The likeliest first, five at most. `convert` gives the receipt's amount in another currency on a day, null when there
 * is no rate.
 */
export function matchReceipt<Candidate extends ReceiptCandidate>(
  receipt: ReceiptFacts,
  candidates: readonly Candidate[],
  convert: (amountMinor: number, from: string, to: string, date: PlainDate) => number | null,
): ScoredCandidate<Candidate>[] {
  const scored = candidates.flatMap((candidate) => {
    const found = scoreOf(receipt, candidate, convert);
    return found && found.score >= WORTH_SHOWING ? [{ candidate, ...found }] : [];
  });
  scored.sort((a, b) => b.score - a.score || (a.candidate.date < b.candidate.date ? 1 : -1));
  const best = scored.slice(0, SHOWN);
  const second = best[1]?.score ?? 0;
  return best.map(({ named, ...each }, at) => ({
    ...each,
    // An amount alone says little, and two that are as good as each other are a question.
    likely: at === 0 && named && each.score >= LIKELY && each.score > second + 0.02,
  }));
}

function scoreOf(
  receipt: ReceiptFacts,
  candidate: ReceiptCandidate,
  convert: (amountMinor: number, from: string, to: string, date: PlainDate) => number | null,
): { score: number; grounds: string[]; named: boolean } | null {
  const grounds: string[] = [];
  const alike = receipt.payee.trim() ? Math.max(likeness(receipt.payee, candidate.payee), likeness(receipt.payee, candidate.bankText)) : 0;

  const amount = scoreOfAmount(receipt, candidate, alike, convert);
  if (!amount) return null;
  let { score } = amount;
  grounds.push(amount.ground);

  if (receipt.date) {
    const later = daysBetween(receipt.date, candidate.date);
    if (later > BOOKED_WITHIN || later < -BOOKED_BEFORE) return null;
    score += FOR_DAY - A_DAY * Math.abs(later);
    grounds.push(later === 0 ? 'same day' : `${daysInWords(Math.abs(later))} ${later > 0 ? 'later' : 'earlier'}`);
  }
  if (alike > 0) {
    score += FOR_PAYEE * alike;
    if (alike >= 0.5) grounds.push('same name');
  }
  if (candidate.attachments > 0) {
    score -= ALREADY;
    grounds.push('has a file already');
  }
  return { score: Math.max(0, Math.min(1, score)), grounds, named: alike > 0 };
}

function scoreOfAmount(
  { amountMinor, currency }: ReceiptFacts,
  candidate: ReceiptCandidate,
  alike: number,
  convert: (amountMinor: number, from: string, to: string, date: PlainDate) => number | null,
): { score: number; ground: string } | null {
  // Without an amount a name must do.
  if (amountMinor === null) return alike >= 0.5 ? { score: FOR_TIP, ground: 'amount not known' } : null;
  const paid = Math.abs(candidate.amountMinor);
  if (candidate.currency === currency) {
    if (paid === amountMinor) return { score: FOR_AMOUNT, ground: 'same amount' };
    const more = paid > amountMinor && paid <= amountMinor * (1 + HIGHEST_TIP);
    return more && alike >= 0.5 ? { score: FOR_TIP, ground: 'a little more, as with a tip' } : null;
  }
  const { original } = candidate;
  if (original?.currency === currency) {
    return Math.abs(original.amountMinor) === amountMinor ? { score: FOR_AMOUNT, ground: `same amount in ${currency}` } : null;
  }
  const converted = convert(amountMinor, currency, candidate.currency, candidate.date);
  if (converted === null || Math.abs(converted - paid) > paid * RATE_MARGIN) return null;
  return { score: FOR_RATE, ground: 'about the same at the rate of the day' };
}

function daysInWords(days: number): string {
  return days === 1 ? 'a day' : `${days} days`;
}
