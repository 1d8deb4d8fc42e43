/** Groups to files and back. A file makes a group of its own: nothing that is there is touched. */
import { DomainError } from '#shared/contract/errors.ts';
import { foldName } from '#shared/fold-name.ts';
import { idFromBytes, idToBytes, newIdBytes } from '#shared/ids.ts';
import { divideExpense } from '../../domain/groups/divide-expense.ts';
import { GROUP_FILE_FORMAT, type FileExpense, type GroupFile } from '../../domain/groups/group-file.ts';
import { readGroupFile } from '../../domain/groups/read-group-file.ts';
import { groupCsv } from '../../domain/groups/write-group-csv.ts';
import type { Ledger, Writer } from '../../ledger/ledger.ts';
import type { GroupRepository, StoredGroup } from './repository.ts';

export interface GroupExport {
  /** A file name without folders. */
  name: string;
  text: string;
}

export function exportedGroup(groups: GroupRepository, group: StoredGroup, format: 'json' | 'csv'): GroupExport {
  const members = groups.members(group.id).map((row) => ({ id: idFromBytes(row.id), name: row.name, isMe: row.is_me === 1 }));
  const nameOf = new Map(members.map(({ id, name }) => [id, name]));
  const named = (id: string): string => nameOf.get(id) ?? '';
  const stored = groups.expenses(group.id, null, -1).reverse();
  const expenses = groups.whole(stored);
  const name = `${group.name.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim() || 'group'}.${format}`;

  if (format === 'csv') {
    const rows = expenses.map((expense) => {
      const net = new Map<string, number>();
      for (const { memberId, amountMinor } of expense.payers) net.set(memberId, (net.get(memberId) ?? 0) + amountMinor);
      for (const { memberId, amountMinor } of expense.shares) net.set(memberId, (net.get(memberId) ?? 0) - amountMinor);
      const category = expense.kind === 'payment' ? 'Payment' : (expense.categoryId ?? 'General');
      return { date: expense.date, title: expense.title, category, amountMinor: expense.amountMinor, net };
    });
    return { name, text: groupCsv(members, group.currency, rows) };
  }
  const file: GroupFile = {
    format: GROUP_FILE_FORMAT,
    version: 1,
    name: group.name,
    icon: group.icon as GroupFile['icon'],
    currency: group.currency,
    note: group.note,
    members: members.map(({ name: member, isMe }) => ({ name: member, isMe })),
    expenses: expenses.map((expense, index) => ({
      kind: expense.kind,
      title: expense.title,
      date: expense.date,
      currency: expense.paidCurrency,
      amountMinor: expense.paidMinor,
      groupMinor: expense.amountMinor,
      categoryId: expense.categoryId,
      note: expense.note,
      split: expense.split,
      payers: expense.payers.map(({ memberId, paidMinor }) => ({ member: named(memberId), amountMinor: paidMinor })),
      shares: expense.shares.map(({ memberId, weight, amountMinor }) => ({ member: named(memberId), weight, amountMinor })),
      items: expense.items.map((item) => ({
        name: item.name,
        amountMinor: item.amountMinor,
        members: item.memberIds.map(named),
      })),
      comments: groups.comments(stored[index]?.id ?? new Uint8Array()).map(({ text, at }) => ({ text, at })),
    })),
  };
  return { name, text: `${JSON.stringify(file, null, 2)}\n` };
}

export interface ImportParts {
  ledger: Ledger;
  file: { name: string; text: string };
  /** The member who is the person of this ledger, where the file does not say. */
  me: string | null;
  convert: (amountMinor: number, from: string, to: string, date: string) => { amountMinor: number };
}

/** @throws DomainError UNREADABLE with the line or expense at fault; nothing is written then */
export async function importGroup({ ledger, file, me, convert }: ImportParts) {
  const { format, group } = readGroupFile(file.name, file.text);
  const folded = group.members.map((member) => foldName(member.name));
  const twice = group.members.find((member, at) => folded.indexOf(foldName(member.name)) !== at);
  if (twice) throw new DomainError('UNREADABLE', `Two members are called ${twice.name}. Rename one in the file.`, 'file');
  const isMe = me === null ? group.members.findIndex((member) => member.isMe) : folded.indexOf(foldName(me));

  const { change, result } = await ledger.commit({ label: `Imported the group ${group.name}` }, (writer) => {
    const groupId = newIdBytes();
    const { name, icon, currency, note } = group;
    writer.insert('expense_group', { id: groupId, name, icon, currency, note });
    const ids = new Map<string, string>();
    group.members.forEach((member, at) => {
      const id = newIdBytes();
      ids.set(member.name, idFromBytes(id));
      writer.insert('group_member', {
        id,
        group_id: groupId,
        name: member.name,
        folded: folded[at] ?? '',
        is_me: at === isMe ? 1 : 0,
      });
    });
    const carry = new Map<string, number>();
    group.expenses.forEach((expense, at) => {
      const where = `Expense ${at + 1} (${expense.title})`;
      const groupMinor =
        expense.currency === currency
          ? expense.amountMinor
          : (expense.groupMinor ?? convert(expense.amountMinor, expense.currency, currency, expense.date).amountMinor);
      try {
        writeFileExpense(writer, groupId, expense, groupMinor, ids, carry);
      } catch (error) {
        if (error instanceof DomainError) throw new DomainError('UNREADABLE', `${where}: ${error.message}`, 'file');
        throw error;
      }
    });
    return groupId;
  });
  const payments = group.expenses.filter((expense) => expense.kind === 'payment').length;
  return {
    ...change,
    format,
    groupId: idFromBytes(result),
    name: group.name,
    members: group.members.length,
    expenses: group.expenses.length - payments,
    payments,
  };
}

function writeFileExpense(
  writer: Writer,
  groupId: Uint8Array,
  expense: FileExpense,
  groupMinor: number,
  ids: ReadonlyMap<string, string>,
  /** What each bore too little so far; what this one adds is put in. */
  carry: Map<string, number>,
): void {
  const idOf = (member: string): string => {
    const id = ids.get(member);
    if (id === undefined) throw new DomainError('UNREADABLE', `${member} is no member of the group.`);
    return id;
  };
  const divided = divideExpense(
    {
      amountMinor: expense.amountMinor,
      currency: expense.currency,
      split: expense.split,
      payers: expense.payers.map(({ member, amountMinor }) => ({ memberId: idOf(member), amountMinor })),
      shares: expense.shares.map(({ member, weight }) => ({ memberId: idOf(member), weight })),
      items: expense.items.map((item) => ({ ...item, memberIds: item.members.map(idOf) })),
    },
    groupMinor,
    carry,
  );
  // Amounts that the file states are kept: who bore an odd cent before bears it after.
  const stated = new Map(expense.shares.map(({ member, amountMinor }) => [idOf(member), amountMinor]));
  const statedSum = [...stated.values()].reduce<number>((sum, minor) => sum + (minor ?? NaN), 0);
  const keepStated = statedSum === groupMinor && divided.shares.every((share) => stated.has(share.memberId));

  const id = newIdBytes();
  const category = expense.categoryId;
  const known =
    category !== null && writer.db.sql('SELECT 1 FROM category WHERE id = ? AND deleted_change IS NULL').get(category);
  writer.insert('group_expense', {
    id,
    group_id: groupId,
    kind: expense.kind,
    title: expense.title,
    date: expense.date,
    amount_minor: groupMinor,
    paid_minor: expense.amountMinor,
    paid_currency: expense.currency,
    split: expense.split,
    category_id: known ? category : null,
    note: expense.note,
  });
  for (const payer of divided.payers) {
    writer.insert('group_payer', {
      id: newIdBytes(),
      expense_id: id,
      member_id: idToBytes(payer.memberId),
      amount_minor: payer.amountMinor,
      paid_minor: payer.paidMinor,
    });
  }
  for (const share of divided.shares) {
    const amount = keepStated ? (stated.get(share.memberId) ?? share.amountMinor) : share.amountMinor;
    const carried = share.carried + (share.amountMinor - amount) * 1_000_000;
    carry.set(share.memberId, (carry.get(share.memberId) ?? 0) + carried);
    writer.insert('group_share', {
      id: newIdBytes(),
      expense_id: id,
      member_id: idToBytes(share.memberId),
      weight: share.weight,
      amount_minor: amount,
      carried,
    });
  }
  expense.items.forEach((item, position) =>
    writer.insert('group_item', {
      id: newIdBytes(),
      expense_id: id,
      position,
      name: item.name,
      paid_minor: item.amountMinor,
      members: JSON.stringify(item.members.map(idOf)),
    }),
  );
  for (const comment of expense.comments) {
    writer.insert('group_comment', { id: newIdBytes(), expense_id: id, text: comment.text, at: comment.at });
  }
}
