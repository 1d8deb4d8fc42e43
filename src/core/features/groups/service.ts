import type { z } from 'zod';
import { MAX_ATTACHMENT_BYTES } from '#shared/contract/attachments.ts';
import { DomainError } from '#shared/contract/errors.ts';
import type {
  ExpenseInput,
  GroupDetail,
  GroupExpense,
  groupInput,
  GroupSchedule,
  GroupSpending,
  GroupSummary,
  Suggestion,
} from '#shared/contract/groups.ts';
import { expenseInput } from '#shared/contract/groups.ts';
import { scheduleRule, type ScheduleRule } from '#shared/contract/schedule.ts';
import { addDays, monthRange } from '#shared/dates.ts';
import { describeSchedule } from '#shared/describe-schedule.ts';
import { foldName } from '#shared/fold-name.ts';
import { idFromBytes, idToBytes, newIdBytes } from '#shared/ids.ts';
import { planAfterPayments, type Transfer } from '../../domain/groups/settle.ts';
import { divideExpense } from '../../domain/groups/divide-expense.ts';
import { nextOccurrence, occurrences } from '../../domain/schedule/occurrences.ts';
import type { Ledger, Writer } from '../../ledger/ledger.ts';
import type { AttachmentStore, Clock } from '../../ports.ts';
import { exportedGroup, importGroup, type GroupExport } from './group-exchange.ts';
import { linkCandidates, linkTransaction, unlinkTransaction } from './ledger-link.ts';
import { createGroupRepository, type GroupRepository, type StoredExpense, type StoredGroup } from './repository.ts';

export interface GroupServiceParts {
  ledger: Ledger;
  clock: Clock;
  store: AttachmentStore;
  /** @throws DomainError NOT_FOUND when no rate is known */
  convert: (amountMinor: number, from: string, to: string, date: string) => { amountMinor: number };
}

export type GroupService = ReturnType<typeof createGroupService>;

export function createGroupService({ ledger, clock, store, convert }: GroupServiceParts) {
  const reading = createGroupRepository(ledger.read);

  const inGroupCurrency = (group: StoredGroup, amountMinor: number, currency: string, date: string): number =>
    currency === group.currency ? amountMinor : convert(amountMinor, currency, group.currency, date).amountMinor;

  const writeExpense = (writer: Writer, group: StoredGroup, input: ExpenseInput, scheduleId: Uint8Array | null) => {
    const id = newIdBytes();
    requireCategory(writer, input.categoryId);
    writer.insert('group_expense', {
      id,
      group_id: group.id,
      kind: 'expense',
      ...columnsOf(input, inGroupCurrency(group, input.amountMinor, input.currency, input.date)),
      schedule_id: scheduleId,
    });
    writeParts(writer, group, id, input);
    return id;
  };

  const writeParts = (writer: Writer, group: StoredGroup, expenseId: Uint8Array, input: ExpenseInput): void => {
    const groups = createGroupRepository(writer.db);
    const members = new Set(groups.members(group.id).map((member) => idFromBytes(member.id)));
    const named = [...input.payers, ...input.shares].map((row) => row.memberId);
    if ([...named, ...input.items.flatMap((item) => item.memberIds)].some((id) => !members.has(id))) {
      throw new DomainError('INVALID', 'Somebody here is no member of the group any more.', 'shares');
    }
    const amount = inGroupCurrency(group, input.amountMinor, input.currency, input.date);
    const divided = divideExpense(input, amount, groups.carries(group.id, expenseId));
    for (const payer of divided.payers) {
      writer.insert('group_payer', {
        id: newIdBytes(),
        expense_id: expenseId,
        member_id: idToBytes(payer.memberId),
        amount_minor: payer.amountMinor,
        paid_minor: payer.paidMinor,
      });
    }
    for (const share of divided.shares) {
      writer.insert('group_share', {
        id: newIdBytes(),
        expense_id: expenseId,
        member_id: idToBytes(share.memberId),
        weight: share.weight,
        amount_minor: share.amountMinor,
        carried: share.carried,
      });
    }
    if (input.split !== 'items') return;
    input.items.forEach((item, position) =>
      writer.insert('group_item', {
        id: newIdBytes(),
        expense_id: expenseId,
        position,
        name: item.name,
        paid_minor: item.amountMinor,
        members: JSON.stringify(item.memberIds),
      }),
    );
  };

  return {
    list(): GroupSummary[] {
      return reading.groups().map((group) => {
        const { spent, last } = reading.totals(group.id);
        const { members } = balancesOfGroup(reading, group.id);
        return {
          id: idFromBytes(group.id),
          name: group.name,
          icon: group.icon,
          currency: group.currency,
          members: members.length,
          spentMinor: spent,
          myBalanceMinor: members.find((member) => member.isMe)?.balanceMinor ?? null,
          lastDate: last,
        };
      });
    },

    get(id: string): GroupDetail {
      const group = requireGroup(reading, id);
      const { spent, n } = reading.totals(group.id);
      const { members, suggestions } = balancesOfGroup(reading, group.id);
      const { name, icon, currency, note } = group;
      return { id, name, icon, currency, note, members, suggestions, spentMinor: spent, expenseCount: n };
    },

    async create(input: z.output<typeof groupInput>) {
      const { change, result } = await ledger.commit({ label: `Added the group ${input.name}` }, (writer) => {
        const id = newIdBytes();
        writer.insert('expense_group', { id, name: input.name, icon: input.icon, currency: input.currency, note: input.note });
        input.members.forEach((name, at) => addMember(writer, id, name, at === 0));
        return id;
      });
      return { ...change, id: idFromBytes(result) };
    },

    async update(id: string, patch: { name?: string | undefined; icon?: string | undefined; note?: string | undefined }) {
      const { change } = await ledger.commit({ label: 'Changed a group' }, (writer) => {
        const group = requireGroup(createGroupRepository(writer.db), id);
        const columns = Object.entries(patch).filter((entry): entry is [string, string] => entry[1] !== undefined);
        writer.update('expense_group', group.id, Object.fromEntries(columns));
      });
      return change;
    },

    /** Its expenses stay behind it, and come back with it. */
    async remove(id: string) {
      const { name } = requireGroup(reading, id);
      const { change } = await ledger.commit({ label: `Deleted the group ${name}` }, (writer) => {
        const groups = createGroupRepository(writer.db);
        const group = requireGroup(groups, id);
        for (const expense of groups.expenses(group.id, null, -1)) unlinkTransaction(writer, expense);
        writer.remove('expense_group', group.id);
      });
      return change;
    },

    async addMember(groupId: string, name: string) {
      const { change, result } = await ledger.commit({ label: `Added ${name} to a group` }, (writer) => {
        const group = requireGroup(createGroupRepository(writer.db), groupId);
        return addMember(writer, group.id, name, false);
      });
      return { ...change, id: idFromBytes(result) };
    },

    async renameMember(id: string, name: string) {
      const { change } = await ledger.commit({ label: `Renamed a member to ${name}` }, (writer) => {
        const member = requireMember(createGroupRepository(writer.db), id);
        requireFreeName(writer, member.group_id, name, member.id);
        writer.update('group_member', member.id, { name, folded: foldName(name) });
      });
      return change;
    },

    async setMe(id: string) {
      const { change } = await ledger.commit({ label: 'Said who you are in a group' }, (writer) => {
        const groups = createGroupRepository(writer.db);
        const member = requireMember(groups, id);
        for (const other of groups.members(member.group_id)) {
          if (other.is_me === 1) writer.update('group_member', other.id, { is_me: 0 });
        }
        writer.update('group_member', member.id, { is_me: 1 });
      });
      return change;
    },

    async removeMember(id: string) {
      const { change } = await ledger.commit({ label: 'Took a member out of a group' }, (writer) => {
        const groups = createGroupRepository(writer.db);
        const member = requireMember(groups, id);
        if (groups.memberIsUsed(member.id) || groups.memberRecurs(member.group_id, id)) {
          throw new DomainError('CONFLICT', `${member.name} is in expenses of the group. Change or delete those first.`, 'members');
        }
        writer.remove('group_member', member.id);
      });
      return change;
    },

    expenses(groupId: string, cursor: string | null, limit: number): { rows: GroupExpense[]; nextCursor: string | null } {
      const group = requireGroup(reading, groupId);
      const [date = '', id = ''] = cursor?.split(' ') ?? [];
      const stored = reading.expenses(group.id, cursor === null ? null : { date, id: idToBytes(id) }, limit + 1);
      const rows = reading.whole(stored.slice(0, limit));
      const last = rows.at(-1);
      return { rows, nextCursor: stored.length > limit && last ? `${last.date} ${last.id}` : null };
    },

    async addExpense(groupId: string, input: ExpenseInput) {
      const { change, result } = await ledger.commit({ label: `Added ${input.title}` }, (writer) =>
        writeExpense(writer, requireGroup(createGroupRepository(writer.db), groupId), input, null),
      );
      return { ...change, id: idFromBytes(result) };
    },

    async updateExpense(id: string, input: ExpenseInput) {
      const { change } = await ledger.commit({ label: `Changed ${input.title}` }, (writer) => {
        const groups = createGroupRepository(writer.db);
        const stored = requireExpense(groups, id);
        if (stored.kind === 'payment') {
          throw new DomainError('INVALID', 'A payment is not edited. Delete it and record it again.');
        }
        const group = requireGroup(groups, idFromBytes(stored.group_id));
        const linked = stored.txn_id && idFromBytes(stored.txn_id);
        requireCategory(writer, input.categoryId);
        unlinkTransaction(writer, stored);
        const amount = inGroupCurrency(group, input.amountMinor, input.currency, input.date);
        const [before] = groups.whole([stored]);
        writer.update('group_expense', stored.id, columnsOf(input, amount));
        // Who bears the odd cent stays as it is unless something that it follows from is changed.
        if (!before || !divisionIsSame(before, input) || before.amountMinor !== amount) {
          for (const { table, id: partId } of groups.parts(stored.id)) writer.remove(table, partId);
          writeParts(writer, group, stored.id, input);
        }
        if (linked) linkTransaction(writer, requireExpense(groups, id), linked);
      });
      return change;
    },

    async removeExpense(id: string) {
      const { title } = requireExpense(reading, id);
      const { change } = await ledger.commit({ label: `Deleted ${title}` }, (writer) => {
        const stored = requireExpense(createGroupRepository(writer.db), id);
        unlinkTransaction(writer, stored);
        writer.remove('group_expense', stored.id);
      });
      return change;
    },

    async recordPayment(groupId: string, payment: Suggestion & { date: string }) {
      const from = requireMember(reading, payment.from);
      const to = requireMember(reading, payment.to);
      if (payment.from === payment.to) throw new DomainError('INVALID', 'A payment is between two members.', 'to');
      const { change, result } = await ledger.commit({ label: `Recorded ${from.name} paid ${to.name}` }, (writer) => {
        const group = requireGroup(createGroupRepository(writer.db), groupId);
        if (![from, to].every((member) => Buffer.compare(member.group_id, group.id) === 0)) {
          throw new DomainError('INVALID', 'A payment is between two members of one group.', 'to');
        }
        const id = newIdBytes();
        const { amountMinor, date } = payment;
        writer.insert('group_expense', {
          id,
          group_id: group.id,
          kind: 'payment',
          title: `${from.name} paid ${to.name}`,
          date,
          amount_minor: amountMinor,
          paid_minor: amountMinor,
          paid_currency: group.currency,
          split: 'amount',
        });
        const part = { expense_id: id, amount_minor: amountMinor };
        writer.insert('group_payer', { id: newIdBytes(), ...part, member_id: from.id, paid_minor: amountMinor });
        writer.insert('group_share', {
          id: newIdBytes(),
          ...part,
          member_id: to.id,
          weight: String(amountMinor),
          carried: 0,
        });
        return id;
      });
      return { ...change, id: idFromBytes(result) };
    },

    linkCandidates: (id: string) => linkCandidates(ledger.read, requireExpense(reading, id)),

    async link(id: string, transactionId: string) {
      const { change } = await ledger.commit({ label: 'Linked a shared expense to its transaction' }, (writer) => {
        const stored = requireExpense(createGroupRepository(writer.db), id);
        unlinkTransaction(writer, stored);
        linkTransaction(writer, stored, transactionId);
      });
      return change;
    },

    async unlink(id: string) {
      const { change } = await ledger.commit({ label: 'Unlinked a shared expense' }, (writer) =>
        unlinkTransaction(writer, requireExpense(createGroupRepository(writer.db), id)),
      );
      return change;
    },

    comments(id: string) {
      return reading.comments(idToBytes(id)).map((row) => ({ id: idFromBytes(row.id), text: row.text, at: row.at }));
    },

    async addComment(id: string, text: string) {
      const { change } = await ledger.commit({ label: 'Added a comment' }, (writer) => {
        const stored = requireExpense(createGroupRepository(writer.db), id);
        writer.insert('group_comment', { id: newIdBytes(), expense_id: stored.id, text, at: clock.now().toISOString() });
      });
      return change;
    },

    removeComment: (id: string) => removeBeside('group_comment', id, 'Deleted a comment', 'That comment'),

    receipts(id: string) {
      return reading.receipts(idToBytes(id)).map((row) => ({
        id: idFromBytes(row.id),
        name: row.name,
        mediaType: row.media_type,
        sizeBytes: row.size_bytes,
        addedAt: row.added_at,
      }));
    },

    /** The file is written before the row that names it, so that a row never names a file that is not there. */
    async addReceipt(id: string, file: { name: string; mediaType: string; bytes: Uint8Array }) {
      if (file.bytes.length === 0) throw new DomainError('INVALID', `${file.name} is empty.`, 'file');
      if (file.bytes.length > MAX_ATTACHMENT_BYTES) {
        throw new DomainError('INVALID', `${file.name} is larger than 50 MB. Attach a smaller copy.`, 'file');
      }
      const sha256 = await store.put(file.bytes);
      const { change } = await ledger.commit({ label: `Attached ${file.name}` }, (writer) => {
        const stored = requireExpense(createGroupRepository(writer.db), id);
        writer.insert('group_receipt', {
          id: newIdBytes(),
          expense_id: stored.id,
          name: file.name || 'receipt',
          media_type: file.mediaType || 'application/octet-stream',
          size_bytes: file.bytes.length,
          sha256,
          added_at: clock.now().toISOString(),
        });
      });
      return change;
    },

    async readReceipt(id: string): Promise<File> {
      const stored = reading.receipt(id);
      if (!stored) throw gone('That receipt');
      const bytes = await store.get(stored.sha256);
      if (!bytes) throw new DomainError('UNREADABLE', `${stored.name} is missing from the attachments folder.`);
      return new File([bytes as Uint8Array<ArrayBuffer>], stored.name, { type: stored.media_type });
    },

    removeReceipt: (id: string) => removeBeside('group_receipt', id, 'Removed a receipt', 'That receipt'),

    schedules(groupId: string): GroupSchedule[] {
      const group = requireGroup(reading, groupId);
      return reading.schedules(group.id).map((row) => {
        const rule = scheduleRule.parse(JSON.parse(row.rule));
        return {
          id: idFromBytes(row.id),
          rule,
          template: expenseInput.parse(JSON.parse(row.template)),
          says: describeSchedule(rule),
          nextDate: nextOccurrence(rule, addDays(row.done_through, 1))?.date ?? null,
        };
      });
    },

    /** What is due by today is written down at once. */
    async addSchedule(groupId: string, rule: ScheduleRule, template: ExpenseInput) {
      const { change, result } = await ledger.commit({ label: `${template.title} recurs` }, (writer) => {
        const group = requireGroup(createGroupRepository(writer.db), groupId);
        const id = newIdBytes();
        writer.insert('group_schedule', {
          id,
          group_id: group.id,
          rule: JSON.stringify(rule),
          template: JSON.stringify(template),
          done_through: addDays(rule.start, -1),
        });
        const [row] = createGroupRepository(writer.db).schedules(group.id).slice(-1);
        if (row) writeDue(writer, row, clock.today());
        return id;
      });
      return { ...change, id: idFromBytes(result) };
    },

    /** Expenses that it has written stay. */
    removeSchedule: (id: string) => removeBeside('group_schedule', id, 'Stopped a recurring expense', 'That recurring expense'),

    /**
     * Writes down what recurring expenses have become due. Answers how many; nothing due leaves no trace. One that
     * cannot be written (no exchange rate, a member who left) stays due and does not hold up the others.
     */
    async addDue(today: string): Promise<number> {
      let written = 0;
      for (const row of reading.schedules(null)) {
        if (dueOf(row, today).length === 0) continue;
        try {
          const label = 'Added a recurring shared expense';
          written += (await ledger.commit({ label }, (writer) => writeDue(writer, row, today))).result;
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
        }
      }
      return written;
    },

    spending(id: string): GroupSpending {
      const group = requireGroup(reading, id);
      const { members } = balancesOfGroup(reading, group.id);
      const mine = reading.members(group.id).find((member) => member.is_me === 1)?.id ?? null;
      const months = reading.spendingBy(group.id, 'substr(e.date, 1, 7)', mine);
      const [first, last] = [months[0]?.key, months.at(-1)?.key];
      return {
        byMember: members.map((member) => ({
          memberId: member.id,
          paidMinor: member.paidMinor,
          shareMinor: member.shareMinor,
        })),
        byCategory: reading
          .spendingBy(group.id, 'e.category_id', mine)
          .map((row) => ({ categoryId: row.key, amountMinor: row.amount, myShareMinor: row.mine }))
          .sort((a, b) => b.amountMinor - a.amountMinor),
        byMonth:
          first && last
            ? monthRange(first, last).map((month) => {
                const row = months.find(({ key }) => key === month);
                return { month, amountMinor: row?.amount ?? 0, myShareMinor: row?.mine ?? 0 };
              })
            : [],
      };
    },

    export(id: string, format: 'json' | 'csv'): GroupExport {
      const group = requireGroup(reading, id);
      return exportedGroup(reading, group, format);
    },

    async import(file: { name: string; text: string }, me: string | null) {
      return importGroup({ ledger, file, me, convert });
    },
  };

  async function removeBeside(
    table: 'group_comment' | 'group_receipt' | 'group_schedule',
    id: string,
    label: string,
    what: string,
  ) {
    const { change } = await ledger.commit({ label }, (writer) => {
      if (!createGroupRepository(writer.db).exists(table, id)) throw gone(what);
      writer.remove(table, idToBytes(id));
    });
    return change;
  }

  function writeDue(writer: Writer, row: ReturnType<GroupRepository['schedules']>[number], today: string): number {
    const due = dueOf(row, today);
    if (due.length === 0) return 0;
    const group = requireGroup(createGroupRepository(writer.db), idFromBytes(row.group_id));
    const template = expenseInput.parse(JSON.parse(row.template));
    // A category that was deleted since is left out: the expense is due all the same.
    const known = template.categoryId !== null && createGroupRepository(writer.db).categoryExists(template.categoryId);
    const categoryId = known ? template.categoryId : null;
    for (const date of due) writeExpense(writer, group, { ...template, categoryId, date }, row.id);
    writer.update('group_schedule', row.id, { done_through: today });
    return due.length;
  }
}

function dueOf(row: { rule: string; done_through: string }, today: string): string[] {
  const rule = scheduleRule.parse(JSON.parse(row.rule));
  return occurrences(rule, addDays(row.done_through, 1), today).map(({ date }) => date);
}

function columnsOf(input: ExpenseInput, amountMinor: number) {
  return {
    title: input.title,
    date: input.date,
    amount_minor: amountMinor,
    paid_minor: input.amountMinor,
    paid_currency: input.currency,
    split: input.split,
    category_id: input.categoryId,
    note: input.note,
  };
}

function divisionIsSame(before: GroupExpense, input: ExpenseInput): boolean {
  const written = (rows: { memberId: string; weight: string }[]): string[] =>
    rows.map((row) => `${row.memberId} ${input.split === 'equal' ? '' : row.weight}`);
  return (
    before.split === input.split &&
    before.paidMinor === input.amountMinor &&
    before.paidCurrency === input.currency &&
    JSON.stringify(before.payers.map((row) => [row.memberId, row.paidMinor])) ===
      JSON.stringify(input.payers.filter((row) => row.amountMinor !== 0).map((row) => [row.memberId, row.amountMinor])) &&
    (input.split === 'items'
      ? JSON.stringify(before.items.map((item) => [item.amountMinor, item.memberIds])) ===
        JSON.stringify(input.items.map((item) => [item.amountMinor, item.memberIds]))
      : JSON.stringify(written(before.shares)) === JSON.stringify(written(input.shares)))
  );
}

/**
 * Everybody's balance, and the transfers that settle them. Payments since the last expense follow the plan that stood
 * before them, so that paying one suggestion leaves the others as they are.
 */
function balancesOfGroup(groups: GroupRepository, groupId: Uint8Array): Pick<GroupDetail, 'members' | 'suggestions'> {
  const members = groups.members(groupId).map((row) => ({
    id: idFromBytes(row.id),
    name: row.name,
    isMe: row.is_me === 1,
    balanceMinor: 0,
    paidMinor: 0,
    shareMinor: 0,
  }));
  const place = new Map(members.map((member, at) => [member.id, at]));
  const at = (id: Buffer): number => {
    const found = place.get(idFromBytes(id));
    if (found === undefined) throw new Error('A booking names somebody who is no member.');
    return found;
  };
  const { paid, shares } = groups.sums(groupId);
  for (const [sums, sign] of [[paid, 1], [shares, -1]] as const) {
    for (const sum of sums) {
      const member = members[at(sum.member_id)];
      if (!member) continue;
      member.balanceMinor += sign * sum.amount_minor;
      if (sum.kind === 'payment') continue;
      if (sign > 0) member.paidMinor += sum.amount_minor;
      else member.shareMinor += sum.amount_minor;
    }
  }

  const payments: Transfer[] = groups
    .latestPayments(groupId)
    .map((payment) => ({ from: at(payment.payer), to: at(payment.payee), amountMinor: payment.amount_minor }));
  const before = members.map((member) => member.balanceMinor);
  for (const payment of payments) {
    before[payment.from] = (before[payment.from] ?? 0) - payment.amountMinor;
    before[payment.to] = (before[payment.to] ?? 0) + payment.amountMinor;
  }
  const suggestions = planAfterPayments(before, payments).map(({ from, to, amountMinor }) => ({
    from: members[from]?.id ?? '',
    to: members[to]?.id ?? '',
    amountMinor,
  }));
  return { members, suggestions };
}

function addMember(writer: Writer, groupId: Uint8Array, name: string, isMe: boolean): Uint8Array {
  requireFreeName(writer, groupId, name, null);
  const id = newIdBytes();
  writer.insert('group_member', { id, group_id: groupId, name, folded: foldName(name), is_me: isMe ? 1 : 0 });
  return id;
}

function requireFreeName(writer: Writer, groupId: Uint8Array, name: string, own: Uint8Array | null): void {
  const other = createGroupRepository(writer.db).memberByName(groupId, foldName(name));
  if (other && (own === null || Buffer.compare(other.id, own) !== 0)) {
    throw new DomainError('CONFLICT', `There is a member ${other.name} already.`, 'members');
  }
}

function requireCategory(writer: Writer, id: string | null): void {
  if (id !== null && !createGroupRepository(writer.db).categoryExists(id)) {
    throw new DomainError('NOT_FOUND', 'That category is not there any more.', 'categoryId');
  }
}

function requireGroup(groups: GroupRepository, id: string): StoredGroup {
  const group = groups.group(id);
  if (!group) throw gone('That group');
  return group;
}

function requireMember(groups: GroupRepository, id: string) {
  const member = groups.member(id);
  if (!member) throw gone('That member');
  return member;
}

function requireExpense(groups: GroupRepository, id: string): StoredExpense {
  const expense = groups.expense(id);
  if (!expense) throw gone('That expense');
  return expense;
}

function gone(what: string): DomainError {
  return new DomainError('NOT_FOUND', `${what} is not there any more.`);
}
