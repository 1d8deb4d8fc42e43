/** Transactions over HTTP. */
import { Readable } from 'node:stream';
import { csvLine } from '../../http/csv.ts';
import { handle, type Route } from '../../http/handle.ts';
import { pageOf } from '../../http/page.ts';
import { toDecimal, toFloat } from '../../http/scalars.ts';
import * as contract from './contract.ts';
import type { ShownTransaction } from './repository.ts';
import type { TransactionService } from './service.ts';

const LATEST = 10;

const shown = (row: ShownTransaction) => ({
  id: row.id,
  date: row.date,
  category: row.categoryId,
  category_name: row.categoryName,
  currency: row.currency,
  amount: toDecimal(row.amountMinor, row.currency),
  description: row.description,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});

export function transactionRoutes(service: TransactionService, publicUrl: () => string): Route[] {
  return [
    handle(contract.latestTransactions, async ({ caller }) => {
      const rows = await service.latest(caller.id, LATEST);
      const body = rows.map((row) => ({
        id: row.id,
        category_name: row.categoryName,
        category_type: row.type,
        description: row.description,
        amount: toFloat(row.amountMinor, row.currency),
        date: row.date,
      }));
      return { status: 200, body };
    }),
    handle(contract.listTransactions, async ({ caller, query, request }) => {
      const { page, page_size: size, ordering } = query;
      const { count, items } = await service.list(caller.id, query, { ordering, page, size });
      return { status: 200, body: pageOf(request, publicUrl(), query, { count, items: items.map(shown) }) };
    }),
    handle(contract.createTransaction, async ({ caller, body }) => ({
      status: 201,
      body: shown(await service.add(caller.id, body)),
    })),
    handle(contract.getTransaction, async ({ caller, params }) => ({
      status: 200,
      body: shown(await service.get(caller.id, params.id)),
    })),
    handle(contract.putTransaction, async ({ caller, params, body }) => ({
      status: 200,
      body: shown(await service.replace(caller.id, params.id, body)),
    })),
    handle(contract.patchTransaction, async ({ caller, params, body }) => ({
      status: 200,
      body: shown(await service.change(caller.id, params.id, body)),
    })),
    handle(contract.deleteTransaction, async ({ caller, params }) => {
      await service.remove(caller.id, params.id);
      return { status: 204, body: null };
    }),
    handle(contract.exportTransactions, async ({ caller, query, body }) => {
      const { ordering = '-date', ...filter } = { ...query, ...body };
      const batches = service.exported(caller.id, filter, ordering);
      // The first batch is read here: a filter that is refused must be an answer of its own, not a file cut short.
      const first = await batches.next();
      async function* lines() {
        yield csvLine(['ID', 'Date', 'Category', 'Amount', 'Description']);
        if (first.done !== true) yield fileLines(first.value);
        for await (const batch of batches) yield fileLines(batch);
      }
      return {
        status: 200,
        body: Readable.from(lines()),
        headers: { 'content-disposition': 'attachment; filename="transactions.csv"' },
      };
    }),
  ];
}

function fileLines(rows: readonly ShownTransaction[]): string {
  return rows
    .map((row) => csvLine([row.id, row.date, row.categoryName, toDecimal(row.amountMinor, row.currency), row.description]))
    .join('');
}
