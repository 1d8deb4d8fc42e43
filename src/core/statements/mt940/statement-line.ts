/** The field `:61:` of MT940 and MT942: one transaction in one line, and what follows it. */
import { daysBetween, daysInMonth, plainDate, type PlainDate } from '#shared/dates.ts';
import { parseStatedAmount } from '../stated-amount.ts';

export interface StatementLine {
  /** The day of booking; the value date where the line has no other. Null when there is no such day. */
  date: PlainDate | null;
  valueDate: PlainDate | null;
  amountMinor: number | null;
  amountText: string;
  /** `NTRF`, `FMSC`: what kind of transaction it is, in the terms of SWIFT or of the bank. */
  type: string;
  /** What the owner of the account calls it. */
  reference: string;
  bankReference: string;
  /** What stands behind or below: some banks put the other party there. */
  supplement: string;
  /** Expected only: an advance notice of some banks' MT942. */
  expected: boolean;
}

const pattern =
  /^(\d{6})(\d{4})?\s*(R|E)?([CD])\s*([A-Z])?\s*(\d[\d.]*(?:,\d*)?)\s*([A-Z][A-Z0-9 ]{3})?([^\r\n]*)/;

/** `lines` are those of the field; null when they hold no statement line. `exponent`: decimals of the currency. */
export function parseStatementLine(lines: string[], exponent: number): StatementLine | null {
  let found = pattern.exec(lines[0] ?? '');
  let rest = lines.slice(1);
  if (!found && lines.length > 1) {
    // Some files are wrapped in the middle of the field.
    found = pattern.exec(lines.slice(0, 2).join(''));
    rest = lines.slice(2);
  }
  if (!found) return null;
  const [, value = '', entry, kind, side, , amountText = '', type = '', tail = ''] = found;
  const [reference, bankReference, behind] = referencesOf(tail);
  const size = parseStatedAmount(amountText, exponent);
  // What reverses a credit takes money out, what reverses a debit brings it back.
  const isOut = (side === 'D') !== (kind === 'R');
  const valueDate = dayOf(value);
  return {
    date: entry && valueDate ? bookingDay(entry, valueDate) : valueDate,
    valueDate,
    amountMinor: size === null ? null : isOut && size !== 0 ? -size : size,
    amountText,
    type: type.trim(),
    reference,
    bankReference,
    supplement: [behind, ...rest.map((line) => line.trim())].filter(Boolean).join(' '),
    expected: kind === 'E',
  };
}

/** 16 characters of reference, then the bank's behind two slashes, then words of some banks. */
function referencesOf(tail: string): [string, string, string] {
  const slashes = tail.indexOf('//');
  if (slashes !== -1 && slashes <= 16) {
    const [bank = '', ...words] = tail.slice(slashes + 2).split(/\s{2,}/);
    return [tail.slice(0, slashes).trim(), bank.trim(), words.join(' ').trim()];
  }
  if (slashes > 16) return [tail.slice(0, slashes).trim(), tail.slice(slashes + 2).trim(), ''];
  return [tail.slice(0, 16).trim(), '', tail.slice(16).trim()];
}

/** `YYMMDD`. The last days of February are cut to the one there is: banks that count 30 days a month write the 30th. */
export function dayOf(text: string): PlainDate | null {
  const short = Number(text.slice(0, 2));
  const year = short >= 80 ? 1900 + short : 2000 + short;
  const month = Number(text.slice(2, 4));
  const day = Number(text.slice(4, 6));
  if (month === 2 && day > 28 && day <= 30) return plainDate(year, 2, daysInMonth(year, 2) === 29 ? 29 : 28);
  return plainDate(year, month, day);
}

/** `MMDD` in the year that brings it nearest to the value date: booked on 2 January, valued on 31 December. */
function bookingDay(entry: string, valueDate: PlainDate): PlainDate | null {
  const year = Number(valueDate.slice(0, 4));
  const month = Number(entry.slice(0, 2));
  const day = Number(entry.slice(2, 4));
  let best: PlainDate | null = null;
  for (const each of [year, year - 1, year + 1]) {
    const date = plainDate(each, month, day);
    if (date === null) continue;
    const distance = Math.abs(daysBetween(valueDate, date));
    if (best === null || distance < Math.abs(daysBetween(valueDate, best))) best = date;
  }
  return best ?? valueDate;
}
