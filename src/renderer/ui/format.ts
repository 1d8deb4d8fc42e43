/** Money, days and months in the user's locale. Amounts go from integer to text without ever being a fraction. */
import { formatMinor, minorDigits } from '#shared/money.ts';

export interface MoneyLooks {
  /** A plus sign on money in. */
  plus?: boolean;
  /** `auto`: only when it is not the base currency. */
  show?: 'auto' | 'always' | 'never';
  /** Without cents, rounded to the nearest; for charts and rough comparisons. */
  whole?: boolean;
}

export interface Format {
  locale: string;
  baseCurrency: string | null;
  /** Minor units to text, with a true minus. */
  money(minor: number, currency: string, looks?: MoneyLooks): string;
  /** "4k", for axes. */
  compact(minor: number, currency: string): string;
  count(value: number): string;
  /** "22 Nov"; with the year when it is not this one. */
  dayShort(date: string): string;
  /** "22 November 2026" */
  day(date: string): string;
  /** "22 November" */
  dayOfMonth(date: string): string;
  /** As it is typed: "22/11/2026". */
  dayNumeric(date: string): string;
  /** "November 2026" */
  month(month: string): string;
  /** "November"; with the year when it is not this one. */
  monthName(month: string): string;
  /** "N" */
  monthLetter(month: string): string;
  /** "22 Nov, 14:05", of an instant in local time. */
  instant(iso: string): string;
}

export function createFormat(locale: string, baseCurrency: string | null): Format {
  const numbers = new Map<string, Intl.NumberFormat>();
  const number = (options: Intl.NumberFormatOptions) => {
    const key = JSON.stringify(options);
    let found = numbers.get(key);
    if (!found) numbers.set(key, (found = new Intl.NumberFormat(locale, options)));
    return found;
  };
  const dates = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const short = dates({ day: 'numeric', month: 'short' });
  const shortYear = dates({ day: 'numeric', month: 'short', year: 'numeric' });
  const long = dates({ day: 'numeric', month: 'long', year: 'numeric' });
  const dayMonth = dates({ day: 'numeric', month: 'long' });
  const numeric = dates({ day: '2-digit', month: '2-digit', year: 'numeric' });
  const monthYear = dates({ month: 'long', year: 'numeric' });
  const monthOnly = dates({ month: 'long' });
  const monthNarrow = dates({ month: 'narrow' });
  const moment = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const thisYear = String(new Date().getFullYear());

  return {
    locale,
    baseCurrency,
    money(minor, currency, looks = {}) {
      const { show = 'auto', plus = false, whole = false } = looks;
      const digits = minorDigits(currency);
      const shown = whole ? 0 : digits;
      const withCurrency = show === 'always' || (show === 'auto' && currency !== baseCurrency);
      const parts = number({
        minimumFractionDigits: shown,
        maximumFractionDigits: shown,
        ...(plus ? { signDisplay: 'exceptZero' as const } : { signDisplay: 'negative' as const }),
        ...(withCurrency ? { style: 'currency' as const, currency } : {}),
      }).formatToParts(formatMinor(minor, currency) as Intl.StringNumericLiteral);
      return parts.map((part) => (part.type === 'minusSign' ? '−' : part.value)).join('');
    },
    compact(minor, currency) {
      const exact = formatMinor(minor, currency) as Intl.StringNumericLiteral;
      return number({ notation: 'compact', maximumFractionDigits: 1 }).format(exact).replace('-', '−');
    },
    count: (value) => number({}).format(value),
    dayShort: (date) => (date.startsWith(thisYear) ? short : shortYear).format(utc(date)),
    day: (date) => long.format(utc(date)),
    dayOfMonth: (date) => dayMonth.format(utc(date)),
    dayNumeric: (date) => numeric.format(utc(date)),
    month: (month) => monthYear.format(utc(`${month}-01`)),
    monthName: (month) => (month.startsWith(thisYear) ? monthOnly : monthYear).format(utc(`${month}-01`)),
    monthLetter: (month) => monthNarrow.format(utc(`${month}-01`)),
    instant: (iso) => moment.format(new Date(iso)),
  };
}

function utc(date: string): number {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number);
  return Date.UTC(year, month - 1, day);
}
