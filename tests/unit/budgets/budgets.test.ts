import { describe, expect, it } from 'vitest';
import { budgetIn, carriedInto } from '../../../src/core/domain/budgets/budget-history.ts';
import { assignedTotal, budgetProgress } from '../../../src/core/domain/budgets/budget-progress.ts';

const entry = (fromMonth: string, amountMinor: number | null, rollOver = true) => ({ fromMonth, amountMinor, rollOver, alertPercent: 90 });

describe('which budget holds', () => {
  const entries = [entry('2026-01', 100_00), entry('2026-03', 120_00), entry('2026-05', null)];
  it('is the latest by then, until it is ended', () => {
    expect(budgetIn(entries, '2025-12')).toBeNull();
    expect(budgetIn(entries, '2026-02')?.amountMinor).toBe(100_00);
    expect(budgetIn(entries, '2026-04')?.amountMinor).toBe(120_00);
    expect(budgetIn(entries, '2026-06')).toBeNull();
  });
});

describe('what rolls over', () => {
  const spent: Record<string, number> = { '2025-12': 80_00, '2026-01': 90_00, '2026-02': 125_00 };
  const spentIn = (month: string): number => spent[month] ?? 0;
  it('is what months left, less what they went over, across the year', () => {
    expect(carriedInto([entry('2025-12', 100_00)], '2026-01', spentIn)).toBe(20_00);
    expect(carriedInto([entry('2025-12', 100_00)], '2026-03', spentIn)).toBe(20_00 + 10_00 - 25_00);
    expect(carriedInto([entry('2026-02', 100_00)], '2026-03', spentIn)).toBe(-25_00);
  });
  it('starts with the month from which it is wanted, and ends with it', () => {
    expect(carriedInto([entry('2025-12', 100_00, false), entry('2026-01', 100_00)], '2026-02', spentIn)).toBe(10_00);
    expect(carriedInto([entry('2025-12', 100_00), entry('2026-01', 100_00, false)], '2026-01', spentIn)).toBe(0);
    expect(carriedInto([entry('2025-12', 100_00), entry('2026-01', null), entry('2026-02', 100_00)], '2026-02', spentIn)).toBe(0);
  });
});

describe('progress', () => {
  const budget = { amountMinor: 400_00, carriedMinor: 0, spentMinor: 82_00, alertPercent: 90 };
  it('knows the day of the month', () => {
    expect(budgetProgress(budget, '2026-11', '2026-11-23')).toEqual({ leftMinor: 318_00, perDayMinor: 39_75, daysLeft: 8, state: 'within' });
    expect(budgetProgress(budget, '2026-11', '2026-11-30')).toMatchObject({ perDayMinor: 318_00, daysLeft: 1 });
    expect(budgetProgress(budget, '2028-02', '2028-02-29')).toMatchObject({ daysLeft: 1 });
    expect(budgetProgress(budget, '2026-10', '2026-11-23')).toMatchObject({ perDayMinor: null, daysLeft: 0 });
    expect(budgetProgress(budget, '2026-12', '2026-11-23')).toMatchObject({ perDayMinor: null, daysLeft: 31 });
  });
  it('says when the wanted share is reached, and when it is over', () => {
    const at = (spentMinor: number, carriedMinor = 0) => budgetProgress({ ...budget, spentMinor, carriedMinor }, '2026-11', '2026-11-23').state;
    expect([at(359_99), at(360_00), at(400_00), at(400_01)]).toEqual(['within', 'near', 'near', 'over']);
    expect([at(400_01, 100_00), at(350_00, -100_00)]).toEqual(['within', 'over']);
    expect(budgetProgress({ ...budget, amountMinor: 0, spentMinor: 0 }, '2026-11', '2026-11-23').state).toBe('within');
  });
});

it('a group stands for its categories, and everything is a frame', () => {
  expect(
    assignedTotal([
      { categoryId: null, groupId: null, amountMinor: 2000_00 },
      { categoryId: 'food', groupId: null, amountMinor: 500_00 },
      { categoryId: 'food.out', groupId: 'food', amountMinor: 100_00 },
      { categoryId: 'home.rent', groupId: 'home', amountMinor: 700_00 },
    ]),
  ).toBe(1200_00);
});
