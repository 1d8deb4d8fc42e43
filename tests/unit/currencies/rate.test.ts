import { describe, expect, it } from 'vitest';
import { convertMinor, formatRate, impliedRate, inverse, parseRate, times, type Rate } from '../../../src/core/domain/currencies/rate.ts';

const rate = (text: string): Rate => parseRate(text) ?? expect.fail(`no rate: ${text}`);

describe('rates as text', () => {
  it.each(['1.0843', '186.75', '0.00000001', '1000000', '340.75'])('%s comes back as it was', (text) => {
    expect(formatRate(rate(text))).toBe(text);
  });

  it.each(['', '0', '0.00', '-1', '1,5', '1e3', ' 1', '1.', '.5', '1234567890123456'])('%s is none', (text) => {
    expect(parseRate(text)).toBeNull();
  });

  it('is rounded half up to ten significant digits where it does not end', () => {
    expect(formatRate(inverse(rate('186.75')))).toBe('0.005354752343');
    expect(formatRate(inverse(rate('3')))).toBe('0.3333333333');
    expect(formatRate({ numerator: 2n, denominator: 3n }, 3)).toBe('0.667');
    expect(formatRate(rate('1000000.000')))
      .toBe('1000000');
  });
});

describe('conversion', () => {
  it('rounds once, halves away from zero, the same for money in and out', () => {
    expect(convertMinor(10000, rate('1.0843'), 'EUR', 'USD')).toBe(10843);
    expect(convertMinor(1, rate('0.5'), 'EUR', 'USD')).toBe(1);
    expect(convertMinor(-1, rate('0.5'), 'EUR', 'USD')).toBe(-1);
    expect(convertMinor(1, rate('0.49'), 'EUR', 'USD')).toBe(0);
    expect(Object.is(convertMinor(-1, rate('0.49'), 'EUR', 'USD'), 0)).toBe(true);
  });

  it('knows currencies of 0, 2, 3 and 4 decimals', () => {
    expect(convertMinor(100, rate('186.75'), 'EUR', 'JPY')).toBe(187);
    expect(convertMinor(187, inverse(rate('186.75')), 'JPY', 'EUR')).toBe(100);
    expect(convertMinor(1_000, rate('3.25'), 'KWD', 'USD')).toBe(325);
    expect(convertMinor(325, inverse(rate('3.25')), 'USD', 'KWD')).toBe(1_000);
    expect(convertMinor(100, rate('0.0271'), 'EUR', 'CLF')).toBe(271);
    expect(convertMinor(193_627, inverse(rate('1936.27')), 'ITL', 'EUR')).toBe(10_000);
  });

  it('is exact where a float is not', () => {
    // 4503599627370497 × 1.1 = 4953959590107546.7; as floats it ends in .5 and rounds elsewhere.
    expect(convertMinor(4_503_599_627_370_497, rate('1.1'), 'EUR', 'USD')).toBe(4_953_959_590_107_547);
  });

  it('refuses what an amount cannot hold', () => {
    expect(() => convertMinor(Number.MAX_SAFE_INTEGER, rate('2'), 'EUR', 'USD')).toThrow('more USD than');
  });

  it('joins rates as fractions', () => {
    const cross = times(inverse(rate('1.1684')), rate('0.87058'));
    expect(formatRate(cross)).toBe('0.7451044163');
    expect(convertMinor(116_840, cross, 'USD', 'GBP')).toBe(87_058);
  });
});

it('an implied rate is what one amount is of the other', () => {
  const implied = impliedRate(-10_000, 'USD', -9_210, 'EUR');
  expect(implied && formatRate(implied, 6)).toBe('0.921');
  const yen = impliedRate(5000, 'JPY', 2678, 'EUR');
  expect(yen && formatRate(yen, 6)).toBe('0.005356');
  expect(impliedRate(0, 'USD', 100, 'EUR')).toBeNull();
});
