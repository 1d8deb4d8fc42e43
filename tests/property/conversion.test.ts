import fc from 'fast-check';
import { expect, it } from 'vitest';
import { convertMinor, formatRate, inverse, parseRate, times, type Rate } from '../../src/core/domain/currencies/rate.ts';
import { packRateHistory, unpackRateHistory } from '../../src/core/domain/currencies/pack-rate-history.ts';
import { emptyHistory, mergeRates, rateOn } from '../../src/core/domain/currencies/rate-history.ts';
import { minorDigits } from '../../src/shared/currencies.ts';
import { fromDayNumber } from '../../src/shared/dates.ts';

const currency = fc.constantFrom('EUR', 'USD', 'JPY', 'KWD', 'CLF', 'ITL');
const amount = fc.integer({ min: -400_000_000, max: 400_000_000 });
/** Of the sizes that the bank publishes: from 0.00000001 to 2,000. */
const rateText = fc
  .tuple(fc.integer({ min: 1, max: 2_000_000 }), fc.integer({ min: 3, max: 8 }))
  .map(([digits, scale]) => (digits / 10 ** scale).toFixed(scale));
const rate = rateText.map((text) => parseRate(text) as Rate);

it('there and back is at most what one unit of the coarser side is worth', () => {
  fc.assert(
    fc.property(amount, rate, currency, currency, (minor, there, from, to) => {
      const back = convertMinor(convertMinor(minor, there, from, to), inverse(there), to, from);
      // Half a unit lost in `to`, seen from `from`, and half a unit of rounding again.
      const unit = (Number(there.denominator) / Number(there.numerator)) * 10 ** (minorDigits(from) - minorDigits(to));
      expect(Math.abs(back - minor)).toBeLessThanOrEqual(unit / 2 + 0.5 + 1e-9 * unit);
    }),
  );
});

it('a sum converted and its parts converted differ by less than half a unit a part', () => {
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 30 }), rate, currency, currency, (parts, by, from, to) => {
      const sum = parts.reduce((a, b) => a + b, 0);
      const converted = parts.reduce((total, part) => total + convertMinor(part, by, from, to), 0);
      expect(Math.abs(converted - convertMinor(sum, by, from, to))).toBeLessThanOrEqual((parts.length + 1) / 2);
    }),
  );
});

it('money out is money in with the other sign, and more never becomes less', () => {
  fc.assert(
    fc.property(amount, amount, rate, currency, currency, (a, b, by, from, to) => {
      expect(convertMinor(-a, by, from, to) + convertMinor(a, by, from, to)).toBe(0);
      if (a <= b) expect(convertMinor(a, by, from, to)).toBeLessThanOrEqual(convertMinor(b, by, from, to));
    }),
  );
});

it('rates keep their digits as text, and a rate and its inverse are one', () => {
  fc.assert(
    fc.property(rateText, (text) => {
      const parsed = parseRate(text) as Rate;
      expect(formatRate(parsed)).toBe(text.includes('.') ? text.replace(/\.?0+$/, '') : text);
      expect(formatRate(times(parsed, inverse(parsed)))).toBe('1');
    }),
  );
});

it('a packed history gives back every rate of every day', () => {
  const published = fc.uniqueArray(
    fc.record({ day: fc.integer({ min: 10_000, max: 10_400 }), currency, rate: rateText }),
    { minLength: 1, maxLength: 200, selector: (each) => `${each.currency}${each.day}` },
  );
  fc.assert(
    fc.property(published, (list) => {
      const rates = list.map(({ day, ...rest }) => ({ ...rest, date: fromDayNumber(day) }));
      const history = mergeRates(emptyHistory, rates);
      const { history: back } = unpackRateHistory(packRateHistory(history, 'test'));
      expect(back).toEqual(history);
      for (const { date, currency: code, rate: text } of rates) {
        const plain = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
        expect(rateOn(back, code, date)).toEqual({ date, rate: plain });
      }
    }),
    { numRuns: 50 },
  );
});
