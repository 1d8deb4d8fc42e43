/**
 * Groups of people who share expenses: who may see and change what, and what an expense means for each. The arithmetic is
 * the desktop's (src/core/domain/groups). Amounts are minor units of the group's currency.
 */
import { createHash, randomBytes } from 'node:crypto';
import { balancesOf } from '../../../core/domain/groups/balances.ts';
import { readWeight, WEIGHT_ONE } from '../../../core/domain/groups/decimal-weight.ts';
import { settle } from '../../../core/domain/groups/settle.ts';
import { shareOut } from '../../../core/domain/groups/share-out.ts';
import { DomainError } from '../../../shared/contract/errors.ts';
import { newId } from '../../../shared/ids.ts';
import type { Database } from '../../database/database.ts';
import { toDecimal, toMinor } from '../../http/scalars.ts';
import { createGroupRepository, type ExpenseRow, type GroupRepository, type GroupRow, type MemberRow, type SettlementRow, type ShareRow } from './repository.ts';

const INVITATION_DAYS = 14;

/** Somebody changed it in the meantime; `current` is what it is now. */
export class StaleVersionError<T> extends DomainError {
  readonly current: T;

  constructor(current: T) {
    super('CONFLICT', 'It was changed in the meantime. Look at it as it is now, then change it again.', 'version');
    this.current = current;
  }
}

export interface ExpenseWish {
  description: string;
  category: string;
  /** A decimal. */
  amount: string;
  date: string;
  splitType: ExpenseRow['splitType'];
  paidBy: string;
  /** Null: everybody. */
  members: string[] | null;
  /** By member: shares, percents or decimal amounts; nothing for an equal split. */
  values: Record<string, string>;
}

export interface ExpenseWithShares extends ExpenseRow {
  shares: ShareRow[];
  currency: string;
}

export interface SettlementWish {
  expenseId: string | null;
  payer: string;
  payee: string;
  amount: string;
  isSettled: boolean;
  paymentReference: string | null;
}

export interface GroupDashboard {
  group: GroupRow;
  members: (MemberRow & { paidMinor: number; shareMinor: number; balanceMinor: number })[];
  suggestions: { payer: string; payee: string; amountMinor: number }[];
  spentMinor: number;
  byCategory: { key: string; minor: number }[];
  byMonth: { key: string; minor: number }[];
}

export function createGroupService(db: Database, now: () => Date = () => new Date()) {
  const reading = createGroupRepository(db);

  /** One database transaction that holds the group: rules such as "no balance is left" look at all of it. */
  const changing = <T>(groupId: string, what: string, work: (groups: GroupRepository) => Promise<T>): Promise<T> =>
    db.transaction(async (tx) => {
      const groups = createGroupRepository(tx);
      await groups.lock(groupId);
      const result = await work(groups);
      await groups.announce(groupId, what);
      return result;
    });

  const membershipIn = async (groups: GroupRepository, groupId: string, userId: string) => {
    const membership = await groups.membership(groupId, userId);
    // Whether a group exists is nobody's business but its members'.
    if (!membership) throw new DomainError('NOT_FOUND', 'There is no such group.', 'group');
    return membership;
  };
  const ownerIn = async (groups: GroupRepository, groupId: string, userId: string): Promise<void> => {
    const { role } = await membershipIn(groups, groupId, userId);
    if (role !== 'owner') throw new ForbiddenError('Only an owner of the group may do that.');
  };
  const groupOf = async (groups: GroupRepository, id: string): Promise<GroupRow> => {
    const group = await groups.group(id);
    if (!group) throw new DomainError('NOT_FOUND', 'There is no such group.', 'group');
    return group;
  };
  const groupIds = async (userId: string, groupId: string | undefined): Promise<string[]> => {
    if (groupId === undefined) return (await reading.groupsOf(userId)).map(({ id }) => id);
    await membershipIn(reading, groupId, userId);
    return [groupId];
  };
  const balances = async (groups: GroupRepository, groupId: string) => {
    const members = await groups.members([groupId]);
    const { paid, shares, sent, received } = await groups.sums(groupId);
    const byMember = balancesOf(
      members.map(({ userId }) => userId),
      [
        { paid, shares },
        { paid: sent, shares: received },
      ],
    );
    return { members, paid, shares, byMember };
  };
  const withShares = async (groups: GroupRepository, rows: ExpenseRow[]): Promise<ExpenseWithShares[]> => {
    const shares = Map.groupBy(await groups.shares(rows.map(({ id }) => id)), ({ expenseId }) => expenseId);
    const currencies = new Map<string, string>();
    for (const { groupId } of rows) if (!currencies.has(groupId)) currencies.set(groupId, (await groupOf(groups, groupId)).currency);
    return rows.map((row) => ({ ...row, shares: shares.get(row.id) ?? [], currency: currencies.get(row.groupId) ?? 'EUR' }));
  };
  const one = async (groups: GroupRepository, row: ExpenseRow): Promise<ExpenseWithShares> =>
    (await withShares(groups, [row]))[0] as ExpenseWithShares;

  /** What an expense means: its row and each one's share. @throws DomainError INVALID with the field at fault. */
  const divided = async (groups: GroupRepository, expenseId: string, group: GroupRow, wish: ExpenseWish) => {
    const members = (await groups.members([group.id])).map(({ userId }) => userId);
    const amountMinor = toMinor(wish.amount, group.currency, 'amount');
    if (amountMinor === 0) throw new DomainError('INVALID', 'An expense has an amount.', 'amount');
    if (!members.includes(wish.paidBy)) throw new DomainError('INVALID', 'Who paid is no member of the group.', 'paid_by');
    const taking = wish.members ?? members;
    if (taking.length === 0) throw new DomainError('INVALID', 'Say who takes part.', 'split_members');
    if (new Set(taking).size < taking.length) throw new DomainError('INVALID', 'Somebody is named twice.', 'split_members');
    if (taking.some((id) => !members.includes(id))) {
      throw new DomainError('INVALID', 'Somebody who takes part is no member of the group.', 'split_members');
    }
    const weights = weightsOf(wish, taking, amountMinor, group.currency);
    const carries = await groups.carries(group.id, expenseId);
    const exact = wish.splitType === 'exact';
    const { shares, carried } = shareOut(amountMinor, weights, exact ? [] : taking.map((id) => carries.get(id) ?? 0));
    return {
      row: {
        description: wish.description,
        category: wish.category,
        amountMinor,
        date: wish.date,
        splitType: wish.splitType,
        paidBy: wish.paidBy,
        weights: Object.fromEntries(taking.map((id) => [id, wish.values[id] ?? '1'])),
      },
      shares: taking.map((userId, at) => ({
        expenseId,
        userId,
        amountMinor: shares[at] ?? 0,
        carried: exact ? 0 : Math.round(carried[at] ?? 0),
      })),
    };
  };

  return {
    list: (userId: string) => reading.groupsOf(userId),

    async create(userId: string, wish: { id?: string | undefined; name: string; description: string; currency: string }): Promise<GroupRow> {
      const id = wish.id ?? newId();
      return db.transaction(async (tx) => {
        const groups = createGroupRepository(tx);
        const [made] = await groups.addGroup({ ...wish, id, createdBy: userId });
        if (made) await groups.addMember({ id: newId(), groupId: id, userId, role: 'owner' });
        else await membershipIn(groups, id, userId);
        return groupOf(groups, id);
      });
    },

    async get(userId: string, id: string): Promise<GroupRow> {
      await membershipIn(reading, id, userId);
      return groupOf(reading, id);
    },

    update: (userId: string, id: string, version: number | undefined, patch: Partial<Pick<GroupRow, 'name' | 'description' | 'currency'>>) =>
      changing(id, 'group', async (groups) => {
        await membershipIn(groups, id, userId);
        const now = await groupOf(groups, id);
        if (patch.currency !== undefined && patch.currency !== now.currency && (await groups.expenses([id])).length > 0) {
          throw new DomainError('INVALID', 'The group has expenses in its currency already.', 'currency');
        }
        const changed = await groups.updateGroup(id, version ?? now.version, patch);
        if (!changed) throw new StaleVersionError(now);
        return changed;
      }),

    remove: (userId: string, id: string) =>
      changing(id, 'removed', async (groups) => {
        await ownerIn(groups, id, userId);
        await groups.removeGroup(id);
      }),

    members: async (userId: string, groupId?: string) => reading.members(await groupIds(userId, groupId)),

    async member(userId: string, id: string): Promise<MemberRow> {
      const member = await reading.member(id);
      if (!member || !(await reading.membership(member.groupId, userId))) throw new DomainError('NOT_FOUND', 'There is no such member.');
      return member;
    },

    addMember: (userId: string, wish: { id?: string | undefined; group: string; user: string; role: 'owner' | 'member' }) =>
      changing(wish.group, 'members', async (groups): Promise<MemberRow> => {
        await ownerIn(groups, wish.group, userId);
        if (!(await groups.userExists(wish.user))) throw new DomainError('INVALID', 'There is no such person on this server.', 'user');
        await groups.addMember({ id: wish.id ?? newId(), groupId: wish.group, userId: wish.user, role: wish.role });
        return (await groups.members([wish.group])).find((member) => member.userId === wish.user) as MemberRow;
      }),

    async setRole(userId: string, id: string, role: 'owner' | 'member'): Promise<MemberRow> {
      const member = await this.member(userId, id);
      return changing(member.groupId, 'members', async (groups) => {
        await ownerIn(groups, member.groupId, userId);
        if (role === 'member') await requireAnotherOwner(groups, member);
        await groups.setRole(id, role);
        return { ...member, role };
      });
    },

    /** Oneself, or anybody by an owner; only who is even with the others. */
    async removeMember(userId: string, id: string): Promise<void> {
      const member = await this.member(userId, id);
      await changing(member.groupId, 'members', async (groups) => {
        if (member.userId !== userId) await ownerIn(groups, member.groupId, userId);
        const { byMember, members } = await balances(groups, member.groupId);
        if ((byMember.get(member.userId) ?? 0) !== 0) {
          throw new DomainError('CONFLICT', 'They owe or are owed something. Settle up first.', 'user');
        }
        if (members.length > 1) await requireAnotherOwner(groups, member);
        if (await tookPart(groups, member)) {
          throw new DomainError('CONFLICT', 'They took part in expenses of the group, which would be lost with them.', 'user');
        }
        await groups.removeMember(id);
      });
    },

    expenses: async (userId: string, groupId?: string) => withShares(reading, await reading.expenses(await groupIds(userId, groupId))),

    async expense(userId: string, id: string): Promise<ExpenseWithShares> {
      const row = await reading.expense(id);
      if (!row || !(await reading.membership(row.groupId, userId))) throw new DomainError('NOT_FOUND', 'There is no such expense.');
      return one(reading, row);
    },

    addExpense: (userId: string, groupId: string, id: string | undefined, wish: ExpenseWish) =>
      changing(groupId, 'expenses', async (groups) => {
        await membershipIn(groups, groupId, userId);
        const expenseId = id ?? newId();
        const before = await groups.expense(expenseId);
        if (before) return againOr(before.groupId === groupId, () => one(groups, before));
        const group = await groupOf(groups, groupId);
        const { row, shares } = await divided(groups, expenseId, group, wish);
        const [made] = await groups.addExpense({ id: expenseId, groupId, ...row });
        await groups.replaceShares(expenseId, shares);
        return one(groups, made as ExpenseRow);
      }),

    async updateExpense(userId: string, id: string, version: number | undefined, patch: Partial<ExpenseWish>): Promise<ExpenseWithShares> {
      const { groupId } = await this.expense(userId, id);
      return changing(groupId, 'expenses', async (groups) => {
        const row = (await groups.expense(id)) as ExpenseRow;
        if (version !== undefined && version !== row.version) throw new StaleVersionError(await one(groups, row));
        const group = await groupOf(groups, groupId);
        const wish: ExpenseWish = { ...wishOf(row, group.currency), ...patch };
        const { row: columns, shares } = await divided(groups, id, group, wish);
        const changed = await groups.updateExpense(id, row.version, columns);
        await groups.replaceShares(id, shares);
        return one(groups, changed as ExpenseRow);
      });
    },

    async removeExpense(userId: string, id: string): Promise<void> {
      const { groupId } = await this.expense(userId, id);
      await changing(groupId, 'expenses', (groups) => groups.removeExpense(id));
    },

    settlements: async (userId: string, groupId?: string) => reading.settlements(await groupIds(userId, groupId)),
    currency: async (groupId: string): Promise<string> => (await groupOf(reading, groupId)).currency,

    async settlement(userId: string, id: string): Promise<SettlementRow> {
      const row = await reading.settlement(id);
      if (!row || !(await reading.membership(row.groupId, userId))) throw new DomainError('NOT_FOUND', 'There is no such settlement.');
      return row;
    },

    addSettlement: (userId: string, groupId: string, id: string | undefined, wish: SettlementWish) =>
      changing(groupId, 'settlements', async (groups): Promise<SettlementRow> => {
        await membershipIn(groups, groupId, userId);
        const settlementId = id ?? newId();
        const before = await groups.settlement(settlementId);
        if (before) return againOr(before.groupId === groupId, async () => before);
        const columns = await settlementColumns(groups, groupId, wish);
        const [made] = await groups.addSettlement({ id: settlementId, groupId, ...columns, settledAt: wish.isSettled ? now() : null });
        return made as SettlementRow;
      }),

    async updateSettlement(userId: string, id: string, version: number | undefined, patch: Partial<SettlementWish>): Promise<SettlementRow> {
      const { groupId } = await this.settlement(userId, id);
      return changing(groupId, 'settlements', async (groups) => {
        const row = (await groups.settlement(id)) as SettlementRow;
        if (version !== undefined && version !== row.version) throw new StaleVersionError(row);
        const { currency } = await groupOf(groups, groupId);
        const wish: SettlementWish = { ...row, amount: toDecimal(row.amountMinor, currency), ...patch };
        const settledAt = wish.isSettled ? (row.settledAt ?? now()) : null;
        const changed = await groups.updateSettlement(id, row.version, { ...(await settlementColumns(groups, groupId, wish)), settledAt });
        return changed as SettlementRow;
      });
    },

    async removeSettlement(userId: string, id: string): Promise<void> {
      const { groupId } = await this.settlement(userId, id);
      await changing(groupId, 'settlements', (groups) => groups.removeSettlement(id));
    },

    async dashboard(userId: string, id: string): Promise<GroupDashboard> {
      await membershipIn(reading, id, userId);
      const group = await groupOf(reading, id);
      const { members, paid, shares, byMember } = await balances(reading, id);
      const places = members.map(({ userId: member }) => byMember.get(member) ?? 0);
      return {
        group,
        members: members.map((member) => ({
          ...member,
          paidMinor: paid.get(member.userId) ?? 0,
          shareMinor: shares.get(member.userId) ?? 0,
          balanceMinor: byMember.get(member.userId) ?? 0,
        })),
        suggestions: settle(places).map(({ from, to, amountMinor }) => ({
          payer: members[from]?.userId ?? '',
          payee: members[to]?.userId ?? '',
          amountMinor,
        })),
        spentMinor: [...paid.values()].reduce((sum, minor) => sum + minor, 0),
        byCategory: await reading.spendingBy(id, 'category'),
        byMonth: await reading.spendingBy(id, 'month'),
      };
    },

    /** The token stands in the link alone; the database has its hash. */
    invite: (userId: string, groupId: string, email: string | null) =>
      changing(groupId, 'members', async (groups) => {
        await ownerIn(groups, groupId, userId);
        const token = randomBytes(24).toString('base64url');
        const expiresAt = new Date(now().getTime() + INVITATION_DAYS * 86_400_000);
        await groups.addInvitation({ hash: hashOf(token), groupId, email, invitedBy: userId, expiresAt });
        return { token, expiresAt, group: await groupOf(groups, groupId) };
      }),

    accept: (userId: string, token: string) =>
      db.transaction(async (tx) => {
        const groups = createGroupRepository(tx);
        const groupId = await groups.useInvitation(hashOf(token), now());
        if (groupId === null) throw new DomainError('NOT_FOUND', 'This invitation was used, or is too old. Ask for a new one.', 'token');
        await groups.addMember({ id: newId(), groupId, userId, role: 'member' });
        await groups.announce(groupId, 'members');
        return groupId;
      }),
  };
}

export type GroupService = ReturnType<typeof createGroupService>;

/** What somebody asked for is theirs to see, but not theirs to do. */
export class ForbiddenError extends Error {
  override readonly name = 'ForbiddenError';
}

async function requireAnotherOwner(groups: GroupRepository, member: MemberRow): Promise<void> {
  const owners = (await groups.members([member.groupId])).filter(({ role }) => role === 'owner');
  if (owners.every(({ id }) => id === member.id)) {
    throw new DomainError('CONFLICT', 'They are the only owner. Make somebody else an owner first.', 'role');
  }
}

async function tookPart(groups: GroupRepository, { groupId, userId }: MemberRow): Promise<boolean> {
  const expenses = await groups.expenses([groupId]);
  const shares = await groups.shares(expenses.map(({ id }) => id));
  const settled = await groups.settlements([groupId]);
  return (
    expenses.some(({ paidBy }) => paidBy === userId) ||
    shares.some((share) => share.userId === userId) ||
    settled.some(({ payer, payee }) => payer === userId || payee === userId)
  );
}

async function settlementColumns(groups: GroupRepository, groupId: string, wish: SettlementWish) {
  const { currency } = (await groups.group(groupId)) as GroupRow;
  const amountMinor = toMinor(wish.amount, currency, 'amount');
  if (amountMinor <= 0) throw new DomainError('INVALID', 'A settlement has an amount above zero.', 'amount');
  if (wish.payer === wish.payee) throw new DomainError('INVALID', 'Nobody pays themselves.', 'payee');
  for (const [who, field] of [[wish.payer, 'payer'], [wish.payee, 'payee']] as const) {
    if (!(await groups.membership(groupId, who))) throw new DomainError('INVALID', `The ${field} is no member of the group.`, field);
  }
  if (wish.expenseId !== null && (await groups.expense(wish.expenseId))?.groupId !== groupId) {
    throw new DomainError('INVALID', 'There is no such expense in the group.', 'expense');
  }
  return {
    expenseId: wish.expenseId,
    payer: wish.payer,
    payee: wish.payee,
    amountMinor,
    isSettled: wish.isSettled,
    paymentReference: wish.paymentReference,
  };
}

function weightsOf({ splitType, values }: ExpenseWish, taking: string[], amountMinor: number, currency: string): bigint[] {
  if (splitType === 'equal') return taking.map(() => 1n);
  const missing = taking.find((id) => values[id] === undefined);
  if (missing) throw new DomainError('INVALID', 'Say what everybody stands for.', 'split_values');
  const invalid = (message: string): DomainError => new DomainError('INVALID', message, 'split_values');
  if (splitType === 'exact') {
    const parts = taking.map((id) => toMinor(values[id] ?? '', currency, 'split_values'));
    const sum = parts.reduce((a, b) => a + b, 0);
    if (sum !== amountMinor) throw invalid(`The parts make ${toDecimal(sum, currency)}, not ${toDecimal(amountMinor, currency)}.`);
    if (parts.some((part) => part !== 0 && part < 0 !== amountMinor < 0)) throw invalid('The parts have different signs.');
    return parts.map((part) => BigInt(Math.abs(part)));
  }
  const weights = taking.map((id) => readWeight(values[id] ?? '') ?? -1n);
  if (weights.some((weight) => weight < 0n)) throw invalid('Every share is a number of zero or more.');
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (splitType === 'percent' && sum !== 100n * WEIGHT_ONE) throw invalid('The percents do not make 100.');
  if (sum === 0n) throw invalid('All shares are zero.');
  return weights;
}

function wishOf(row: ExpenseRow, currency: string): ExpenseWish {
  return {
    description: row.description,
    category: row.category,
    amount: toDecimal(row.amountMinor, currency),
    date: row.date,
    splitType: row.splitType,
    paidBy: row.paidBy,
    members: Object.keys(row.weights),
    values: row.weights,
  };
}

/** A request that was sent again answers what the first one made; another's id is refused. */
function againOr<T>(same: boolean, answer: () => Promise<T>): Promise<T> {
  if (!same) throw new DomainError('CONFLICT', 'This id is taken.', 'id');
  return answer();
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
