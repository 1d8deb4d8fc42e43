/** What a hint says to a person. Amounts are plain decimals of the account's currency with a true minus. */
import { formatMinor } from '#shared/money.ts';
import { monthNumber, dayOf, yearOf } from '#shared/dates.ts';
import type { Hint, HintRow } from './hints.ts';

type Row = Omit<HintRow, 'ticked'>;

export function hintWords(
  hint: Hint,
  { difference, currency, openingMinor }: { difference: number; currency: string; openingMinor: number },
): string {
  const money = (minor: number): string => formatMinor(minor, currency).replace('-', '−');
  const name = (row: Row | undefined): string => (row ? `${row.payee}, ${money(row.amountMinor)}, ${dayName(row.date)}` : '');
  const [first, second] = hint.rows;
  switch (hint.kind) {
    case 'tick':
      return `${name(first)} is exactly the difference. Tick it if the statement has it.`;
    case 'untick':
      return `${name(first)} is ticked and exactly the difference. Is it on the statement?`;
    case 'after':
      return `${name(first)} is exactly the difference, but dated after the statement. The bank may have booked it earlier.`;
    case 'sign':
      return `${name(first)} is half the difference: should it be ${money(-(first?.amountMinor ?? 0))}?`;
    case 'pair':
      return `${name(first)} and ${name(second)} make up the difference together.`;
    case 'duplicate':
      return `${name(first)} is there twice${first?.date === second?.date ? '' : ` (also ${dayName(second?.date ?? '')})`}. Once too often?`;
    case 'digits': {
      const right = (first?.amountMinor ?? 0) + difference;
      return `${name(first)}: with two digits swapped, ${money(right)}, the difference is gone.`;
    }
    case 'changed':
      return hint.rows.length > 0
        ? `Changed since the last statement agreed: ${hint.rows.slice(0, 3).map(name).join('; ')}.`
        : 'The opening balance or earlier transactions changed since the last statement agreed.';
    case 'older':
      return `Older than the last statement and still open: ${hint.rows.map(name).join('; ')}.`;
    case 'opening':
      return `No statement agreed before this one. Was the opening balance ${money(openingMinor + difference)}, not ${money(openingMinor)}?`;
    case 'nines':
      return 'The difference is divisible by 9. Often two digits of an amount were swapped: 63 for 36.';
  }
}

const months = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
];

function dayName(date: string): string {
  return `${dayOf(date)} ${months[monthNumber(date) - 1]} ${yearOf(date)}`;
}
