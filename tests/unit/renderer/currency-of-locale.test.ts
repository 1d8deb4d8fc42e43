import { expect, it } from 'vitest';
import { isCurrency } from '../../../src/shared/currencies.ts';
import { currencyOfLocale } from '../../../src/renderer/features/onboarding/currency-of-locale.ts';

it.each([
  ['en-GB', 'GBP'],
  ['de', 'EUR'],
  ['de-CH', 'CHF'],
  ['ja', 'JPY'],
  ['en-AQ', 'EUR'],
  ['not a locale', 'EUR'],
])('guesses for %s', (locale, currency) => {
  expect(currencyOfLocale(locale)).toBe(currency);
  expect(isCurrency(currency)).toBe(true);
});
