import { describe, expect, it } from 'vitest';
import { packRateHistory, unpackRateHistory } from '../../../src/core/domain/currencies/pack-rate-history.ts';
import { emptyHistory, mergeRates, newRates, rateOn, ratesBetween } from '../../../src/core/domain/currencies/rate-history.ts';
import { smallHistory } from './rate-fixture.ts';

const history = smallHistory();

describe('the rate of a day', () => {
  it('is the published one, or that of the last business day', () => {
    expect(rateOn(history, 'USD', '2026-04-16')).toEqual({ date: '2026-04-16', rate: '1.084' });
    expect(rateOn(history, 'USD', '2026-04-04')).toEqual({ date: '2026-04-02', rate: '1.079' });
    expect(rateOn(history, 'USD', '2026-04-06')).toEqual({ date: '2026-04-02', rate: '1.079' });
  });

  it('is none before the first day and for a currency that is not quoted', () => {
    expect(rateOn(history, 'USD', '2026-03-19')).toBeNull();
    expect(rateOn(history, 'ARS', '2026-04-16')).toBeNull();
    expect(rateOn(emptyHistory, 'USD', '2026-04-16')).toBeNull();
  });

  it('is none a week after a currency was last quoted while others are', () => {
    expect(rateOn(history, 'RUB', '2026-03-27')).toEqual({ date: '2026-03-20', rate: '90.5' });
    expect(rateOn(history, 'RUB', '2026-04-02')).toBeNull();
  });

  it('is the latest there is after the last published day', () => {
    expect(rateOn(history, 'USD', '2026-11-23')).toEqual({ date: '2026-04-17', rate: '1.0843' });
    expect(rateOn(history, 'RUB', '2026-11-23')).toBeNull();
  });
});

describe('merging', () => {
  it('adds days, replaces values and keeps the digits of both', () => {
    const merged = mergeRates(history, [
      { date: '2026-04-20', currency: 'USD', rate: '1.08431234' },
      { date: '2026-04-17', currency: 'USD', rate: '1.09' },
      { date: '2026-04-20', currency: 'ARS', rate: '1500' },
    ]);
    expect(rateOn(merged, 'USD', '2026-04-20')?.rate).toBe('1.08431234');
    expect(rateOn(merged, 'USD', '2026-04-17')?.rate).toBe('1.09');
    expect(rateOn(merged, 'USD', '2026-04-16')?.rate).toBe('1.084');
    expect(rateOn(merged, 'ARS', '2026-04-22')?.rate).toBe('1500');
    expect(rateOn(history, 'USD', '2026-04-17')?.rate).toBe('1.0843');
  });

  it('finds what is new', () => {
    const rates = [
      { date: '2026-04-17', currency: 'USD', rate: '1.08430' },
      { date: '2026-04-17', currency: 'JPY', rate: '186.76' },
      { date: '2026-04-18', currency: 'USD', rate: '1.08' },
    ];
    expect(newRates(history, rates)).toEqual(rates.slice(1));
  });
});

it('packed and unpacked it is the same', () => {
  const back = unpackRateHistory(packRateHistory(history, 'a bank'));
  expect(back).toEqual({ history, source: 'a bank' });
  expect(ratesBetween(back.history, 'GBP', '2026-04-01', '2026-04-16').map((each) => each.rate)).toEqual([
    '0.869',
    '0.87',
    '0.87105',
  ]);
  expect(() => unpackRateHistory(packRateHistory(history, '').subarray(0, -1))).toThrow('cut off');
});
