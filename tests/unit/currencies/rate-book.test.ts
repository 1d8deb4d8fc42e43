import { describe, expect, it } from 'vitest';
import { createRateBook, type OwnRate } from '../../../src/core/domain/currencies/rate-book.ts';
import { emptyHistory } from '../../../src/core/domain/currencies/rate-history.ts';
import { smallHistory } from './rate-fixture.ts';

const history = smallHistory();
const own = (base: string, quote: string, rate: string, validFrom: string, validTo: string | null = null): OwnRate => ({
  base, quote, rate, validFrom, validTo,
});

describe('published rates', () => {
  const book = createRateBook(history, []);

  it('convert from and to the euro, and say their day', () => {
    expect(book.convert(10_000, 'EUR', 'USD', '2026-04-19')).toMatchObject({
      amountMinor: 10_843, rate: '1.0843', rateDate: '2026-04-17', source: 'ecb', daysOld: 2,
      steps: [{ base: 'EUR', quote: 'USD', rate: '1.0843', date: '2026-04-17', source: 'ecb' }],
    });
    expect(book.convert(18_675, 'JPY', 'EUR', '2026-04-17')?.amountMinor).toBe(10_000);
  });

  it('are joined through the euro', () => {
    expect(book.convert(108_430, 'USD', 'GBP', '2026-04-17')).toMatchObject({
      amountMinor: 87_058, source: 'derived',
      steps: [{ base: 'EUR', quote: 'USD' }, { base: 'EUR', quote: 'GBP' }],
    });
  });

  it('tell how old they are when nothing newer is known', () => {
    expect(book.find('EUR', 'USD', '2026-11-23')).toMatchObject({ rateDate: '2026-04-17', daysOld: 220 });
  });

  it('are not made up', () => {
    expect(book.find('ARS', 'EUR', '2026-04-17')).toBeNull();
    expect(book.find('USD', 'RUB', '2026-04-17')).toBeNull();
    expect(book.find('USD', 'EUR', '1998-12-31')).toBeNull();
  });

  it('of a currency and itself are one, known or not', () => {
    expect(book.convert(-5, 'ARS', 'ARS', '1950-01-01')).toMatchObject({ amountMinor: -5, source: 'same', steps: [] });
  });
});

describe('fixed rates', () => {
  const book = createRateBook(emptyHistory, []);

  it('turn old national money into euros for good', () => {
    expect(book.convert(195_583, 'DEM', 'EUR', '2026-04-17')).toMatchObject({
      amountMinor: 100_000, rateDate: '2026-04-17', source: 'fixed', daysOld: 0,
      steps: [{ base: 'EUR', quote: 'DEM', rate: '1.95583', date: '1999-01-01', source: 'fixed' }],
    });
    expect(book.convert(655_957, 'FRF', 'DEM', '2003-05-01')?.amountMinor).toBe(195_583);
    expect(book.convert(10_000, 'EUR', 'ITL', '2001-01-01')?.amountMinor).toBe(193_627);
  });

  it('hold from their day on', () => {
    expect(book.find('HRK', 'EUR', '2022-12-31')).toBeNull();
    expect(book.find('HRK', 'EUR', '2023-01-01')?.steps[0]?.rate).toBe('7.5345');
    expect(book.find('DEM', 'EUR', '1998-12-31')).toBeNull();
  });

  it('follow old lira through the new one', () => {
    const lira = createRateBook(emptyHistory, [own('EUR', 'TRY', '50', '2026-01-01')]);
    expect(lira.convert(50_000_000, 'TRL', 'EUR', '2026-04-17')).toMatchObject({ amountMinor: 100, source: 'derived' });
  });
});

describe('own rates', () => {
  it('win over published and fixed ones, either way round, on their days alone', () => {
    const book = createRateBook(history, [
      own('EUR', 'USD', '1.5', '2026-04-16', '2026-04-16'),
      own('DEM', 'EUR', '0.5', '2026-04-16'),
    ]);
    expect(book.convert(150, 'USD', 'EUR', '2026-04-16')).toMatchObject({ amountMinor: 100, source: 'own' });
    expect(book.find('EUR', 'USD', '2026-04-17')?.source).toBe('ecb');
    expect(book.convert(100, 'EUR', 'DEM', '2026-05-01')?.amountMinor).toBe(200);
  });

  it('of a day win over longer ones', () => {
    const book = createRateBook(emptyHistory, [
      own('EUR', 'ARS', '1000', '2026-01-01'),
      own('EUR', 'ARS', '1200', '2026-03-01'),
      own('ARS', 'EUR', '0.0005', '2026-03-01', '2026-03-01'),
    ]);
    expect(book.find('EUR', 'ARS', '2025-12-31')).toBeNull();
    expect(book.find('EUR', 'ARS', '2026-02-01')?.rate).toBe('1000');
    expect(book.find('EUR', 'ARS', '2026-03-01')?.rate).toBe('2000');
    expect(book.find('EUR', 'ARS', '2026-03-02')?.rate).toBe('1200');
  });

  it('are joined with published ones through whatever currency they name', () => {
    const book = createRateBook(history, [own('USD', 'ARS', '1400', '2026-01-01')]);
    expect(book.find('EUR', 'ARS', '2026-04-17')).toMatchObject({
      rate: '1518.02', source: 'derived', rateDate: '2026-04-17',
      steps: [{ quote: 'USD', source: 'ecb' }, { quote: 'ARS', source: 'own' }],
    });
    expect(book.find('ARS', 'JPY', '2026-04-17')?.steps.map((step) => step.quote)).toEqual(['ARS', 'USD', 'JPY']);
  });
});
