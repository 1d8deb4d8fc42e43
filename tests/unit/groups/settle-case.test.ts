import { describe, expect, it } from 'vitest';
import { settleCase } from '../../../src/core/domain/groups/settle-case.ts';

const group = (...expenses: unknown[]) => settleCase({ id: 'x', members: ['Ada', 'Ben', 'Cleo'], expenses }, 1);

describe('a group settled', () => {
  it('splits equally, by shares, by percent and by amounts', () => {
    const answer = group(
      { payer: 'Ada', amount: '10.00', split: 'equal', paid_for: { Ada: 1, Ben: 1, Cleo: 1 } },
      { payer: 'Ben', amount: '9.00', split: 'shares', paid_for: { Ada: 2, Ben: 1 } },
      { payer: 'Ben', amount: '8.00', split: 'percent', paid_for: { Ada: 12.5, Ben: '37.5', Cleo: 50 } },
      { payers: { Ada: '1.00', Cleo: '2.00' }, amount: '3.00', split: 'amount', paid_for: { Cleo: '3.00' } },
    );
    expect(answer).toEqual({
      id: 'x',
      shares: [
        { Ada: '3.34', Ben: '3.33', Cleo: '3.33' },
        { Ada: '6.00', Ben: '3.00' },
        { Ada: '1.00', Ben: '3.00', Cleo: '4.00' },
        { Cleo: '3.00' },
      ],
      balances: { Ada: '0.66', Ben: '7.67', Cleo: '-8.33' },
      transfers: [
        { from: 'Cleo', to: 'Ada', amount: '0.66' },
        { from: 'Cleo', to: 'Ben', amount: '7.67' },
      ],
    });
  });

  it('gives the odd cent to another one each time', () => {
    const dinner = { payer: 'Ada', amount: '0.01', split: 'equal', paid_for: { Ada: 1, Ben: 1, Cleo: 1 } };
    const { shares } = group(dinner, dinner, dinner);
    expect(shares.map((one) => Object.keys(one).find((name) => one[name] === '0.01'))).toEqual(['Ada', 'Ben', 'Cleo']);
  });

  it('takes a reimbursement as a payment and leaves the other transfers alone', () => {
    const spent = [
      { payer: 'Ada', amount: '30.00', paid_for: ['Ada', 'Ben', 'Cleo'] },
      { payer: 'Ben', amount: '3.00', paid_for: ['Ben'] },
    ];
    expect(group(...spent).transfers).toEqual([
      { from: 'Ben', to: 'Ada', amount: '10.00' },
      { from: 'Cleo', to: 'Ada', amount: '10.00' },
    ]);
    const after = group(...spent, { payer: 'Ben', amount: '4.00', paid_for: { Ada: 1 }, reimbursement: true });
    expect(after.balances).toEqual({ Ada: '16.00', Ben: '-6.00', Cleo: '-10.00' });
    expect(after.transfers).toEqual([
      { from: 'Ben', to: 'Ada', amount: '6.00' },
      { from: 'Cleo', to: 'Ada', amount: '10.00' },
    ]);
  });

  it('respects the decimals of a currency, and money received', () => {
    const yen = settleCase(
      { members: ['A', 'B'], currency: 'JPY', expenses: [{ payer: 'A', amount: '-101', paid_for: { A: 1, B: 1 } }] },
      7,
    );
    expect(yen).toEqual({
      id: 7,
      shares: [{ A: '-50', B: '-51' }],
      balances: { A: '-51', B: '51' },
      transfers: [{ from: 'A', to: 'B', amount: '51' }],
    });
    expect(group().balances).toEqual({ Ada: '0.00', Ben: '0.00', Cleo: '0.00' });
  });
});

describe('a bad expense', () => {
  const good = { payer: 'Ada', amount: '10.00', paid_for: { Ada: 1 } };
  it.each([
    ['percents', { amount: '1', payer: 'Ada', split: 'percent', paid_for: { Ada: 50, Ben: 49.9 } }, /percents add up to 99.9/],
    ['parts', { amount: '1', payer: 'Ada', split: 'amount', paid_for: { Ada: '0.50' } }, /parts add up to 0.50, not .* 1.00/],
    ['a stranger', { amount: '1', payer: 'Ada', paid_for: { Zoe: 1 } }, /"Zoe" .* no member/],
    ['a strange payer', { amount: '1', payer: 'Zoe', paid_for: { Ada: 1 } }, /"Zoe" paid .* no member/],
    ['payers', { amount: '5', payers: { Ada: '2', Ben: '2' }, paid_for: { Ada: 1 } }, /add up to 4.00, not/],
    ['zero weights', { amount: '5', payer: 'Ada', split: 'shares', paid_for: { Ada: 0, Ben: '0' } }, /all shares are zero/],
    ['negative weights', { amount: '5', payer: 'Ada', split: 'shares', paid_for: { Ada: 2, Ben: -1 } }, /less than nothing/],
    ['garbage', { amount: '12,x', payer: 'Ada', paid_for: { Ada: 1 } }, /is no amount: write it as 12.50/],
    ['no amount', { payer: 'Ada', paid_for: { Ada: 1 } }, /is no amount/],
    ['decimals', { amount: '1.005', payer: 'Ada', paid_for: { Ada: 1 } }, /too many decimals/],
    ['a huge amount', { amount: '99999999999999', payer: 'Ada', paid_for: { Ada: 1 } }, /too large/],
    ['no payer', { amount: '1', paid_for: { Ada: 1 } }, /nobody paid it/],
    ['two kinds of payer', { amount: '1', payer: 'Ada', payers: { Ada: '1' }, paid_for: { Ada: 1 } }, /keep one/],
    ['nobody', { amount: '1', payer: 'Ada', paid_for: {} }, /for nobody/],
    ['an unknown split', { amount: '1', payer: 'Ada', paid_for: { Ada: 1 }, split: 'magic' }, /cannot be split by "magic"/],
    ['a currency', { ...good, currency: 'EURO' }, /no currency/],
  ])('with %s is named', (_, bad, sentence) => {
    const answer = group(good, { title: 'Boat', ...bad });
    expect(answer.error).toMatch(/^Expense 2 \(Boat\): /);
    expect(answer.error).toMatch(sentence);
    expect(answer).toMatchObject({ id: 'x', balances: {}, shares: [], transfers: [] });
  });
});
