/** Accounts, statements and net worth on a real ledger file, without the rest of the core. */
import { createRateBook } from '../../src/core/domain/currencies/rate-book.ts';
import { createAccountService } from '../../src/core/features/accounts/service.ts';
import { createNetWorthService } from '../../src/core/features/net-worth/service.ts';
import { createReconcileService } from '../../src/core/features/reconcile/service.ts';
import { createSavedFilterService } from '../../src/core/features/saved-filters/service.ts';
import { createTransactionService } from '../../src/core/features/transactions/service.ts';
import type { Categorisation } from '../../src/core/features/categorisation/service.ts';
import type { AccountKind } from '../../src/shared/contract/accounts.ts';
import { openTestLedger } from './ledger-fixture.ts';
import { fixedClock } from './ports-fixture.ts';

/** No guesses: what these tests are about has nothing to do with categories. */
const knowsNothing: Categorisation = {
  suggest: () => ({ categoryId: null, confidence: null, source: null, reason: null }),
  explain: () => null,
  learn: () => 0,
} as unknown as Categorisation;

export async function openBook(today = '2026-03-15') {
  const ledger = await openTestLedger();
  const clock = fixedClock(today);
  const accounts = createAccountService(ledger, clock);
  // Two francs are a euro until 2026, three after that; nothing else is known.
  const rates = createRateBook({ days: new Int32Array(), series: new Map() }, [
    { base: 'EUR', quote: 'CHF', rate: '2', validFrom: '2000-01-01', validTo: '2025-12-31' },
    { base: 'EUR', quote: 'CHF', rate: '3', validFrom: '2026-01-01', validTo: null },
  ]);
  const transactions = createTransactionService(ledger, knowsNothing, { list: () => [] }, { explain: () => null });
  return {
    ledger,
    accounts,
    transactions,
    reconcile: createReconcileService(ledger, clock),
    netWorth: createNetWorthService(ledger, clock, () => 'EUR', () => rates),
    savedFilters: createSavedFilterService(ledger),
    async account(name: string, kind: AccountKind = 'checking', more: { opening?: number; openedOn?: string; currency?: string } = {}) {
      const { id } = await accounts.create({
        name,
        kind,
        currency: more.currency ?? 'EUR',
        institution: null,
        openingBalanceMinor: more.opening ?? 0,
        openedOn: more.openedOn ?? null,
      });
      return id;
    },
    /** `2026-03-01 Rewe -12.50` written as arguments; answers the id. */
    async pay(accountId: string, date: string, payee: string, amountMinor: number) {
      const { id } = await transactions.create({ accountId, date, payee, amountMinor, categoryId: null, note: '' });
      return id;
    },
  };
}

export type Book = Awaited<ReturnType<typeof openBook>>;
