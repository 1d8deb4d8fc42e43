import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRateBook, type OwnRate } from '../../src/core/domain/currencies/rate-book.ts';
import { emptyHistory, mergeRates } from '../../src/core/domain/currencies/rate-history.ts';
import { readEcbRates } from '../../src/core/domain/currencies/read-ecb-rates.ts';
import { formatRate, inverse } from '../../src/core/domain/currencies/rate.ts';
import { unzipSingle } from '../../src/core/features/currencies/unzip-single.ts';
import { DomainError } from '../../src/shared/contract/errors.ts';
import { addDays } from '../../src/shared/dates.ts';

const valid = 'Date,USD,JPY,\n2026-04-17,1.0843,186.75,\n2026-04-16,1.0840,N/A,\n';

it('a damaged file is refused with a sentence, or read as rates that can be kept', () => {
  const damage = fc.record({ at: fc.nat(valid.length), cut: fc.nat(6), put: fc.string({ maxLength: 6, unit: 'binary' }) });
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
      const text = damages.reduce((now, { at, cut, put }) => now.slice(0, at) + put + now.slice(at + cut), valid);
      try {
        const rates = readEcbRates(text);
        expect(() => mergeRates(emptyHistory, rates)).not.toThrow();
      } catch (error) {
        expect(error).toBeInstanceOf(DomainError);
      }
    }),
    { numRuns: 500 },
  );
});

it('bytes that are no zip are refused with a sentence', () => {
  const head = Uint8Array.of(0x50, 0x4b, 0x03, 0x04);
  const packed = deflateRawSync(new TextEncoder().encode(valid));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(packed.length), (noise, at) => {
      const bytes = Uint8Array.from([...head, ...packed.subarray(0, at), ...noise]);
      try {
        unzipSingle(bytes, 1000);
      } catch (error) {
        expect(error).toBeInstanceOf(DomainError);
      }
    }),
  );
});

it('whatever own rates there are, a pair has the same rate both ways, by steps that lead from one to the other', () => {
  const code = fc.constantFrom('EUR', 'USD', 'ARS', 'TRY', 'TRL', 'DEM', 'UYU');
  const day = fc.nat(400).map((days) => addDays('2025-06-01', days));
  const own: fc.Arbitrary<OwnRate> = fc
    .record({
      base: code,
      quote: code,
      rate: fc.integer({ min: 1, max: 1_000_000 }).map((size) => `${Math.floor(size / 1000)}.${String(size % 1000).padStart(3, '0')}`),
      validFrom: day,
      length: fc.option(fc.nat(30)),
    })
    .filter((each) => each.base !== each.quote)
    .map(({ length, ...each }) => ({ ...each, validTo: length === null ? null : addDays(each.validFrom, length) }));
  const history = mergeRates(emptyHistory, [{ date: '2025-12-01', currency: 'USD', rate: '1.1' }]);
  fc.assert(
    fc.property(fc.array(own, { maxLength: 12 }), code, code, day, (rates, from, to, date) => {
      const book = createRateBook(history, rates);
      const there = book.find(from, to, date);
      const back = book.find(to, from, date);
      expect(there === null).toBe(back === null);
      if (!there || !back) return;
      let at: string = from;
      for (const step of there.steps) {
        expect([step.base, step.quote]).toContain(at);
        at = step.base === at ? step.quote : step.base;
      }
      expect(at).toBe(to);
      expect(there.steps).toHaveLength(back.steps.length);
      // One step is the same rate turned round; longer ways of one length may lead through different currencies.
      if (there.steps.length === 1) expect(formatRate(back.exact)).toBe(formatRate(inverse(there.exact)));
    }),
    { numRuns: 300 },
  );
});
