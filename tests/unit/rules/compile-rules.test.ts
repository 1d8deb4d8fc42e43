import { describe, expect, it } from 'vitest';
import { checkRule } from '../../../src/core/domain/rules/check-rule.ts';
import { compileRules, type RuleToCompile } from '../../../src/core/domain/rules/compile-rules.ts';
import type { RuleRow } from '../../../src/core/domain/rules/rule-row.ts';
import { sharedAmounts } from '../../../src/core/domain/rules/split-shares.ts';
import { type RuleCondition, ruleDraft } from '../../../src/shared/contract/rules.ts';

const groceries = 'food_drink.groceries';
const restaurants = 'food_drink.restaurants';

const row: RuleRow = {
  description: 'CARD 4711 TÉSCO STORES 3297 LONDON',
  payee: 'Tesco',
  note: '',
  amountMinor: -1250,
  currency: 'GBP',
  accountId: '0199aaaa-0000-7000-8000-000000000001',
  date: '2026-03-02',
  tags: [],
  categoryId: null,
};

let made = 0;
const rule = (parts: Partial<RuleToCompile>): RuleToCompile => ({
  id: `rule-${(made += 1)}`,
  match: 'all',
  conditions: [],
  actions: [{ do: 'setCategory', categoryId: groceries }],
  stop: false,
  ...parts,
});
const contains = (value: string): RuleCondition => ({ field: 'description', op: 'contains', value });
const holds = (condition: RuleCondition, change: Partial<RuleRow> = {}): boolean =>
  compileRules([rule({ conditions: [condition] })]).applyTo({ ...row, ...change }) !== null;

describe('a condition', () => {
  it('compares texts without case, accents and runs of spaces', () => {
    expect(holds(contains('tesco  stores'))).toBe(true);
    expect(holds({ field: 'payee', op: 'equals', value: 'TESCO' })).toBe(true);
    expect(holds({ field: 'payee', op: 'equals', value: 'TESC' })).toBe(false);
    expect(holds({ field: 'description', op: 'startsWith', value: 'card 4711' })).toBe(true);
    expect(holds({ field: 'payee', op: 'isOneOf', values: ['Lidl', 'Tesco'] })).toBe(true);
    expect(holds({ field: 'note', op: 'contains', value: 'trip' }, { note: 'Trip to Rome' })).toBe(true);
  });

  it('finds patterns anywhere, whatever their case', () => {
    expect(holds({ field: 'description', op: 'matches', value: 'stores \\d{4}\\b' })).toBe(true);
    expect(holds({ field: 'description', op: 'matches', value: '^stores' })).toBe(false);
  });

  it('asks the size of the amount in one currency', () => {
    expect(holds({ field: 'amount', op: 'is', minor: 1250, currency: 'GBP' })).toBe(true);
    expect(holds({ field: 'amount', op: 'is', minor: 1250, currency: 'EUR' })).toBe(false);
    expect(holds({ field: 'amount', op: 'over', minor: 1250, currency: 'GBP' })).toBe(false);
    expect(holds({ field: 'amount', op: 'under', minor: 1251, currency: 'GBP' })).toBe(true);
    expect(holds({ field: 'amount', op: 'between', minor: 2000, toMinor: 1250, currency: 'GBP' })).toBe(true);
  });

  it('knows direction, account, day of the month over its end, weekday, currency and tag', () => {
    expect(holds({ field: 'direction', op: 'is', value: 'out' })).toBe(true);
    expect(holds({ field: 'direction', op: 'is', value: 'in' })).toBe(false);
    expect(holds({ field: 'account', op: 'isOneOf', values: [row.accountId] })).toBe(true);
    expect(holds({ field: 'dayOfMonth', op: 'between', from: 28, to: 3 })).toBe(true);
    expect(holds({ field: 'dayOfMonth', op: 'between', from: 3, to: 28 })).toBe(false);
    // 2 March 2026 is a Monday.
    expect(holds({ field: 'weekday', op: 'isOneOf', values: [1] })).toBe(true);
    expect(holds({ field: 'weekday', op: 'isOneOf', values: [7] }, { date: '2026-03-01' })).toBe(true);
    expect(holds({ field: 'currency', op: 'isOneOf', values: ['GBP'] })).toBe(true);
    expect(holds({ field: 'tag', op: 'isOneOf', values: ['rome'] }, { tags: ['Rome'] })).toBe(true);
    expect(holds({ field: 'category', op: 'isNone' }, { categoryId: groceries })).toBe(false);
  });
});

describe('rules in their order', () => {
  it('leave a field to the first that sets it, and add up tags', () => {
    const rules = compileRules([
      rule({ id: 'first', conditions: [contains('tesco')], actions: [{ do: 'setCategory', categoryId: groceries }, { do: 'addTag', name: 'food' }] }),
      rule({
        id: 'second',
        match: 'any',
        conditions: [contains('nothing'), { field: 'direction', op: 'is', value: 'out' }],
        actions: [{ do: 'setCategory', categoryId: restaurants }, { do: 'addTag', name: 'Food' }, { do: 'addTag', name: 'card' }],
      }),
    ]);
    expect(rules.applyTo(row)).toEqual({
      allocation: { to: 'category', ruleId: 'first', categoryId: groceries },
      payee: null,
      note: null,
      tags: ['food', 'card'],
      reviewed: false,
    });
    expect(rules.applyTo({ ...row, amountMinor: 1, description: 'LIDL' })).toBeNull();
  });

  it('end with one that says so', () => {
    const first = rule({ conditions: [contains('tesco')], actions: [{ do: 'addTag', name: 'a' }], stop: true });
    const second = rule({ conditions: [contains('tesco')] });
    expect(compileRules([first, second]).applyTo(row)).toMatchObject({ tags: ['a'], allocation: null });
  });

  it('see the payee, note, tags and category that those above set', () => {
    const rules = compileRules([
      rule({ conditions: [contains('tesco')], actions: [{ do: 'setPayee', name: 'Corner shop' }, { do: 'setNote', note: 'weekly' }] }),
      rule({ conditions: [{ field: 'payee', op: 'equals', value: 'corner shop' }], actions: [{ do: 'addTag', name: 'local' }] }),
      rule({ conditions: [{ field: 'payee', op: 'equals', value: 'tesco' }], actions: [{ do: 'addTag', name: 'never' }] }),
      rule({ conditions: [{ field: 'note', op: 'equals', value: 'weekly' }, { field: 'tag', op: 'isOneOf', values: ['local'] }] }),
      rule({ conditions: [{ field: 'category', op: 'isNone' }], actions: [{ do: 'markReviewed' }] }),
    ]);
    expect(rules.applyTo(row)).toEqual({
      allocation: expect.objectContaining({ categoryId: groceries }),
      payee: 'Corner shop',
      note: 'weekly',
      tags: ['local'],
      reviewed: false,
    });
  });

  it('do not transfer to the account that the row is in', () => {
    const rules = compileRules([rule({ conditions: [contains('tesco')], actions: [{ do: 'transfer', accountId: row.accountId }] })]);
    expect(rules.applyTo(row)?.allocation).toBeNull();
  });
});

describe('a pattern', () => {
  it.each([
    ['(a', 'the bracket at character 1 is not closed'],
    ['tesco (a|(b)', 'the bracket at character 7 is not closed'],
    ['x[ab', 'the bracket at character 2 is not closed'],
    ['ab[z-a]', 'at character 4, “z-a”'],
    ['(a)\\1', 'at character 4, “\\1”'],
    ['(a{1000}){1000}', '“{1000}”'],
  ])('%s is refused with the place at fault', (value, words) => {
    const draft = ruleDraft.parse({
      conditions: [{ field: 'payee', op: 'contains', value: 'x' }, { field: 'description', op: 'matches', value }],
      actions: [{ do: 'markReviewed' }],
    });
    expect(() => checkRule(draft)).toThrow(
      expect.objectContaining({ code: 'INVALID', field: 'conditions.1.value', message: expect.stringContaining(words) }),
    );
  });

  it.each(['(a+)+$', '(a|aa)+$', '(.*a){12}$', '^(([a-z])+.)+[A-Z]([a-z])+$', '(x+x+)+y'])(
    '%s takes time linear in the text',
    (value) => {
      const rules = compileRules([rule({ conditions: [{ field: 'description', op: 'matches', value }] })]);
      const time = (length: number): number => {
        const started = performance.now();
        rules.applyTo({ ...row, description: `${'a'.repeat(length)}!` });
        return performance.now() - started;
      };
      time(2_000);
      expect(time(20_000)).toBeLessThan(2_000);
    },
  );
});

describe('what a rule may do', () => {
  const checked = (actions: unknown[]) =>
    checkRule(ruleDraft.parse({ conditions: [{ field: 'payee', op: 'contains', value: 'x' }], actions }));

  it('is one category, split or transfer', () => {
    expect(() => checked([{ do: 'setCategory', categoryId: 'a' }, { do: 'transfer', accountId: row.accountId }])).toThrow('one category');
    expect(() => checked([{ do: 'addTag', name: 'a' }, { do: 'addTag', name: 'b' }])).not.toThrow();
  });

  it('splits into 100 %, or leaves a rest', () => {
    const split = (...shares: (number | 'rest')[]) => [{ do: 'split', parts: shares.map((share) => ({ categoryId: 'a', share })) }];
    expect(() => checked(split(5000, 4000))).toThrow('90 %');
    expect(() => checked(split('rest', 'rest'))).toThrow('Only one part');
    expect(() => checked(split(9000, 1000, 'rest'))).toThrow('nothing for the rest');
    expect(() => checked(split(3333, 'rest'))).not.toThrow();
  });

  it('shares an amount to the cent, and not one too small to share', () => {
    const part = (share: number | 'rest') => ({ categoryId: null, share, note: '' });
    expect(sharedAmounts(-1000, [part(3333), part('rest'), part(3333)])).toEqual([-333, -334, -333]);
    expect(sharedAmounts(-1, [part(5000), part(5000)])).toBeNull();
  });
});

describe('one hundred rules on 100,000 rows', () => {
  it('take well under a second', () => {
    const rules = compileRules(
      Array.from({ length: 100 }, (_, at) =>
        rule({ conditions: at % 10 === 0 ? [{ field: 'description', op: 'matches', value: `shop ${at} \\d+$` }] : [contains(`shop ${at} branch`)] }),
      ),
    );
    const rows = Array.from({ length: 100_000 }, (_, at): RuleRow => ({ ...row, description: `Shop ${at % 200} branch ${at % 5000}` }));
    const started = performance.now();
    let matched = 0;
    for (const each of rows) if (rules.applyTo(each)) matched += 1;
    const taken = performance.now() - started;
    expect(matched).toBe(45_000);
    expect(taken).toBeLessThan(1_000);
  });
});
