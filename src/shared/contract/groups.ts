import { oc } from '@orpc/contract';
import { z } from 'zod';
import { attachment } from './attachments.ts';
import { commonErrors } from './errors.ts';
import { scheduleRule } from './schedule.ts';
import { categoryId, changeRef, currency, id, minor, month, plainDate } from './scalars.ts';
import { linkedTransaction } from './transactions.ts';

const base = oc.errors(commonErrors);

export const groupIcons = ['users', 'home', 'plane', 'utensils', 'car', 'heart', 'briefcase', 'tent', 'gift'] as const;

const memberName = z.string().trim().min(1, 'A member needs a name.').max(60);

export const groupInput = z.object({
  name: z.string().trim().min(1, 'A group needs a name.').max(80),
  icon: z.enum(groupIcons).default('users'),
  currency,
  note: z.string().trim().max(500).default(''),
  /** The first one is the person whose ledger this is. */
  members: z.array(memberName).min(1).max(200),
});

/** Balances: minor units of the group's currency, positive: is owed. Those of a group sum to zero. */
export const groupMember = z.object({
  id,
  name: z.string(),
  isMe: z.boolean(),
  balanceMinor: minor,
  paidMinor: minor,
  /** What they bore of the expenses; payments are no expenses. */
  shareMinor: minor,
});
export type GroupMember = z.infer<typeof groupMember>;

/** The amount in minor units of the group's currency, above zero. */
export const suggestion = z.object({ from: id, to: id, amountMinor: minor });
export type Suggestion = z.infer<typeof suggestion>;

export const groupSummary = z.object({
  id,
  name: z.string(),
  icon: z.string(),
  currency,
  members: z.int(),
  spentMinor: minor,
  /** Null when none of the members is the person whose ledger this is. */
  myBalanceMinor: minor.nullable(),
  lastDate: plainDate.nullable(),
});
export type GroupSummary = z.infer<typeof groupSummary>;

export const groupDetail = z.object({
  id,
  name: z.string(),
  icon: z.string(),
  currency,
  note: z.string(),
  members: z.array(groupMember),
  /** The fewest transfers that settle everybody: provably so for up to 16 open balances. */
  suggestions: z.array(suggestion),
  spentMinor: minor,
  expenseCount: z.int(),
});
export type GroupDetail = z.infer<typeof groupDetail>;

export const splitKind = z.enum(['equal', 'shares', 'percent', 'amount', 'items']);
export type SplitKind = z.infer<typeof splitKind>;

/**
 * An expense as it is written down. Money in minor units of `currency`, negative for money received; the parts of an
 * amount carry its sign.
 */
export const expenseInput = z.object({
  title: z.string().trim().min(1, 'Say what it was for.').max(120),
  date: plainDate,
  amountMinor: minor,
  currency,
  categoryId: categoryId.nullable().default(null),
  note: z.string().trim().max(1000).default(''),
  payers: z.array(z.object({ memberId: id, amountMinor: minor })).min(1, 'Say who paid.').max(200),
  split: splitKind,
  /**
   * Who takes part. `weight`: nothing for equal parts and items, a decimal of shares or percent, or the minor units of
   * an exact part.
   */
  shares: z.array(z.object({ memberId: id, weight: z.string().max(20).default('1') })).max(200).default([]),
  /** For `items`: what the bill has beyond them (tip, tax) is shared in proportion. */
  items: z
    .array(z.object({ name: z.string().trim().max(80).default(''), amountMinor: minor, memberIds: z.array(id).min(1) }))
    .max(200)
    .default([]),
});
export type ExpenseInput = z.output<typeof expenseInput>;

export const groupExpense = z.object({
  id,
  kind: z.enum(['expense', 'payment']),
  title: z.string(),
  date: plainDate,
  /** In the currency of the group. */
  amountMinor: minor,
  paidMinor: minor,
  paidCurrency: currency,
  split: splitKind,
  categoryId: categoryId.nullable(),
  note: z.string(),
  payers: z.array(z.object({ memberId: id, amountMinor: minor, paidMinor: minor })),
  shares: z.array(z.object({ memberId: id, amountMinor: minor, weight: z.string() })),
  items: z.array(z.object({ name: z.string(), amountMinor: minor, memberIds: z.array(id) })),
  transactionId: id.nullable(),
  recurring: z.boolean(),
  comments: z.int(),
  receipts: z.int(),
});
export type GroupExpense = z.infer<typeof groupExpense>;

export const groupSchedule = z.object({
  id,
  rule: scheduleRule,
  template: expenseInput,
  /** "every month on the 1st". */
  says: z.string(),
  nextDate: plainDate.nullable(),
});
export type GroupSchedule = z.infer<typeof groupSchedule>;

/** Expenses alone, in minor units of the group's currency; money received lowers them. */
export const groupSpending = z.object({
  byMember: z.array(z.object({ memberId: id, paidMinor: minor, shareMinor: minor })),
  byCategory: z.array(z.object({ categoryId: categoryId.nullable(), amountMinor: minor, myShareMinor: minor })),
  /** From the first month to the last, without gaps. */
  byMonth: z.array(z.object({ month, amountMinor: minor, myShareMinor: minor })),
});
export type GroupSpending = z.infer<typeof groupSpending>;

export const importedGroup = z.object({
  format: z.enum(['saldo', 'splitwise', 'spliit-json', 'spliit-csv']),
  groupId: id,
  name: z.string(),
  members: z.int(),
  expenses: z.int(),
  payments: z.int(),
});

export const groupsContract = {
  list: base.output(z.array(groupSummary)),
  get: base.input(z.object({ id })).output(groupDetail),
  create: base.input(groupInput).output(changeRef.extend({ id })),
  update: base
    .input(groupInput.pick({ name: true, icon: true, note: true }).partial().extend({ id }))
    .output(changeRef),
  remove: base.input(z.object({ id })).output(changeRef),
  addMember: base.input(z.object({ groupId: id, name: memberName })).output(changeRef.extend({ id })),
  renameMember: base.input(z.object({ id, name: memberName })).output(changeRef),
  /** Says which member is the person whose ledger this is. */
  setMe: base.input(z.object({ id })).output(changeRef),
  /** CONFLICT while there are expenses with them. */
  removeMember: base.input(z.object({ id })).output(changeRef),

  /** Newest first. */
  expenses: base
    .input(z.object({ groupId: id, cursor: z.string().nullable().default(null), limit: z.int().min(1).max(500).default(200) }))
    .output(z.object({ rows: z.array(groupExpense), nextCursor: z.string().nullable() })),
  addExpense: base.input(expenseInput.extend({ groupId: id })).output(changeRef.extend({ id })),
  updateExpense: base.input(expenseInput.extend({ id })).output(changeRef),
  /** Payments too. A linked transaction is as it was before. */
  removeExpense: base.input(z.object({ id })).output(changeRef),
  /** Money of one member to another, in the currency of the group. */
  recordPayment: base
    .input(suggestion.extend({ groupId: id, amountMinor: minor.positive(), date: plainDate }))
    .output(changeRef.extend({ id })),

  /** Transactions that could be the bank's side of what the person of this ledger paid or received. */
  linkCandidates: base.input(z.object({ id })).output(z.array(linkedTransaction)),
  /** The own share stays spending, the rest becomes a receivable (docs/groups.md). */
  link: base.input(z.object({ id, transactionId: id })).output(changeRef),
  unlink: base.input(z.object({ id })).output(changeRef),

  comments: base.input(z.object({ id })).output(z.array(z.object({ id, text: z.string(), at: z.iso.datetime() }))),
  addComment: base.input(z.object({ id, text: z.string().trim().min(1).max(1000) })).output(changeRef),
  removeComment: base.input(z.object({ id })).output(changeRef),
  receipts: base.input(z.object({ id })).output(z.array(attachment)),
  addReceipt: base.input(z.object({ id, file: z.file() })).output(changeRef),
  readReceipt: base.input(z.object({ id })).output(z.file()),
  removeReceipt: base.input(z.object({ id })).output(changeRef),

  schedules: base.input(z.object({ groupId: id })).output(z.array(groupSchedule)),
  addSchedule: base
    .input(z.object({ groupId: id, rule: scheduleRule, template: expenseInput }))
    .output(changeRef.extend({ id })),
  removeSchedule: base.input(z.object({ id })).output(changeRef),

  spending: base.input(z.object({ id })).output(groupSpending),
  export: base.input(z.object({ id, format: z.enum(['json', 'csv']) })).output(z.object({ name: z.string(), text: z.string() })),
  /** Makes a group of a file of this app, Splitwise or Spliit. UNREADABLE names the line or column. */
  import: base.input(z.object({ file: z.file(), me: z.string().max(60).nullable().default(null) })).output(
    importedGroup.extend(changeRef.shape),
  ),
};
