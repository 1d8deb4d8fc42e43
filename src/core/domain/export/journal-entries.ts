/** Double entries from transactions: the account on one side, its categories or the account of a transfer on the other. */
import type { AccountNames } from './account-names.ts';
import type { ExportTransaction } from './export-book.ts';

export interface JournalPosting {
  account: string;
  amountMinor: number;
  currency: string;
  /** When the bank booked this side on another day than the entry. */
  date: string | null;
  note: string;
  /** What it was exchanged for, all of it, without sign. */
  price: { amountMinor: number; currency: string } | null;
}

export interface JournalEntry {
  date: string;
  transaction: ExportTransaction;
  postings: JournalPosting[];
}

/**
 * Null for the second side of a transfer whose entry was made with the first. `postingDates` false: a transfer whose
 * sides were booked on two days stays two entries, since the format gives an entry one day only.
 */
export function journalEntry(
  transaction: ExportTransaction,
  names: AccountNames,
  { postingDates }: { postingDates: boolean },
): JournalEntry | null {
  const { date, amountMinor, currency, otherSide } = transaction;
  const own = posting(names.ofAccount(transaction.accountId), amountMinor, currency);
  if (otherSide && isPair(transaction, otherSide) && (postingDates || otherSide.date === date)) {
    if (otherSide.date < date || (otherSide.date === date && otherSide.id < transaction.id)) return null;
    const other = posting(names.ofAccount(otherSide.accountId), otherSide.amountMinor, otherSide.currency);
    if (otherSide.date !== date) other.date = otherSide.date;
    const rest = -(amountMinor + otherSide.amountMinor);
    if (otherSide.currency !== currency) {
      own.price = { amountMinor: Math.abs(otherSide.amountMinor), currency: otherSide.currency };
    } else if (rest !== 0) {
      // What was sent and did not arrive, a fee for instance.
      return { date, transaction, postings: [own, other, posting(names.ofCategory(null, -rest, false), rest, currency)] };
    }
    return { date, transaction, postings: [own, other] };
  }
  const parts =
    transaction.splits.length > 0
      ? transaction.splits
      : [{ categoryId: transaction.categoryId, amountMinor, note: '' }];
  return {
    date,
    transaction,
    postings: [
      own,
      ...parts.map((part) => ({
        ...posting(names.ofCategory(part.categoryId, part.amountMinor, transaction.isTransfer), -part.amountMinor, currency),
        note: part.note,
      })),
    ],
  };
}

function isPair(transaction: ExportTransaction, other: { amountMinor: number }): boolean {
  return transaction.amountMinor !== 0 && Math.sign(transaction.amountMinor) === -Math.sign(other.amountMinor);
}

function posting(account: string, amountMinor: number, currency: string): JournalPosting {
  // Minus zero would be written with its sign.
  return { account, amountMinor: amountMinor || 0, currency, date: null, note: '', price: null };
}
