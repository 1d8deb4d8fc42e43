/** What is typed into the form of a shared expense, and what it comes to. Pure, so that the form only shows it. */
import type { ExpenseInput, GroupDetail, GroupExpense, SplitKind } from '#shared/contract/groups.ts';
import { allocate, formatDecimal } from '#shared/money.ts';

export interface ItemDraft {
  name: string;
  amountMinor: number | null;
  memberIds: string[];
}

export interface ExpenseDraft {
  title: string;
  date: string | null;
  amountMinor: number | null;
  currency: string;
  categoryId: string | null;
  note: string;
  /** One payer of all, or each with an amount. */
  payer: string;
  payers: Record<string, number | null> | null;
  split: SplitKind;
  /** Who takes part, and their shares, percents (as typed) and amounts (minor units). */
  among: string[];
  shares: Record<string, string>;
  percents: Record<string, string>;
  amounts: Record<string, number | null>;
  items: ItemDraft[];
}

export function newDraft(group: GroupDetail, today: string): ExpenseDraft {
  const me = group.members.find((member) => member.isMe) ?? group.members[0];
  return {
    title: '',
    date: today,
    amountMinor: null,
    currency: group.currency,
    categoryId: null,
    note: '',
    payer: me?.id ?? '',
    payers: null,
    split: 'equal',
    among: group.members.map((member) => member.id),
    shares: {},
    percents: {},
    amounts: {},
    items: [{ name: '', amountMinor: null, memberIds: [] }],
  };
}

export function draftOf(group: GroupDetail, expense: GroupExpense, today: string): ExpenseDraft {
  const written = (kind: SplitKind): Record<string, string> =>
    expense.split === kind ? Object.fromEntries(expense.shares.map((share) => [share.memberId, share.weight])) : {};
  const [only, ...more] = expense.payers;
  return {
    ...newDraft(group, today),
    title: expense.title,
    date: expense.date,
    amountMinor: expense.paidMinor,
    currency: expense.paidCurrency,
    categoryId: expense.categoryId,
    note: expense.note,
    payer: only?.memberId ?? '',
    payers: more.length > 0 ? Object.fromEntries(expense.payers.map((payer) => [payer.memberId, payer.paidMinor])) : null,
    split: expense.split,
    among: expense.shares.map((share) => share.memberId),
    shares: written('shares'),
    percents: written('percent'),
    amounts: Object.fromEntries(Object.entries(written('amount')).map(([id, weight]) => [id, Number(weight)])),
    ...(expense.split === 'items' ? { items: expense.items.map((item) => ({ ...item })) } : {}),
  };
}

/** Hundred-thousandths, so that typed shares and percents add up exactly; null for what is no number of zero or more. */
export function readShare(text: string | undefined): number | null {
  const match = /^(\d{1,9})(?:[.,](\d{1,5}))?$/.exec((text ?? '').trim());
  return match ? Number((match[1] ?? '') + (match[2] ?? '').padEnd(5, '0')) : null;
}
const SHARE_ONE = 100_000;

/** What is still to be given out (minor units, or hundred-thousandths of a percent), and a sentence when it cannot be saved. */
export function remainderOf(draft: ExpenseDraft): { left: number; unit: 'money' | 'percent' | null; fault: string | null } {
  const total = draft.amountMinor ?? 0;
  switch (draft.split) {
    case 'equal':
      return { left: 0, unit: null, fault: draft.among.length === 0 ? 'Tick at least one.' : null };
    case 'shares': {
      const given = draft.among.map((id) => readShare(draft.shares[id] ?? '1'));
      const bad = given.includes(null) || given.every((share) => share === 0);
      return { left: 0, unit: null, fault: bad ? 'Shares are numbers, at least one of them above zero.' : null };
    }
    case 'percent': {
      const given = draft.among.map((id) => readShare(draft.percents[id] || '0'));
      const left = 100 * SHARE_ONE - given.reduce<number>((sum, share) => sum + (share ?? 0), 0);
      return { left, unit: 'percent', fault: given.includes(null) ? 'Percents are numbers.' : null };
    }
    case 'amount': {
      const left = total - draft.among.reduce((sum, id) => sum + (draft.amounts[id] ?? 0), 0);
      return { left, unit: 'money', fault: null };
    }
    case 'items': {
      const items = draft.items.filter((item) => item.amountMinor !== null);
      const left = total - items.reduce((sum, item) => sum + (item.amountMinor ?? 0), 0);
      const nobody = items.length === 0 || items.some((item) => item.memberIds.length === 0);
      return { left, unit: 'money', fault: nobody ? 'Give every item an amount and somebody who had it.' : null };
    }
  }
}

export function percentText(left: number): string {
  return formatDecimal(left, 5, '.').replace(/\.?0+$/, '');
}

/** What everybody bears, for a look while typing; the core decides who takes an odd cent. */
export function previewOf(draft: ExpenseDraft): Record<string, number> {
  const total = draft.amountMinor ?? 0;
  const spread = (ids: string[], weights: number[]): Record<string, number> => {
    if (total === 0 || weights.length === 0 || weights.every((weight) => weight <= 0)) return {};
    const parts = allocate(total, weights.map((weight) => Math.max(0, weight)));
    return Object.fromEntries(ids.map((id, at) => [id, parts[at] ?? 0]));
  };
  switch (draft.split) {
    case 'equal':
      return spread(draft.among, draft.among.map(() => 1));
    case 'shares':
      return spread(draft.among, draft.among.map((id) => readShare(draft.shares[id] ?? '1') ?? 0));
    case 'percent':
      return spread(draft.among, draft.among.map((id) => readShare(draft.percents[id] || '0') ?? 0));
    case 'amount':
      return Object.fromEntries(draft.among.map((id) => [id, draft.amounts[id] ?? 0]));
    case 'items': {
      const borne = new Map<string, number>();
      for (const item of draft.items) {
        for (const id of item.memberIds) {
          borne.set(id, (borne.get(id) ?? 0) + (item.amountMinor ?? 0) / item.memberIds.length);
        }
      }
      return spread([...borne.keys()], [...borne.values()].map(Math.abs));
    }
  }
}

/** For the core, which checks it all again; null while there is no amount or day. */
export function inputOf(draft: ExpenseDraft): ExpenseInput | null {
  if (draft.amountMinor === null || draft.date === null) return null;
  const weight = (id: string): string =>
    draft.split === 'shares'
      ? decimal(draft.shares[id] ?? '1')
      : draft.split === 'percent'
        ? decimal(draft.percents[id] || '0')
        : draft.split === 'amount'
          ? String(draft.amounts[id] ?? 0)
          : '1';
  const chosen = draft.payers ? Object.entries(draft.payers) : [[draft.payer, draft.amountMinor] as const];
  return {
    title: draft.title,
    date: draft.date,
    amountMinor: draft.amountMinor,
    currency: draft.currency,
    categoryId: draft.categoryId,
    note: draft.note,
    payers: chosen.filter(([, minor]) => minor).map(([memberId, minor]) => ({ memberId, amountMinor: minor ?? 0 })),
    split: draft.split,
    shares: draft.split === 'items' ? [] : draft.among.map((memberId) => ({ memberId, weight: weight(memberId) })),
    items:
      draft.split === 'items'
        ? draft.items.flatMap((item) => (item.amountMinor === null ? [] : [{ ...item, amountMinor: item.amountMinor }]))
        : [],
  };
}

function decimal(text: string): string {
  return text.trim().replace(',', '.');
}
