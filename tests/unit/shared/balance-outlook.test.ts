import { describe, expect, it } from 'vitest';
import { chanceBelow, lowestPoint, oddsInWords, rangeAround, withWhatIfs } from '../../../src/shared/balance-outlook.ts';

const days = [500, 300, 100, 400].map((expectedMinor, at) => ({ date: `2026-01-3${at}`, expectedMinor, doubtMinor: 100 })).slice(0, 2).concat([
  { date: '2026-02-01', expectedMinor: 100, doubtMinor: 100 },
  { date: '2026-02-02', expectedMinor: 400, doubtMinor: 300 },
]);

describe('the outlook of a balance', () => {
  it('names the lowest day and the chance of nothing being left', () => {
    expect(lowestPoint(days)).toMatchObject({ date: '2026-02-01', balanceMinor: 100 });
    expect(lowestPoint(days)!.chanceBelowZero).toBeCloseTo(0.154, 2);
    expect(lowestPoint([])).toBeNull();
    expect(chanceBelow(10, 0, 0)).toBe(0);
    expect(chanceBelow(-1, 0, 0)).toBe(1);
    expect(chanceBelow(0, 0, 50)).toBe(0.5);
  });
  it('gives ranges that hold their share', () => {
    const width = rangeAround(100, 0.8);
    expect(chanceBelow(0, -width, 100)).toBeCloseTo(0.1, 2);
    expect(rangeAround(100, 0.95)).toBeGreaterThan(width);
  });
  it('carries out plans from their day on, monthly ones again', () => {
    const moved = (date: string, monthly: boolean) => withWhatIfs(days, [{ date, amountMinor: 50, monthly }]).map(({ expectedMinor }) => expectedMinor);
    expect(moved('2026-01-31', false)).toEqual([500, 350, 150, 450]);
    expect(moved('2026-01-01', true)).toEqual([550, 350, 200, 500]);
    expect(moved('2026-03-01', false)).toEqual([500, 300, 100, 400]);
  });
  it('says odds as people do', () => {
    expect([0.01, 0.05, 0.2, 0.45, 0.7, 0.99].map(oddsInWords)).toEqual([null, '1 in 20', '1 in 5', '1 in 2', '7 in 10', 'almost certainly']);
  });
});
