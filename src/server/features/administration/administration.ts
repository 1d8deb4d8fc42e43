/** The feature administration: figures, people, payments, messages, settings, activity and jobs, for administrators. */
import { and, count, desc, eq, gte, lt, sql } from 'drizzle-orm';
import type { Feature, ServerContext } from '../../context.ts';
import { activities, groupExpenses, groups, payments, subscriptions, transactions, users } from '../../database/schema/index.ts';
import { csvLine } from '../../http/csv.ts';
import { handle } from '../../http/handle.ts';
import { pageOf } from '../../http/page.ts';
import { toDecimal } from '../../http/scalars.ts';
import { addDays } from '../../../shared/dates.ts';
import { recordActivity } from '../activity/record-activity.ts';
import { notify } from '../notifications/notifications.ts';
import * as contract from './contract.ts';
import { dashboardFigures, revenueFigures, userFigures } from './figures.ts';
import { createPeople, type PersonRow } from './people.ts';
import { readServerSettings, writeServerSettings, type ServerSettings } from './server-settings.ts';

const EXPORTED = 100_000;
const JOBS_SHOWN = 100;
const csvFile = (name: string) => ({ 'content-disposition': `attachment; filename="${name}"` });

export function createAdministration({ db, clock, publicUrl }: ServerContext): Feature {
  const people = createPeople(db, clock.now);

  return {
    routes: [
      handle(contract.userStats, async () => ({ status: 200, body: await userFigures(db, clock.now()) })),
      handle(contract.revenueStats, async () => ({ status: 200, body: await revenueFigures(db, clock.now()) })),
      handle(contract.statistics, async () => ({ status: 200, body: await dashboardFigures(db, clock.now()) })),

      handle(contract.activityLogs, async ({ query }) => {
        const { count: total, items } = await activityPage(query, query.page, query.page_size);
        return { status: 200, body: items, headers: { 'x-total-count': String(total) } };
      }),
      handle(contract.listActivity, async ({ query, request }) => ({
        status: 200,
        body: pageOf(request, publicUrl(), query, await activityPage(query, query.page, query.page_size)),
      })),
      handle(contract.exportActivity, async ({ caller, query }) => {
        const { items } = await activityPage(query, 1, EXPORTED);
        await recordActivity(db, { userId: caller.id, action: 'activity-exported' });
        const lines = items.map((each) => csvLine([each.timestamp, each.username, each.action, each.subject, each.ip]));
        return { status: 200, body: csvLine(['Time', 'User', 'Action', 'Subject', 'IP']) + lines.join(''), headers: csvFile('activity.csv') };
      }),

      handle(contract.listUsers, async ({ query, request }) => {
        const { count: total, items } = await people.page(query, query.page, query.page_size);
        return { status: 200, body: pageOf(request, publicUrl(), query, { count: total, items: items.map(personBody) }) };
      }),
      handle(contract.exportUsers, async ({ caller, query }) => {
        const rows = await people.all(query);
        await recordActivity(db, { userId: caller.id, action: 'users-exported' });
        const lines = rows.map((row) => csvLine([row.username, row.email, row.isActive ? 'Active' : 'Inactive', row.lastLoginAt?.toISOString() ?? '']));
        return { status: 200, body: csvLine(['Username', 'Email', 'Status', 'Last Login']) + lines.join(''), headers: csvFile('users.csv') };
      }),
      handle(contract.getUser, async ({ params }) => ({ status: 200, body: personBody(await people.one(params.id)) })),
      handle(contract.changeUser, async ({ caller, params, body, request }) => {
        if (body.is_active !== undefined) await people.act(caller.id, [params.id], body.is_active ? 'activate' : 'deactivate', request.ip);
        if (body.role !== undefined) await people.act(caller.id, [params.id], body.role === 'admin' ? 'make-admin' : 'make-user', request.ip);
        return { status: 200, body: personBody(await people.one(params.id)) };
      }),
      handle(contract.deleteUser, async ({ caller, params, request }) => {
        await people.act(caller.id, [params.id], 'delete', request.ip);
        return { status: 204, body: null };
      }),
      handle(contract.bulkUsers, async ({ caller, body, request }) => {
        const changed = await people.act(caller.id, body.ids, body.action, request.ip);
        return { status: 200, body: { message: `${changed} ${changed === 1 ? 'account was' : 'accounts were'} changed.`, changed } };
      }),

      handle(contract.listTransactions, async ({ query, request }) => {
        const found = query.source === 'users' ? await sharedTransactions(query.page, query.page_size) : await groupedExpenses(query.page, query.page_size);
        return { status: 200, body: pageOf(request, publicUrl(), query, found) };
      }),

      handle(contract.listAllPayments, async ({ query, request }) => ({
        status: 200,
        body: pageOf(request, publicUrl(), query, await paymentPage(query.status, query.page, query.page_size)),
      })),
      handle(contract.exportAllPayments, async ({ caller, query }) => {
        const { items } = await paymentPage(query.status, 1, EXPORTED);
        await recordActivity(db, { userId: caller.id, action: 'payments-exported' });
        const lines = items.map((row) =>
          csvLine([row.invoice_number, row.created_at, row.paid_at, row.username, row.plan_type, row.amount, row.refunded, row.currency, row.status]),
        );
        const head = csvLine(['Invoice', 'Created', 'Paid', 'Username', 'Plan', 'Amount', 'Refunded', 'Currency', 'Status']);
        return { status: 200, body: head + lines.join(''), headers: csvFile('payments.csv') };
      }),

      handle(contract.sendNotifications, async ({ caller, body, request }) => {
        const { title, message, user_ids: ids, all } = body;
        const sent = await db.transaction(async (tx) => {
          const to = all ? (await tx.select({ id: users.id }).from(users).where(eq(users.isActive, true))).map(({ id }) => id) : await existing(ids ?? []);
          for (let at = 0; at < to.length; at += 5000) await notify(tx, to.slice(at, at + 5000), { title, message });
          await recordActivity(tx, { userId: caller.id, action: 'notification-sent', detail: { people: to.length }, ip: request.ip });
          return to.length;
        });
        return { status: 201, body: { message: `Sent to ${sent} ${sent === 1 ? 'person' : 'people'}.`, sent } };
      }),

      handle(contract.readSettings, async () => ({ status: 200, body: settingsBody(await readServerSettings(db)) })),
      handle(contract.writeSettings, async ({ caller, body, request }) => {
        await db.transaction(async (tx) => {
          if (body.sign_up_open !== undefined) await writeServerSettings(tx, { signUpOpen: body.sign_up_open }, clock.now());
          await recordActivity(tx, { userId: caller.id, action: 'settings-changed', detail: body, ip: request.ip });
        });
        return { status: 200, body: settingsBody(await readServerSettings(db)) };
      }),

      handle(contract.listJobs, async () => {
        const { rows } = await db.execute<{ name: string; state: string; started_on: string | null; completed_on: string | null; error: string | null }>(
          sql`SELECT name, state, started_on, completed_on, CASE WHEN state = 'failed' THEN left(output::text, 500) END AS error
              FROM pgboss.job ORDER BY created_on DESC LIMIT ${JOBS_SHOWN}`,
        );
        const instant = (text: string | null) => (text === null ? null : new Date(text).toISOString());
        const body = rows.map((row) => ({ name: row.name, state: row.state, started_at: instant(row.started_on), ended_at: instant(row.completed_on), error: row.error }));
        return { status: 200, body };
      }),
    ],
  };

  async function existing(ids: readonly string[]): Promise<string[]> {
    const found = await Promise.all([...new Set(ids)].map((id) => people.one(id)));
    return found.map(({ id }) => id);
  }

  async function activityPage(
    { action, user, date_from: from, date_to: to }: { action?: string | undefined; user?: string | undefined; date_from?: string | undefined; date_to?: string | undefined },
    page: number,
    size: number,
  ) {
    const where = and(
      action ? eq(activities.action, action) : undefined,
      user ? eq(activities.userId, user) : undefined,
      from ? gte(activities.createdAt, new Date(`${from}T00:00:00Z`)) : undefined,
      to ? lt(activities.createdAt, new Date(`${addDays(to, 1)}T00:00:00Z`)) : undefined,
    );
    const [total] = await db.select({ n: count() }).from(activities).where(where);
    const rows = await db
      .select({ activity: activities, username: users.username })
      .from(activities)
      .leftJoin(users, eq(users.id, activities.userId))
      .where(where)
      .orderBy(desc(activities.createdAt), activities.id)
      .limit(size)
      .offset((page - 1) * size);
    const items = rows.map(({ activity, username }) => ({
      id: activity.id,
      user: activity.userId,
      username,
      action: activity.action,
      subject: activity.subject,
      detail: activity.detail,
      ip: activity.ip,
      timestamp: activity.createdAt.toISOString(),
    }));
    return { count: total?.n ?? 0, items };
  }

  async function sharedTransactions(page: number, size: number) {
    const shared = eq(users.sharesTransactions, true);
    const [total] = await db.select({ n: count() }).from(transactions).innerJoin(users, eq(users.id, transactions.userId)).where(shared);
    const rows = await db
      .select({ row: transactions, username: users.username })
      .from(transactions)
      .innerJoin(users, eq(users.id, transactions.userId))
      .where(shared)
      .orderBy(desc(transactions.createdAt), transactions.id)
      .limit(size)
      .offset((page - 1) * size);
    const items = rows.map(({ row, username }) => ({
      id: row.id,
      date: row.date,
      user: row.userId,
      username,
      group: null as string | null,
      description: row.description,
      amount: toDecimal(row.amountMinor, row.currency),
      currency: row.currency,
    }));
    return { count: total?.n ?? 0, items };
  }

  async function groupedExpenses(page: number, size: number) {
    const [total] = await db.select({ n: count() }).from(groupExpenses);
    const rows = await db
      .select({ row: groupExpenses, currency: groups.currency, username: users.username })
      .from(groupExpenses)
      .innerJoin(groups, eq(groups.id, groupExpenses.groupId))
      .innerJoin(users, eq(users.id, groupExpenses.paidBy))
      .orderBy(desc(groupExpenses.createdAt), groupExpenses.id)
      .limit(size)
      .offset((page - 1) * size);
    const items = rows.map(({ row, currency, username }) => ({
      id: row.id,
      date: row.date,
      user: row.paidBy,
      username,
      group: row.groupId as string | null,
      description: row.description,
      amount: toDecimal(row.amountMinor, currency),
      currency,
    }));
    return { count: total?.n ?? 0, items };
  }

  async function paymentPage(status: 'pending' | 'paid' | 'failed' | 'refunded' | undefined, page: number, size: number) {
    const where = status ? eq(payments.status, status) : undefined;
    const [total] = await db.select({ n: count() }).from(payments).where(where);
    const rows = await db
      .select({ row: payments, username: users.username, plan: subscriptions.planKey })
      .from(payments)
      .innerJoin(users, eq(users.id, payments.userId))
      .innerJoin(subscriptions, eq(subscriptions.id, payments.subscriptionId))
      .where(where)
      .orderBy(desc(payments.createdAt), payments.id)
      .limit(size)
      .offset((page - 1) * size);
    const items = rows.map(({ row, username, plan }) => ({
      id: row.id,
      user: row.userId,
      username,
      plan_type: plan,
      provider: row.provider,
      amount: toDecimal(row.amountMinor, row.currency),
      refunded: toDecimal(row.refundedMinor, row.currency),
      currency: row.currency,
      status: row.status,
      invoice_number: row.invoiceNumber,
      created_at: row.createdAt.toISOString(),
      paid_at: row.paidAt?.toISOString() ?? null,
    }));
    return { count: total?.n ?? 0, items };
  }
}

function personBody(row: PersonRow) {
  return {
    id: row.id,
    username: row.username,
    email: row.email,
    role: row.role,
    is_active: row.isActive,
    email_verified: row.emailVerifiedAt !== null,
    created_at: row.createdAt.toISOString(),
    last_login: row.lastLoginAt?.toISOString() ?? null,
    subscription_plan: row.plan,
    transactions: Number(row.transactions ?? 0),
  };
}

function settingsBody({ signUpOpen }: ServerSettings) {
  return { sign_up_open: signUpOpen };
}
