import { describe, expect, it } from 'vitest';
import type { FoundRate } from '../../../src/shared/contract/currencies.ts';
import { foundRateInWords, parseRateText, rateInWords } from '../../../src/renderer/features/currencies/rate-words.ts';

const dollar = { base: 'EUR', quote: 'USD', rate: '1.0843', date: '2026-04-17', source: 'ecb' } as const;
const pound = { ...dollar, quote: 'GBP', rate: '0.87058' };
const found = (steps: FoundRate['steps'], rest: Partial<FoundRate> = {}): FoundRate => ({
  rate: '0.8028958775', rateDate: '2026-04-17', source: 'derived', steps, daysOld: 0, ...rest,
});

describe('a rate in words', () => {
  it('is given the way round in which it was published', () => {
    const words = foundRateInWords(found([dollar], { source: 'ecb' }), 'USD', 'EUR', 'en-GB');
    expect(words).toMatchObject({ rate: '1 EUR = 1.0843 USD', steps: [], old: null });
    expect(words?.source).toMatch(/^ECB, Friday,? 17 April 2026$/);
  });

  it('names the rates it is joined of, each source once', () => {
    expect(foundRateInWords(found([dollar, pound]), 'USD', 'GBP', 'de-DE')).toMatchObject({
      rate: '1 USD = 0,802896 GBP',
      steps: ['1 EUR = 1,0843 USD', '1 EUR = 0,87058 GBP'],
    });
  });

  it('says when it is old, whose it is, and nothing where nothing was converted', () => {
    expect(foundRateInWords(found([dollar], { daysOld: 8 }), 'EUR', 'USD', 'en-GB')?.old).toBe('8 days old, the latest known');
    expect(foundRateInWords(found([{ ...dollar, source: 'own' }]), 'EUR', 'USD', 'en-GB')?.source).toContain('your rate, from');
    expect(foundRateInWords(found([{ ...dollar, source: 'fixed' }]), 'EUR', 'USD', 'en-GB')?.source).toContain('fixed since');
    expect(foundRateInWords(found([]), 'EUR', 'EUR', 'en-GB')).toBeNull();
  });

  it('keeps every published digit', () => {
    expect(rateInWords('20082.05', 'en-GB')).toBe('20,082.05');
    expect(rateInWords('0.00000712345678', 'en-GB')).toBe('0.00000712345678');
  });
});

it.each([
  ['1.0843', '1.0843'], ['1,0843', '1.0843'], [' 1 400,5 ', '1400.5'], ['1,400.5', '1400.5'], ["1'400", '1400'],
  ['1.400,5', '1400.5'], ['1,400', '1400'], ['1.400', '1.400'], ['0,123', '0.123'], ['1,400,000', '1400000'], ['186', '186'],
  ['', null], ['0', null], ['-1', null], ['1.2.3', null], ['1,2,3', null], ['1.2,3.4', null], ['abc', null],
])('“%s” typed as a rate is %s', (text, rate) => {
  expect(parseRateText(text, 'en-GB')).toBe(rate);
});

it('a lone mark is read as the locale has it', () => {
  expect(parseRateText('1,400', 'de-DE')).toBe('1.400');
  expect(parseRateText('1.400', 'de-DE')).toBe('1400');
  expect(parseRateText('1.0843', 'de-DE')).toBe('1.0843');
});
