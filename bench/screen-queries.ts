import type { SaldoApp } from '../src/core/create-app.ts';
import type { TransactionFilter } from '../src/shared/contract/transactions.ts';
import { timed, type Times } from './measured-times.ts';

/** The queries behind each screen, with filters and texts that find many, few and none. */
export function measureQueries(app: SaldoApp, month: string, accountId: string): Record<string, Times> {
  const { accounts, transactions, dashboard, netWorth } = app.services;
  const page = (filter: TransactionFilter, cursor: string | null = null) => transactions.list(filter, cursor, 100);
  const deep = page({ dateTo: `${month.slice(0, 4)}-01-01` }).nextCursor;
  const filters: TransactionFilter[] = [
    { accountIds: [accountId], dateFrom: `${month}-01`, dateTo: `${month}-28` },
    { categoryIds: ['food_drink'] },
    { amountMin: 20_090, direction: 'out' },
    { categoryIds: ['none'], amountMin: 5_000 },
    { accountIds: [accountId], categoryIds: ['transport'], amountMax: 2_000, direction: 'in' },
  ];
  const texts = ['lidl', 'spotify 01', 'ref 12345', 'apotheke am markt 0007', 'nothing like this', 'cafe', 'db'];
  return {
    listPage: timed((at) => void page({}, at % 2 ? deep : null)),
    filteredPage: timed((at) => void page(filters[at % filters.length] ?? {})),
    textSearch: timed((at) => void page({ text: texts[at % texts.length] })),
    dashboard: timed(() => void dashboard.get(month)),
    totals: timed((at) => void transactions.totals(at % 2 ? {} : (filters[(at / 2) % filters.length] ?? {}))),
    registerPage: timed((at) => void accounts.register(accountId, at % 2 ? deep : null, 100)),
    netWorthSeries: timed(() => void netWorth.get('month', 60)),
  };
}
