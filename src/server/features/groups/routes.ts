import { handle, type Caller, type Route } from '../../http/handle.ts';
import { RequestError } from '../../http/problem.ts';
import { toDecimal } from '../../http/scalars.ts';
import { expenseCalls, groupCalls, memberCalls, settlementCalls, sharingCalls } from './contract.ts';
import type { GroupRow, MemberRow, SettlementRow } from './repository.ts';
import { ForbiddenError, StaleVersionError, type ExpenseWish, type ExpenseWithShares, type GroupService, type SettlementWish } from './service.ts';

interface GroupRouteOptions {
  groups: GroupService;
  today: () => string;
  /** Where the page that accepts invitations is. */
  publicUrl: () => string;
  /** Sends an invitation; where mail cannot go out, who invited has the link still. */
  sendInvitation: (to: string, from: Caller, groupName: string, link: string) => Promise<void>;
}

export function groupRoutes({ groups, today, publicUrl, sendInvitation }: GroupRouteOptions): Route[] {
  const settlementOf = async (row: SettlementRow) => settlementBody(row, await groups.currency(row.groupId));
  /** A stale version answers with what is there now, in the shape of the call. */
  const answering = async <Row, Body>(work: () => Promise<Row>, bodyOf: (row: Row) => Body | Promise<Body>): Promise<Body> => {
    try {
      return await bodyOf(await work());
    } catch (error) {
      if (error instanceof ForbiddenError) throw new RequestError(403, error.message);
      if (error instanceof StaleVersionError) {
        throw new RequestError(409, error.message, { extra: { current: await bodyOf(error.current as Row) } });
      }
      throw error;
    }
  };
  const listed = async <Body>(work: () => Promise<Body>) => ({ status: 200, body: await work() }) as const;
  const ok = async <Row, Body>(work: () => Promise<Row>, bodyOf: (row: Row) => Body | Promise<Body>) =>
    ({ status: 200, body: await answering(work, bodyOf) }) as const;
  const made = async <Row, Body>(work: () => Promise<Row>, bodyOf: (row: Row) => Body | Promise<Body>) =>
    ({ status: 201, body: await answering(work, bodyOf) }) as const;
  const gone = async (work: () => Promise<unknown>) => {
    await answering(work, () => null);
    return { status: 204, body: null } as const;
  };
  const changeGroup = ({ caller, params, body: { version, ...patch } }: Change<GroupFields>) =>
    ok(() => groups.update(caller.id, params.id, version, defined(patch)), groupBody);
  const changeMember = ({ caller, params, body }: Change<{ role: 'owner' | 'member' }>) =>
    ok(() => groups.setRole(caller.id, params.id, body.role), memberBody);
  const changeExpense = ({ caller, params, body }: Change<ExpenseFields>) =>
    ok(() => groups.updateExpense(caller.id, params.id, body.version, expensePatch(body)), expenseBody);
  const changeSettlement = ({ caller, params, body }: Change<SettlementFields>) =>
    ok(() => groups.updateSettlement(caller.id, params.id, body.version, settlementPatch(body)), settlementOf);

  return [
    handle(groupCalls.list, ({ caller }) => listed(async () => (await groups.list(caller.id)).map(groupBody))),
    handle(groupCalls.create, ({ caller, body }) =>
      made(() => groups.create(caller.id, { description: '', currency: 'EUR', ...defined(body), name: body.name }), groupBody),
    ),
    handle(groupCalls.get, ({ caller, params }) => ok(() => groups.get(caller.id, params.id), groupBody)),
    handle(groupCalls.put, changeGroup),
    handle(groupCalls.patch, changeGroup),
    handle(groupCalls.remove, ({ caller, params }) => gone(() => groups.remove(caller.id, params.id))),

    handle(memberCalls.list, ({ caller, query }) => listed(async () => (await groups.members(caller.id, query.group)).map(memberBody))),
    handle(memberCalls.create, ({ caller, body }) => made(() => groups.addMember(caller.id, { role: 'member', ...defined(body), group: body.group, user: body.user }), memberBody)),
    handle(memberCalls.get, ({ caller, params }) => ok(() => groups.member(caller.id, params.id), memberBody)),
    handle(memberCalls.put, changeMember),
    handle(memberCalls.patch, changeMember),
    handle(memberCalls.remove, ({ caller, params }) => gone(() => groups.removeMember(caller.id, params.id))),

    handle(expenseCalls.list, ({ caller, query }) => listed(async () => (await groups.expenses(caller.id, query.group)).map(expenseBody))),
    handle(expenseCalls.create, ({ caller, body }) =>
      made(() => groups.addExpense(caller.id, body.group, body.id, { ...newExpense(caller.id, today()), ...expensePatch(body) }), expenseBody),
    ),
    handle(expenseCalls.get, ({ caller, params }) => ok(() => groups.expense(caller.id, params.id), expenseBody)),
    handle(expenseCalls.put, changeExpense),
    handle(expenseCalls.patch, changeExpense),
    handle(expenseCalls.remove, ({ caller, params }) => gone(() => groups.removeExpense(caller.id, params.id))),

    handle(settlementCalls.list, ({ caller, query }) =>
      listed(async () => Promise.all((await groups.settlements(caller.id, query.group)).map(settlementOf))),
    ),
    handle(settlementCalls.create, ({ caller, body }) =>
      made(() => groups.addSettlement(caller.id, body.group, body.id, { ...newSettlement, ...settlementPatch(body), payer: body.payer, payee: body.payee, amount: body.amount }), settlementOf),
    ),
    handle(settlementCalls.get, ({ caller, params }) => ok(() => groups.settlement(caller.id, params.id), settlementOf)),
    handle(settlementCalls.put, changeSettlement),
    handle(settlementCalls.patch, changeSettlement),
    handle(settlementCalls.remove, ({ caller, params }) => gone(() => groups.removeSettlement(caller.id, params.id))),

    handle(sharingCalls.dashboard, ({ caller, params }) =>
      ok(
        () => groups.dashboard(caller.id, params.id),
        ({ group, members, suggestions, spentMinor, byCategory, byMonth }) => {
          const money = (minor: number): string => toDecimal(minor, group.currency);
          return {
            group: group.id,
            currency: group.currency,
            total_spent: money(spentMinor),
            balances: members.map(({ userId, username, paidMinor, shareMinor, balanceMinor }) => ({
              user: userId,
              username,
              paid: money(paidMinor),
              share: money(shareMinor),
              balance: money(balanceMinor),
            })),
            suggestions: suggestions.map(({ payer, payee, amountMinor }) => ({ payer, payee, amount: money(amountMinor) })),
            by_category: byCategory.map(({ key, minor }) => ({ category: key, amount: money(minor) })),
            by_month: byMonth.map(({ key, minor }) => ({ month: key, amount: money(minor) })),
          };
        },
      ),
    ),
    handle(sharingCalls.invite, ({ caller, params, body }) =>
      made(
        () => groups.invite(caller.id, params.id, body.email ?? null),
        async ({ token, expiresAt, group }) => {
          const link = `${publicUrl()}/join#${token}`;
          if (body.email !== undefined) await sendInvitation(body.email, caller, group.name, link);
          return { message: 'Give this link to the person you invite.', link, expires_at: expiresAt.toISOString() };
        },
      ),
    ),
    handle(sharingCalls.accept, ({ caller, body }) =>
      ok(() => groups.accept(caller.id, body.token), (group) => ({ message: 'You are a member now.', group })),
    ),
  ];
}

/** PUT and PATCH differ in what must be sent, not in what they do. */
interface Change<Fields> {
  caller: Caller;
  params: { id: string };
  body: Fields & { version?: number | undefined };
}

interface GroupFields {
  name?: string | undefined;
  description?: string | undefined;
  currency?: string | undefined;
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Without the fields that were not sent. */
function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}

const newExpense = (paidBy: string, date: string): ExpenseWish => ({
  description: '',
  category: '',
  amount: '0',
  date,
  splitType: 'equal',
  paidBy,
  members: null,
  values: {},
});

interface ExpenseFields {
  description?: string | undefined;
  category?: string | undefined;
  amount?: string | undefined;
  date?: string | undefined;
  split_type?: ExpenseWish['splitType'] | undefined;
  paid_by?: string | undefined;
  split_members?: string[] | undefined;
  split_values?: Record<string, string> | undefined;
}

function expensePatch(body: ExpenseFields): Partial<ExpenseWish> {
  const { description, category, amount, date, split_type: splitType, paid_by: paidBy, split_members: members, split_values: values } = body;
  return defined({ description, category, amount, date, splitType, paidBy, members, values });
}

const newSettlement = { expenseId: null, isSettled: false, paymentReference: null };

interface SettlementFields {
  expense?: string | null | undefined;
  payer?: string | undefined;
  payee?: string | undefined;
  amount?: string | undefined;
  is_settled?: boolean | undefined;
  payment_reference?: string | null | undefined;
}

function settlementPatch(body: SettlementFields): Partial<SettlementWish> {
  const { expense: expenseId, payer, payee, amount, is_settled: isSettled, payment_reference: paymentReference } = body;
  return defined({ expenseId, payer, payee, amount, isSettled, paymentReference });
}

function groupBody({ id, name, description, currency, createdAt, version }: GroupRow) {
  return { id, name, description, currency, created_at: createdAt.toISOString(), version };
}

function memberBody({ id, groupId, userId, username, role, joinedAt }: MemberRow) {
  return { id, group: groupId, user: userId, username, role, joined_at: joinedAt.toISOString() };
}

function expenseBody(row: ExpenseWithShares) {
  const money = (minor: number): string => toDecimal(minor, row.currency);
  const members = Object.keys(row.weights);
  return {
    id: row.id,
    group: row.groupId,
    description: row.description,
    category: row.category,
    amount: money(row.amountMinor),
    date: row.date,
    split_type: row.splitType,
    paid_by: row.paidBy,
    split_members: members,
    split_amount: money(Math.trunc(row.amountMinor / Math.max(1, members.length))),
    shares: Object.fromEntries(row.shares.map(({ userId, amountMinor }) => [userId, money(amountMinor)])),
    created_at: row.createdAt.toISOString(),
    version: row.version,
  };
}

function settlementBody(row: SettlementRow, currency: string) {
  return {
    id: row.id,
    group: row.groupId,
    expense: row.expenseId,
    payer: row.payer,
    payee: row.payee,
    amount: toDecimal(row.amountMinor, currency),
    is_settled: row.isSettled,
    settled_at: row.settledAt?.toISOString() ?? null,
    payment_reference: row.paymentReference,
    version: row.version,
  };
}
