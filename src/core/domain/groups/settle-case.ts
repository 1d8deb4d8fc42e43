/**
 * A group written down as plain JSON with names and decimals, settled: for the evaluation, and for anybody who wants to
 * check a group of theirs without a ledger.
 */
import { isCurrency, minorDigits } from '#shared/currencies.ts';
import { formatDecimal } from '#shared/money.ts';
import { balancesOf, type Booking } from './balances.ts';
import { decimalText, readAmount, readWeight, WEIGHT_ONE } from './decimal-weight.ts';
import { planAfterPayments, type Transfer } from './settle.ts';
import { shareOut, type Carry } from './share-out.ts';

export interface CaseAnswer {
  id: unknown;
  /** Decimals of the currency by member; positive: is owed. Every member is there. */
  balances: Record<string, string>;
  /** What each of `paid_for` bears, for every expense in turn. */
  shares: Record<string, string>[];
  transfers: { from: string; to: string; amount: string }[];
  /** A sentence that names the expense and says what to do; the rest is empty then. */
  error?: string;
}

class CaseFault extends Error {}

interface ReadExpense extends Booking {
  payment: boolean;
}

/** Never throws: what is wrong with a case is in its answer. `place` counts from 1 and names a case without an id. */
export function settleCase(input: unknown, place: number): CaseAnswer {
  const id = isRecord(input) && input['id'] !== undefined ? input['id'] : place;
  try {
    return { id, ...settled(input) };
  } catch (error) {
    if (!(error instanceof CaseFault)) throw error;
    return { id, balances: {}, shares: [], transfers: [], error: error.message };
  }
}

function settled(input: unknown): Omit<CaseAnswer, 'id' | 'error'> {
  if (!isRecord(input)) throw new CaseFault('A case is an object with members and expenses.');
  const members = readMembers(input['members']);
  const expenses = input['expenses'] ?? [];
  if (!Array.isArray(expenses)) throw new CaseFault('The expenses are a list: write them as "expenses": […].');
  const digits = minorDigits(readCurrency(input['currency'], expenses));
  const carry = new Map<string, Carry>();
  const read = expenses.map((expense, index) => readExpense(expense, index, members, digits, carry));
  const turnover = read.reduce((sum, { shares }) => sum + [...shares.values()].reduce((a, b) => a + Math.abs(b), 0), 0);
  if (!Number.isSafeInteger(turnover)) throw new CaseFault('The expenses come to more than can be added up exactly.');

  // Payments at the end follow a plan that was made before them, and leave the rest of it as it is.
  const transfers = read.map((one) => (one.payment ? asTransfer(one, members) : null));
  const last = transfers.lastIndexOf(null);
  const before = balancesOf(members, read.slice(0, last + 1));
  const payments = transfers.slice(last + 1).filter((payment) => payment !== null);
  const plan = planAfterPayments([...before.values()], payments);

  const text = (minor: number): string => formatDecimal(minor, digits, '.');
  const texts = (amounts: ReadonlyMap<string, number>) =>
    Object.fromEntries([...amounts].map(([name, minor]) => [name, text(minor)]));
  return {
    balances: texts(balancesOf(members, read)),
    shares: read.map(({ shares }) => texts(shares)),
    transfers: plan.map(({ from, to, amountMinor }) => ({
      from: members[from] ?? '',
      to: members[to] ?? '',
      amount: text(amountMinor),
    })),
  };
}

function readMembers(value: unknown): string[] {
  if (!Array.isArray(value)) throw new CaseFault('The members are a list of names: write them as "members": […].');
  const names = value.map((name: unknown) => {
    if (typeof name !== 'string' || name.trim() === '') {
      throw new CaseFault('A member has no name: give every member a name as text.');
    }
    return name;
  });
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new CaseFault(`Two members are called ${twice}: give each a name of their own.`);
  return names;
}

/** One currency for all: balances of several cannot be added up. */
function readCurrency(ofCase: unknown, expenses: readonly unknown[]): string {
  const named = [ofCase, ...expenses.map((expense) => (isRecord(expense) ? expense['currency'] : null))];
  let currency = '';
  named.forEach((value, index) => {
    if (value === undefined || value === null || value === '') return;
    const where = index === 0 ? '' : `${nameOf(expenses[index - 1], index - 1)}: `;
    if (typeof value !== 'string' || !isCurrency(value.toUpperCase())) {
      throw new CaseFault(`${where}${shown(value)} is no currency: write three letters, such as EUR.`);
    }
    if (currency !== '' && currency !== value.toUpperCase()) {
      throw new CaseFault(`${where}is in ${value}, others are in ${currency}: convert all to one currency.`);
    }
    currency = value.toUpperCase();
  });
  return currency;
}

function readExpense(
  value: unknown,
  index: number,
  members: readonly string[],
  digits: number,
  carry: Map<string, Carry>,
): ReadExpense {
  const name = nameOf(value, index);
  const fault = (sentence: string): CaseFault => new CaseFault(`${name}: ${sentence}`);
  if (!isRecord(value)) throw fault('an expense is an object with payer, amount and paid_for.');

  const amountOf = (text: unknown, what: string): number => {
    const minor = readAmount(text, digits);
    if (minor === 'no-amount') {
      throw fault(`${what} ${shown(text)} is no amount: write it as ${digits === 0 ? '12' : (12.5).toFixed(digits)}.`);
    }
    if (minor === 'too-many-decimals') {
      const most = digits === 0 ? 'no decimals' : `at most ${digits} decimals`;
      throw fault(`${what} ${shown(text)} has too many decimals: the currency has ${most}.`);
    }
    if (minor === 'too-large') throw fault(`${what} ${shown(text)} is too large: check its decimal point.`);
    return minor;
  };
  const memberOf = (who: string, what: string): string => {
    if (!members.includes(who)) throw fault(`${shown(who)} ${what} and is no member: add them to the members.`);
    return who;
  };
  const text = (minor: number): string => formatDecimal(minor, digits, '.');
  /** Parts of an amount have its sign: a part the other way is a slip. */
  const checkParts = (parts: readonly number[], total: number, what: string): void => {
    const sum = parts.reduce((a, b) => a + b, 0);
    if (sum !== total) {
      throw fault(`${what} add up to ${text(sum)}, not to the amount of ${text(total)}: make them add up.`);
    }
    if (parts.some((part) => part !== 0 && part < 0 !== total < 0)) {
      throw fault(`${what} have different signs: write all of them with the sign of the amount.`);
    }
  };

  const total = amountOf(value['amount'], 'the amount');
  const paid = new Map<string, number>();
  const { payer, payers } = value;
  if (isRecord(payers) && payer !== undefined && payer !== null) {
    throw fault('names a payer and payers: keep one of them.');
  }
  if (isRecord(payers)) {
    for (const [who, part] of Object.entries(payers)) {
      paid.set(memberOf(who, 'paid'), amountOf(part, `what ${who} paid,`));
    }
    if (paid.size === 0) throw fault('nobody paid it: name a payer.');
    checkParts([...paid.values()], total, 'what the payers paid does not fit: they');
  } else {
    if (typeof payer !== 'string' || payer === '') throw fault('nobody paid it: name a payer.');
    paid.set(memberOf(payer, 'paid'), total);
  }

  const split = value['split'] ?? 'equal';
  const listed = value['paid_for'];
  const paidFor: [string, unknown][] = Array.isArray(listed)
    ? listed.map((who: unknown) => [String(who), 1])
    : isRecord(listed)
      ? Object.entries(listed)
      : [];
  if (paidFor.length === 0) throw fault('it is for nobody: name those it was paid for in paid_for.');
  const people = paidFor.map(([who]) => memberOf(who, 'is in paid_for'));
  if (new Set(people).size < people.length) throw fault('somebody is in paid_for twice: name everybody once.');

  let shares: number[];
  if (split === 'amount') {
    shares = paidFor.map(([who, part]) => amountOf(part, `the part of ${who},`));
    checkParts(shares, total, 'the parts');
  } else if (split === 'equal' || split === 'shares' || split === 'percent') {
    const weights = paidFor.map(([who, part]) => {
      if (split === 'equal') return 1n;
      const weight = readWeight(typeof part === 'string' ? part.replace(/\s*%$/, '') : part);
      const what = split === 'percent' ? 'percent' : 'share';
      if (weight === null) throw fault(`the ${what} of ${who}, ${shown(part)}, is no number: write one, such as 25.`);
      if (weight < 0n) throw fault(`the ${what} of ${who} is less than nothing: write zero or more.`);
      return weight;
    });
    const sum = weights.reduce((a, b) => a + b, 0n);
    if (split === 'percent' && sum !== 100n * WEIGHT_ONE) {
      throw fault(`the percents add up to ${percentText(sum)}, not to 100: make them add up.`);
    }
    if (sum === 0n) throw fault('all shares are zero: give somebody a share above zero.');
    const due = people.map((who) => carry.get(who) ?? 0);
    const sharing = shareOut(total, weights, due);
    shares = sharing.shares;
    people.forEach((who, at) => carry.set(who, (due[at] ?? 0) + (sharing.carried[at] ?? 0)));
  } else {
    throw fault(`cannot be split by ${shown(split)}: write equal, shares, percent or amount.`);
  }
  return {
    paid,
    shares: new Map(people.map((who, at) => [who, shares[at] ?? 0])),
    payment: value['reimbursement'] === true,
  };
}

/** A payment as a transfer between two people; null when it is between more or goes the other way. */
function asTransfer({ paid, shares }: ReadExpense, members: readonly string[]): Transfer | null {
  const [from, ...otherPayers] = [...paid].filter(([, minor]) => minor !== 0);
  const [to, ...others] = [...shares].filter(([, minor]) => minor !== 0);
  if (!from || !to || otherPayers.length > 0 || others.length > 0 || from[1] < 0 || from[0] === to[0]) return null;
  return { from: members.indexOf(from[0]), to: members.indexOf(to[0]), amountMinor: from[1] };
}

function nameOf(expense: unknown, index: number): string {
  const named = isRecord(expense) ? (expense['title'] ?? expense['description'] ?? expense['id']) : undefined;
  const title = typeof named === 'string' || typeof named === 'number' ? ` (${named})` : '';
  return `Expense ${index + 1}${title}`;
}

function percentText(weight: bigint): string {
  const text = `${weight / WEIGHT_ONE}.${String(weight % WEIGHT_ONE).padStart(15, '0')}`;
  return text.replace(/\.?0+$/, '') || '0';
}

/** What was written, short, for a message. */
function shown(value: unknown): string {
  const text = decimalText(value) ?? JSON.stringify(value) ?? 'nothing';
  return text === '' ? '(empty)' : `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
