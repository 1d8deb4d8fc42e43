import { describe, expect, it } from 'vitest';
import { parseAmount } from '../../../src/renderer/ui/parse-amount.ts';

const cases: [text: string, currency: string, locale: string, minor: number | null][] = [
  ['12,50', 'EUR', 'en-GB', 1250],
  ['12.50', 'EUR', 'de-DE', 1250],
  ['-3.2', 'EUR', 'en-GB', -320],
  ['−3,2', 'EUR', 'de-DE', -320],
  ['1 234,56', 'EUR', 'fr-FR', 123456],
  ['1\u202f234,56', 'EUR', 'fr-FR', 123456],
  ['1.234,56', 'EUR', 'en-GB', 123456],
  ['1,234.56', 'EUR', 'de-DE', 123456],
  ['1,234,567', 'EUR', 'en-GB', 123456700],
  ['1,234', 'EUR', 'en-GB', 123400],
  ['1.234', 'EUR', 'de-DE', 123400],
  ['20-', 'EUR', 'en-GB', -2000],
  ['+20', 'EUR', 'en-GB', 2000],
  ['500', 'JPY', 'ja-JP', 500],
  ['1,500', 'JPY', 'ja-JP', 1500],
  ['1.234', 'KWD', 'en-GB', 1234],
  ['90071992547409.91', 'EUR', 'en-GB', 9007199254740991],
  ['0', 'EUR', 'en-GB', 0],
];

describe('an amount as people type it', () => {
  it.each(cases)('%j in %s, %s', (text, currency, locale, minor) => {
    expect(parseAmount(text, currency, locale)).toBe(minor);
  });

  it.each([
    ['1,234', 'de-DE', 'three decimals, or thousands of another locale'],
    ['12.345', 'en-GB', 'finer than a cent'],
    ['90071992547409.92', 'en-GB', 'more than can be held exactly'],
    ['twelve', 'en-GB', 'no number'],
    ['', 'en-GB', 'nothing'],
    ['-', 'en-GB', 'a sign alone'],
    ['-5-', 'en-GB', 'two signs'],
    ['1.2.3', 'en-GB', 'groups that are none'],
  ])('does not guess at %j in %s: %s', (text, locale) => {
    expect(parseAmount(text, 'EUR', locale)).toBeNull();
  });
});
