/** Transactions in the database. Amounts are minor units of each row's currency. */
import { and, asc, count, desc, eq, gte, lte, or, sql, type SQL } from 'drizzle-orm';
import { newId } from '../../../shared/ids.ts';
import { minorDigits } from '../../../shared/money.ts';
import { currentCurrencies } from '../../../shared/currencies.ts';
import type { PlainDate } from '../../../shared/dates.ts';
import type { Database } from '../../database/database.ts';
import { categories, transactionCounts, transactions } from '../../database/schema/ledger.ts';

export type Transaction = typeof transactions.$inferSelect;
export type NewTransaction = Pick<
  Transaction,
  'userId' | 'date' | 'categoryId' | 'type' | 'currency' | 'amountMinor' | 'description'
>;

export interface ShownTransaction extends Omit<Transaction, 'userId'> {
  categoryName: string | null;
}

/** All of them must hold. Amounts are decimal text, compared in whatever currency a row has. */
export interface TransactionFilter {
  search?: string | undefined;
  categoryId?: string | undefined;
  minAmount?: string | undefined;
  maxAmount?: string | undefined;
  dateFrom?: PlainDate | undefined;
  dateTo?: PlainDate | undefined;
}

export type Ordering = 'date' | '-date' | 'amount' | '-amount';

const shown = {
  id: transactions.id,
  date: transactions.date,
  categoryId: transactions.categoryId,
  categoryName: categories.name,
  type: transactions.type,
  currency: transactions.currency,
  amountMinor: transactions.amountMinor,
  description: transactions.description,
  createdAt: transactions.createdAt,
  updatedAt: transactions.updatedAt,
};

const { date, amountMinor, id } = transactions;
const orders: Readonly<Record<Ordering, SQL[]>> = {
  date: [asc(date), asc(id)],
  '-date': [desc(date), desc(id)],
  amount: [asc(amountMinor), asc(id)],
  '-amount': [desc(amountMinor), desc(id)],
};

/** Currencies by how many decimals they have, but for the usual two. */
const unusual = Map.groupBy(
  currentCurrencies.filter((code) => minorDigits(code) !== 2),
  (code) => minorDigits(code),
);

function amountCondition(operator: '>=' | '<=', text: string): SQL {
  const compare = (digits: number) =>
    sql`${amountMinor} ${sql.raw(operator)} (${text}::numeric * ${sql.raw(String(10 ** digits))})::bigint`;
  const others = [...unusual].map(([digits, codes]) => sql`${inList(codes)} AND ${compare(digits)}`);
  const usual = sql`NOT ${inList([...unusual.values()].flat())} AND ${compare(2)}`;
  return or(usual, ...others) as SQL;
}

function inList(codes: readonly string[]): SQL {
  return sql`${transactions.currency} IN (${sql.join(
    codes.map((code) => sql`${code}`),
    sql`, `,
  )})`;
}

function conditions(userId: string, filter: TransactionFilter): SQL | undefined {
  const pattern = filter.search ? `%${filter.search.replace(/[\\%_]/g, '\\$&')}%` : null;
  return and(
    eq(transactions.userId, userId),
    filter.categoryId === undefined ? undefined : eq(transactions.categoryId, filter.categoryId),
    filter.dateFrom === undefined ? undefined : gte(date, filter.dateFrom),
    filter.dateTo === undefined ? undefined : lte(date, filter.dateTo),
    filter.minAmount === undefined ? undefined : amountCondition('>=', filter.minAmount),
    filter.maxAmount === undefined ? undefined : amountCondition('<=', filter.maxAmount),
    pattern === null ? undefined : sql`(${transactions.description} ILIKE ${pattern} OR ${categories.name} ILIKE ${pattern})`,
  );
}

export async function listTransactions(
  db: Database,
  userId: string,
  filter: TransactionFilter,
  { ordering, limit, offset }: { ordering: Ordering; limit: number; offset: number },
): Promise<ShownTransaction[]> {
  return await db
    .select(shown)
    .from(transactions)
    .leftJoin(categories, eq(categories.id, transactions.categoryId))
    .where(conditions(userId, filter))
    .orderBy(...orders[ordering])
    .limit(limit)
    .offset(offset);
}

export async function countTransactions(db: Database, userId: string, filter: TransactionFilter): Promise<number> {
  if (Object.values(filter).every((value) => value === undefined)) {
    const [kept] = await db.select({ n: transactionCounts.count }).from(transactionCounts).where(eq(transactionCounts.userId, userId));
    return kept?.n ?? 0;
  }
  const [row] = await db
    .select({ n: count() })
    .from(transactions)
    .leftJoin(categories, eq(categories.id, transactions.categoryId))
    .where(conditions(userId, filter));
  return row?.n ?? 0;
}

export async function findTransaction(db: Database, userId: string, transactionId: string): Promise<ShownTransaction | null> {
  const [row] = await db
    .select(shown)
    .from(transactions)
    .leftJoin(categories, eq(categories.id, transactions.categoryId))
    .where(and(eq(transactions.id, transactionId), eq(transactions.userId, userId)));
  return row ?? null;
}

export async function insertTransaction(db: Database, transaction: NewTransaction, now: Date): Promise<Transaction> {
  const row = { id: newId(), ...transaction, createdAt: now, updatedAt: now };
  await db.insert(transactions).values(row);
  return row;
}

export async function updateTransaction(
  db: Database,
  userId: string,
  transactionId: string,
  changes: Partial<Omit<NewTransaction, 'userId'>>,
  now: Date,
): Promise<boolean> {
  const rows = await db
    .update(transactions)
    .set({ ...changes, updatedAt: now })
    .where(and(eq(transactions.id, transactionId), eq(transactions.userId, userId)))
    .returning({ id: transactions.id });
  return rows.length > 0;
}

export async function deleteTransaction(db: Database, userId: string, transactionId: string): Promise<boolean> {
  const rows = await db
    .delete(transactions)
    .where(and(eq(transactions.id, transactionId), eq(transactions.userId, userId)))
    .returning({ id: transactions.id });
  return rows.length > 0;
}

/** What models read: every transaction from a day on, oldest first. Transfers are neither income nor spending. */
export async function readHistory(db: Database, userId: string, from: PlainDate) {
  return await db
    .select({
      date: transactions.date,
      type: transactions.type,
      categoryId: transactions.categoryId,
      categoryName: categories.name,
      currency: transactions.currency,
      amountMinor: transactions.amountMinor,
    })
    .from(transactions)
    .leftJoin(categories, eq(categories.id, transactions.categoryId))
    .where(and(eq(transactions.userId, userId), gte(date, from), sql`${transactions.type} <> 'transfer'`))
    .orderBy(asc(date), asc(id));
}
