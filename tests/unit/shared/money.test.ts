import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currenciesOfSymbol, currentCurrencies, isCurrency, minorDigits } from '../../../src/shared/currencies.ts';
import { allocate, assertMinor, formatDecimal, formatMinor, formatMoney, parseDecimal } from '../../../src/shared/money.ts';

const point = { decimal: '.' } as const;
const comma = { decimal: ',' } as const;

describe('parseDecimal', () => {
  it.each([
    ['12.34', 1234],
    ['-12.34', -1234],
    ['−12.34', -1234],
    ['+0.5', 50],
    ['.23', 23],
    ['1,234,567.89', 123456789],
    ["1'234.50", 123450],
    ['1 234.5', 123450],
    ['1\u00a0234', 123400],
    ['12,34,567.00', 123456700],
    ['12.3400', 1234],
    ['1234.500', 123450],
    ['-0', 0],
  ])('%s with a point is %i', (text, minor) => expect(parseDecimal(text, point, 2)).toBe(minor));

  it.each(['1.234,56', '1 234,56', '1’234,56', '1\u202f234,56'])('%s with a comma is 123456', (text) => {
    expect(parseDecimal(text, comma, 2)).toBe(123456);
  });

  it('takes 1.000 for a thousand where the comma is decimal, and for nothing where the point is', () => {
    expect(parseDecimal('1.000', comma, 2)).toBe(100000);
    expect(parseDecimal('1.000', point, 2)).toBeNull();
    expect(parseDecimal('1.000', point, 3)).toBe(1000);
  });

  it.each(['', '-', '.', 'abc', '12.345', '1,23', '1,2345', '12,34', '1.2.3', '1,000,00.00', '99999999999999999', '1e5', '--1'])(
    'refuses %j',
    (text) => expect(parseDecimal(text, point, 2)).toBeNull(),
  );

  it('reads back what formatDecimal writes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
        fc.integer({ min: 0, max: 4 }),
        fc.constantFrom('.' as const, ',' as const),
        (minor, exponent, decimal) => {
          expect(parseDecimal(formatDecimal(minor, exponent, decimal), { decimal }, exponent)).toBe(minor);
        },
      ),
    );
  });
});

describe('formats', () => {
  it('writes plain decimals for files', () => {
    expect(formatMinor(-1234, 'EUR')).toBe('-12.34');
    expect(formatMinor(5, 'EUR')).toBe('0.05');
    expect(formatMinor(500, 'JPY')).toBe('500');
    expect(formatMinor(-5, 'KWD')).toBe('-0.005');
  });

  it('writes money for people with a true minus, exact to the last digit', () => {
    expect(formatMoney(-123456, 'EUR', 'de')).toBe('−1.234,56\u00a0€');
    expect(formatMoney(1234, 'EUR', 'en', { sign: 'always' })).toBe('+€12.34');
    expect(formatMoney(0, 'EUR', 'en', { sign: 'always' })).toBe('€0.00');
    expect(formatMoney(900719925474099, 'EUR', 'en', { symbol: 'none' })).toBe('9,007,199,254,740.99');
  });

  it('refuses fractions of a minor unit', () => {
    expect(() => assertMinor(0.5)).toThrow(RangeError);
    expect(() => formatMinor(Number.NaN, 'EUR')).toThrow(RangeError);
  });
});

describe('allocate', () => {
  it('gives the cents that are left to the largest remainders, earlier first', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
    expect(allocate(5, [3, 7])).toEqual([2, 3]);
    expect(allocate(10, [0, 1])).toEqual([0, 10]);
    expect(allocate(10, [0.5, 0.5])).toEqual([5, 5]);
  });

  it('refuses what cannot be shared by', () => {
    expect(() => allocate(1, [])).toThrow(RangeError);
    expect(() => allocate(1, [0, 0])).toThrow(RangeError);
    expect(() => allocate(1, [-1, 2])).toThrow(RangeError);
  });

  it('never loses a cent and is never a cent off the exact share', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 20 }).filter((w) => w.some((x) => x > 0)),
        (total, weights) => {
          const parts = allocate(total, weights);
          expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total));
          const sum = BigInt(weights.reduce((a, b) => a + b, 0));
          parts.forEach((part, at) => {
            const off = BigInt(part) * sum - BigInt(total) * BigInt(weights[at] ?? 0);
            expect(off < sum && off > -sum).toBe(true);
          });
        },
      ),
    );
  });
});

describe('currencies', () => {
  it('knows minor units, withdrawn currencies and what a symbol may mean', () => {
    expect([minorDigits('EUR'), minorDigits('JPY'), minorDigits('KWD'), minorDigits('CLF')]).toEqual([2, 0, 3, 4]);
    expect(isCurrency('LTL')).toBe(true);
    expect(currentCurrencies).not.toContain('LTL');
    expect(isCurrency('eur')).toBe(false);
    expect(isCurrency('XAU')).toBe(false);
    expect(currenciesOfSymbol('€')).toEqual(['EUR']);
    expect(currenciesOfSymbol('$').length).toBeGreaterThan(1);
    expect(currenciesOfSymbol('kr')).toContain('DKK');
    expect(currenciesOfSymbol('chf')).toEqual(['CHF']);
    expect(currenciesOfSymbol('☃')).toEqual([]);
  });
});
