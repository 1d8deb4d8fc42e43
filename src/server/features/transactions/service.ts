/** The rules of transactions on the server: everybody sees their own only. */
import { isCurrency } from '../../../shared/currencies.ts';
import type { PlainDate } from '../../../shared/dates.ts';
import type { ServerContext } from '../../context.ts';
import { RequestError } from '../../http/problem.ts';
import { toMinor } from '../../http/scalars.ts';
import type { CategoryService } from '../categories/service.ts';
import type { ProfileService } from '../profiles/service.ts';
import * as repository from './repository.ts';
import type { NewTransaction, Ordering, ShownTransaction, TransactionFilter } from './repository.ts';

const EXPORT_BATCH = 1000;

export interface TransactionInput {
  date: PlainDate;
  /** An id or a name. */
  category?: string | null | undefined;
  currency?: string | undefined;
  /** Decimal text. */
  amount: string;
  description?: string | undefined;
  transaction_type?: NewTransaction['type'] | undefined;
}

export interface FilterInput {
  search?: string | undefined;
  category?: string | undefined;
  min_amount?: string | undefined;
  max_amount?: string | undefined;
  date?: PlainDate | undefined;
  date_from?: PlainDate | undefined;
  date_to?: PlainDate | undefined;
}

export interface TransactionParts {
  categories: Pick<CategoryService, 'resolve'>;
  profiles: Pick<ProfileService, 'currencyOf'>;
}

export type TransactionService = ReturnType<typeof createTransactionService>;

export function createTransactionService({ db, clock }: Pick<ServerContext, 'db' | 'clock'>, { categories, profiles }: TransactionParts) {
  async function filterOf(userId: string, input: FilterInput): Promise<TransactionFilter> {
    const { category, date } = input;
    return {
      search: input.search || undefined,
      categoryId: category === undefined ? undefined : (await categories.resolve(userId, category)).id,
      minAmount: input.min_amount,
      maxAmount: input.max_amount,
      dateFrom: date ?? input.date_from,
      dateTo: date ?? input.date_to,
    };
  }

  function checkedCurrency(code: string): string {
    if (isCurrency(code)) return code;
    const message = `${code} is not a currency.`;
    throw new RequestError(400, message, { fields: [{ field: 'currency', message }] });
  }

  async function rowOf(userId: string, input: TransactionInput) {
    const currency = checkedCurrency(input.currency ?? (await profiles.currencyOf(userId)));
    const category = input.category ? await categories.resolve(userId, input.category) : null;
    const row: NewTransaction = {
      userId,
      date: input.date,
      categoryId: category?.id ?? null,
      type: input.transaction_type ?? category?.type ?? 'expense',
      currency,
      amountMinor: toMinor(input.amount, currency),
      description: input.description ?? '',
    };
    return { row, categoryName: category?.name ?? null };
  }

  async function get(userId: string, id: string): Promise<ShownTransaction> {
    const found = await repository.findTransaction(db, userId, id);
    if (!found) throw new RequestError(404, 'There is no such transaction.');
    return found;
  }

  return {
    get,

    latest: (userId: string, limit: number) =>
      repository.listTransactions(db, userId, {}, { ordering: '-date', limit, offset: 0 }),

    async list(userId: string, input: FilterInput, { ordering, page, size }: { ordering: Ordering; page: number; size: number }) {
      const filter = await filterOf(userId, input);
      const [count, items] = await Promise.all([
        repository.countTransactions(db, userId, filter),
        repository.listTransactions(db, userId, filter, { ordering, limit: size, offset: (page - 1) * size }),
      ]);
      return { count, items };
    },

    async add(userId: string, input: TransactionInput): Promise<ShownTransaction> {
      const { row, categoryName } = await rowOf(userId, input);
      return { ...(await repository.insertTransaction(db, row, clock.now())), categoryName };
    },

    async replace(userId: string, id: string, input: TransactionInput): Promise<ShownTransaction> {
      await get(userId, id);
      const { userId: _, ...row } = (await rowOf(userId, input)).row;
      await repository.updateTransaction(db, userId, id, row, clock.now());
      return await get(userId, id);
    },

    async change(userId: string, id: string, changes: Partial<TransactionInput>): Promise<ShownTransaction> {
      const before = await get(userId, id);
      const currency = checkedCurrency(changes.currency ?? before.currency);
      const category = changes.category ? await categories.resolve(userId, changes.category) : null;
      const type = changes.transaction_type ?? category?.type;
      await repository.updateTransaction(
        db,
        userId,
        id,
        {
          currency,
          ...(changes.date === undefined ? {} : { date: changes.date }),
          ...(changes.category === undefined ? {} : { categoryId: category?.id ?? null }),
          ...(type === undefined ? {} : { type }),
          ...(changes.amount === undefined ? {} : { amountMinor: toMinor(changes.amount, currency) }),
          ...(changes.description === undefined ? {} : { description: changes.description }),
        },
        clock.now(),
      );
      return await get(userId, id);
    },

    async remove(userId: string, id: string): Promise<void> {
      if (!(await repository.deleteTransaction(db, userId, id))) throw new RequestError(404, 'There is no such transaction.');
    },

    /** In batches, so that a large export holds no more than one of them in memory. */
    async *exported(userId: string, input: FilterInput, ordering: Ordering): AsyncGenerator<ShownTransaction[]> {
      const filter = await filterOf(userId, input);
      for (let offset = 0; ; offset += EXPORT_BATCH) {
        const batch = await repository.listTransactions(db, userId, filter, { ordering, limit: EXPORT_BATCH, offset });
        yield batch;
        if (batch.length < EXPORT_BATCH) return;
      }
    },

    history: (userId: string, from: PlainDate) => repository.readHistory(db, userId, from),
  };
}
