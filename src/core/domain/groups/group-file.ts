/** A group as files carry it: members by name, money in minor units of the currency of each expense. */
import { z } from 'zod';
import { groupIcons, splitKind } from '#shared/contract/groups.ts';
import { categoryId, currency, minor, plainDate } from '#shared/contract/scalars.ts';

export const fileExpense = z.object({
  kind: z.enum(['expense', 'payment']),
  title: z.string().min(1),
  date: plainDate,
  currency,
  amountMinor: minor,
  /** In the currency of the group, where the file knows it. */
  groupMinor: minor.nullable().default(null),
  categoryId: categoryId.nullable().default(null),
  note: z.string().default(''),
  split: splitKind,
  payers: z.array(z.object({ member: z.string(), amountMinor: minor })),
  shares: z.array(z.object({ member: z.string(), weight: z.string(), amountMinor: minor.nullable().default(null) })),
  items: z.array(z.object({ name: z.string(), amountMinor: minor, members: z.array(z.string()) })).default([]),
  comments: z.array(z.object({ text: z.string().min(1), at: z.iso.datetime() })).default([]),
});
export type FileExpense = z.output<typeof fileExpense>;

export const GROUP_FILE_FORMAT = 'saldo-group';

export const groupFile = z.object({
  format: z.literal(GROUP_FILE_FORMAT),
  version: z.literal(1),
  name: z.string().min(1),
  icon: z.enum(groupIcons).default('users'),
  currency,
  note: z.string().default(''),
  members: z.array(z.object({ name: z.string().min(1), isMe: z.boolean().default(false) })).min(1),
  expenses: z.array(fileExpense),
});
export type GroupFile = z.output<typeof groupFile>;
