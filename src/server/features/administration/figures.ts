/** Figures of the whole server. Sums come from small tables and kept counts, so a million transactions cost nothing. */
import { sql } from 'drizzle-orm';
import type { Database } from '../../database/database.ts';
import { toDecimal } from '../../http/scalars.ts';

const ACTIVE_DAYS = 30;
const MONTHS = 12;

async function one<Row extends Record<string, unknown>>(db: Database, query: ReturnType<typeof sql>): Promise<Row> {
  const { rows } = await db.execute<Row>(query);
  return rows[0] as Row;
}

export async function userFigures(db: Database, now: Date) {
  const row = await one<Record<string, string>>(
    db,
    sql`SELECT count(*) AS total, count(*) FILTER (WHERE NOT is_active) AS inactive,
          count(*) FILTER (WHERE email_verified_at IS NOT NULL) AS verified,
          count(*) FILTER (WHERE last_login_at > ${now}::timestamptz - make_interval(days => ${ACTIVE_DAYS})) AS active,
          count(*) FILTER (WHERE created_at >= date_trunc('month', ${now}::timestamptz)) AS fresh,
          (SELECT count(DISTINCT user_id) FROM subscription WHERE status IN ('active', 'past_due', 'trial')) AS premium
        FROM app_user`,
  );
  return {
    total_users: Number(row.total),
    premium_users: Number(row.premium),
    active_users: Number(row.active),
    inactive_users: Number(row.inactive),
    verified_users: Number(row.verified),
    new_users_this_month: Number(row.fresh),
  };
}

export async function revenueFigures(db: Database, now: Date) {
  const { rows } = await db.execute<{ currency: string; total: string; month: string }>(
    sql`SELECT currency, sum(amount_minor - refunded_minor) AS total,
          coalesce(sum(amount_minor - refunded_minor) FILTER (WHERE paid_at >= date_trunc('month', ${now}::timestamptz)), 0) AS month
        FROM payment WHERE status IN ('paid', 'refunded') GROUP BY currency ORDER BY count(*) DESC, currency`,
  );
  const [main] = rows;
  const currency = main?.currency ?? 'EUR';
  // A year's price counts a twelfth a month.
  const recurring = await one<{ mrr: string | null }>(
    db,
    sql`SELECT sum(p.amount_minor / p.months) AS mrr FROM subscription s JOIN plan p ON p.key = s.plan_key
        WHERE s.status = 'active' AND p.currency = ${currency}`,
  );
  const money = (minor: string | number | null | undefined): string => toDecimal(Number(minor ?? 0), currency);
  return {
    currency,
    total_revenue: money(main?.total),
    monthly_revenue: money(main?.month),
    monthly_recurring_revenue: money(recurring.mrr),
    other_currencies: rows.slice(1).map((row) => ({ currency: row.currency, total_revenue: toDecimal(Number(row.total), row.currency) })),
  };
}

export async function dashboardFigures(db: Database, now: Date) {
  const users = await userFigures(db, now);
  const revenue = await revenueFigures(db, now);
  const counts = await one<{ transactions: string; groups: string }>(
    db,
    sql`SELECT (SELECT coalesce(sum(count), 0) FROM transaction_count) AS transactions, (SELECT count(*) FROM expense_group) AS groups`,
  );
  const months = sql`SELECT to_char(month, 'YYYY-MM') AS month, month AS starts
    FROM generate_series(date_trunc('month', ${now}::timestamptz) - make_interval(months => ${MONTHS - 1}), ${now}::timestamptz, '1 month') AS month`;
  const fresh = await db.execute<{ month: string; count: string }>(
    sql`SELECT m.month, count(u.id) AS count FROM (${months}) m
        LEFT JOIN app_user u ON u.created_at >= m.starts AND u.created_at < m.starts + interval '1 month' GROUP BY m.month ORDER BY m.month`,
  );
  const paid = await db.execute<{ month: string; amount: string }>(
    sql`SELECT m.month, coalesce(sum(p.amount_minor - p.refunded_minor), 0) AS amount FROM (${months}) m
        LEFT JOIN payment p ON p.paid_at >= m.starts AND p.paid_at < m.starts + interval '1 month' AND p.currency = ${revenue.currency}
          AND p.status IN ('paid', 'refunded') GROUP BY m.month ORDER BY m.month`,
  );
  const states = await db.execute<{ status: string; count: string }>(sql`SELECT status, count(*) AS count FROM subscription GROUP BY status ORDER BY status`);
  const churn = await one<{ ended: string; ran: string }>(
    db,
    sql`SELECT count(*) FILTER (WHERE status IN ('expired', 'cancelled') AND coalesce(cancelled_at, paid_until) > ${now}::timestamptz - interval '30 days') AS ended,
          count(*) FILTER (WHERE started_at < ${now}::timestamptz - interval '30 days'
            AND (status IN ('active', 'past_due', 'trial') OR coalesce(cancelled_at, paid_until) > ${now}::timestamptz - interval '30 days')) AS ran
        FROM subscription`,
  );
  return {
    users,
    revenue,
    transactions: Number(counts.transactions),
    groups: Number(counts.groups),
    new_users_by_month: fresh.rows.map(({ month, count }) => ({ month, count: Number(count) })),
    revenue_by_month: paid.rows.map(({ month, amount }) => ({ month, amount: toDecimal(Number(amount), revenue.currency) })),
    subscriptions: states.rows.map(({ status, count }) => ({ status, count: Number(count) })),
    churn_percent: Number(churn.ran) === 0 ? 0 : Math.round((1000 * Number(churn.ended)) / Number(churn.ran)) / 10,
  };
}
