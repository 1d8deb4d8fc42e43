/** Rates and where they come from, in words. Rates are decimal text and never become a float. */
import type { FoundRate, RateStep } from '#shared/contract/currencies.ts';

const MUCH = 20;

/** Decimal text in the locale's form; at most so many significant digits. */
export function rateInWords(rate: string, locale: string, significant = MUCH): string {
  const options = { maximumSignificantDigits: significant };
  return new Intl.NumberFormat(locale, options).format(rate as Intl.StringNumericLiteral);
}

/** "Friday 17 April 2026" */
export function weekdayAndDay(date: string, locale: string): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale, options).format(new Date(`${date}T00:00:00Z`));
}

/** "1 EUR = 1.0843 USD", the way round in which it was published. */
export function stepInWords({ base, quote, rate }: RateStep, locale: string): string {
  return `1 ${base} = ${rateInWords(rate, locale)} ${quote}`;
}

export interface RateInWords {
  /** "1 EUR = 1.0843 USD" */
  rate: string;
  /** "ECB, Friday 17 April 2026" */
  source: string;
  /** The rates it is joined of; empty when it is one. */
  steps: string[];
  /** "220 days old, the latest known"; null when it is of the day, or of the last business day before. */
  old: string | null;
}

const WEEK = 7;

/** Null between a currency and itself: nothing was converted. */
export function foundRateInWords(found: FoundRate, from: string, to: string, locale: string): RateInWords | null {
  const [first] = found.steps;
  if (!first) return null;
  const old = found.daysOld > WEEK ? `${found.daysOld} days old, the latest known` : null;
  if (found.steps.length === 1) {
    return { rate: stepInWords(first, locale), source: sourceInWords(first, locale), steps: [], old };
  }
  const sources = [...new Set(found.steps.map((step) => sourceInWords(step, locale)))];
  return {
    rate: `1 ${from} = ${rateInWords(found.rate, locale, 6)} ${to}`,
    source: sources.join('; '),
    steps: found.steps.map((step) => stepInWords(step, locale)),
    old,
  };
}

function sourceInWords({ source, date }: RateStep, locale: string): string {
  const day = weekdayAndDay(date, locale);
  if (source === 'ecb') return `ECB, ${day}`;
  return source === 'own' ? `your rate, from ${day}` : `fixed since ${day}`;
}

/**
 * What a person types as a rate ("1,0843", "1 400.5", "1,400") as decimal text; null when it is none. Of two kinds of
 * marks the last is the decimal one; a lone one is, unless it groups thousands and the locale uses the other.
 */
export function parseRateText(text: string, locale: string): string | null {
  const body = text.replace(/[\s'’]/g, '');
  const marks = body.replace(/[^.,]/g, '');
  const last = marks.at(-1) ?? '.';
  const lone = marks.length === 1;
  const groups = lone ? /^[1-9]\d{0,2}[.,]\d{3}$/.test(body) && last !== decimalMark(locale) : new Set(marks).size === 1;
  const decimal = groups ? null : last;
  const [whole = '', ...fractions] = decimal === null ? [body] : body.split(decimal);
  if (fractions.length > 1) return null;
  if (!/^\d+$/.test(whole) && !/^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(whole)) return null;
  const plain = [whole.replace(/[.,]/g, ''), ...fractions].join('.');
  return /^\d{1,15}(\.\d{1,15})?$/.test(plain) && /[1-9]/.test(plain) ? plain : null;
}

function decimalMark(locale: string): string | undefined {
  return new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === 'decimal')?.value;
}
