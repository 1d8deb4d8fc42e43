import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planSaving } from '../../../src/core/domain/budgets/savings-wish.ts';
import { isNews, roundUp } from '../../../src/core/domain/budgets/suggestion-rest.ts';

const source = (id: string, usualMinor: number, leanMinor: number, essential = false) => ({ id, usualMinor, leanMinor, essential });

describe('a wish to save', () => {
  it('takes from what can wait by what it could give, and from essentials only the rest', () => {
    const sources = [source('rent', 100_000, 95_000, true), source('fun', 20_000, 10_000), source('food', 10_000, 5_000)];
    expect([...planSaving(9_000, sources).cuts]).toEqual([['fun', 6_000], ['food', 3_000]]);
    expect([...planSaving(17_000, sources).cuts]).toEqual([['fun', 10_000], ['food', 5_000], ['rent', 2_000]]);
    expect(planSaving(50_000, sources).foundMinor).toBe(20_000);
  });

  it('never takes more than is there, nor more than is wished, nor loses a cent', () => {
    const sources = fc.array(fc.record({ usualMinor: fc.nat(100_000), leanMinor: fc.nat(100_000), essential: fc.boolean() }), { maxLength: 8 });
    fc.assert(
      fc.property(sources, fc.integer({ min: 1, max: 300_000 }), (given, wish) => {
        const named = given.map((each, at) => ({ id: String(at), ...each }));
        const { cuts, foundMinor } = planSaving(wish, named);
        expect([...cuts.values()].reduce((sum, cut) => sum + cut, 0)).toBe(foundMinor);
        expect(foundMinor).toBeLessThanOrEqual(wish);
        for (const [id, cut] of cuts) {
          const from = named[Number(id)];
          expect(cut).toBeLessThanOrEqual((from?.usualMinor ?? 0) - (from?.leanMinor ?? 0));
        }
      }),
    );
  });
});

describe('a suggestion', () => {
  it('rests where the budget is near it, or a person answered one like it', () => {
    expect(isNews(10_000, null, null)).toBe(true);
    expect(isNews(10_000, 9_800, null)).toBe(false);
    expect(isNews(10_000, null, { answer: 'dismissed', suggestedMinor: 9_000 })).toBe(false);
    expect(isNews(15_000, null, { answer: 'dismissed', suggestedMinor: 9_000 })).toBe(true);
  });

  it('is a round amount, never below what is needed', () => {
    expect([1, 999, 2_340, 31_444, 123_456, 1_234_567].map((minor) => roundUp(minor, 100))).toEqual([100, 1_000, 2_400, 31_500, 124_000, 1_240_000]);
  });
});
