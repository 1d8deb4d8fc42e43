import { describe, expect, it } from 'vitest';
import { projectGoals, type GoalToReach } from '../../src/core/domain/goals/project-goals.ts';
import { projectSum } from '../../src/core/domain/goals/simulate-savings.ts';

const goal = (more: Partial<GoalToReach>): GoalToReach => ({ id: 'a', targetMinor: 120_000, savedMinor: 0, monthlyMinor: null, monthsLeft: 12, ...more });
const steady = Array.from({ length: 12 }, () => 10_000);
const wild = [60_000, -40_000, 20_000, -15_000, 30_000, 5_000, -20_000, 40_000];

describe('goals', () => {
  it('are sure with steady savings, and one month short is too short', () => {
    expect(projectGoals([goal({})], steady)[0]).toMatchObject({ probability: 1, monthsToGo: 12, neededMonthlyMinor: 10_000, safeMonthlyMinor: 10_000 });
    expect(projectGoals([goal({ monthsLeft: 11 })], steady)[0]).toMatchObject({ probability: 0, safeMonthlyMinor: null });
  });

  it('say nothing of chances with fewer than six months', () => {
    expect(projectGoals([goal({})], steady.slice(0, 5))[0]).toMatchObject({ probability: null, monthsToGo: null, neededMonthlyMinor: 10_000 });
  });

  it('are served in their order from the same money', () => {
    const [first, second] = projectGoals([goal({ monthlyMinor: 6_000, monthsLeft: 20 }), goal({ id: 'b', monthsLeft: 20 })], steady);
    expect(first?.monthsToGo).toBe(20);
    expect(second?.probability).toBe(0);
  });

  it('are likelier with more time, and the same every time', () => {
    const chance = (monthsLeft: number) => projectGoals([goal({ monthsLeft })], wild)[0]?.probability ?? 0;
    expect(chance(30)).toBeGreaterThan(chance(10));
    expect(chance(10)).toBe(chance(10));
  });

  it('are done when the money is there', () => {
    expect(projectGoals([goal({ savedMinor: 120_000 })], wild)[0]).toMatchObject({ probability: 1, monthsToGo: 0 });
  });

  it('a sum to come has a range that opens', () => {
    const ahead = projectSum(50_000, wild, 12);
    const width = (at: number): number => (ahead[at]?.range80.high ?? 0) - (ahead[at]?.range80.low ?? 0);
    expect(width(11)).toBeGreaterThan(width(0));
    expect(projectSum(0, steady, 3)).toEqual([1, 2, 3].map((month) => ({ expectedMinor: month * 10_000, range80: { low: month * 10_000, high: month * 10_000 } })));
  });
});
