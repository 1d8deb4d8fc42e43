/** Procedures: what each call of the contract does. Rules live in the services. */
import { implement, ORPCError } from '@orpc/server';
import { appContract } from '#shared/contract/app-contract.ts';
import { commonErrors, DomainError } from '#shared/contract/errors.ts';
import type { CoreEvent, SystemInfo } from '#shared/contract/system.ts';
import type { AccountService } from './features/accounts/service.ts';
import type { createCategoryService } from './features/categories/service.ts';
import type { DashboardService } from './features/dashboard/service.ts';
import type { createHistoryService } from './features/history/service.ts';
import type { ImportService } from './features/imports/service.ts';
import type { SettingsService } from './features/settings/service.ts';
import type { JobRuns } from './features/system/job-runs.ts';
import type { SystemHealth } from './features/system/health.ts';
import type { TransactionService } from './features/transactions/service.ts';
import type { Logger } from './ports.ts';

export interface Services {
  accounts: AccountService;
  categories: ReturnType<typeof createCategoryService>;
  dashboard: DashboardService;
  history: ReturnType<typeof createHistoryService>;
  imports: ImportService;
  settings: SettingsService;
  transactions: TransactionService;
  jobRuns: JobRuns;
  health: SystemHealth;
  info(): SystemInfo;
  loadDemo(): Promise<{ transactions: number }>;
  subscribe(signal: AbortSignal | undefined): AsyncGenerator<CoreEvent, void>;
}

export function createRouter(services: Services, logger: Logger) {
  const base = implement(appContract).use(async ({ next, path }) => {
    try {
      return await next();
    } catch (error) {
      throw asContractError(error, path.join('.'), logger);
    }
  });
  const { accounts, categories, dashboard, history, imports, settings, transactions, jobRuns } = services;

  return base.router({
    accounts: {
      list: base.accounts.list.handler(() => accounts.list()),
      create: base.accounts.create.handler(({ input }) => accounts.create(input)),
      update: base.accounts.update.handler(({ input: { id, ...patch } }) => accounts.update(id, patch)),
      remove: base.accounts.remove.handler(({ input }) => accounts.remove(input.id)),
    },
    categories: {
      list: base.categories.list.handler(() => categories.list()),
    },
    dashboard: {
      get: base.dashboard.get.handler(({ input }) => dashboard.get(input.month, input.currency)),
    },
    history: {
      undo: base.history.undo.handler(({ input }) => history.undo(input.changeId)),
      redo: base.history.redo.handler(() => history.redo()),
      state: base.history.state.handler(() => history.state()),
      list: base.history.list.handler(({ input }) => history.list(input.limit)),
    },
    imports: {
      open: base.imports.open.handler(async ({ input }) =>
        imports.open(
          { name: input.file.name, bytes: new Uint8Array(await input.file.arrayBuffer()) },
          input.accountId,
          input.importId,
        ),
      ),
      revise: base.imports.revise.handler(({ input }) => imports.revise(input.importId, input.accountId, input.mapping)),
      rows: base.imports.rows.handler(({ input }) => imports.rows(input.importId, input.show, input.offset, input.limit)),
      include: base.imports.include.handler(({ input }) =>
        imports.include(input.importId, input.included, input.lines, input.fate),
      ),
      commit: base.imports.commit.handler(({ input }) => imports.commit(input.importId)),
      cancel: base.imports.cancel.handler(({ input }) => imports.cancel(input.importId)),
      batches: base.imports.batches.handler(() => imports.batches()),
    },
    settings: {
      get: base.settings.get.handler(() => settings.get()),
      update: base.settings.update.handler(({ input }) => settings.update(input)),
      completeOnboarding: base.settings.completeOnboarding.handler(({ input }) => settings.completeOnboarding(input)),
      loadDemo: base.settings.loadDemo.handler(() => services.loadDemo()),
    },
    system: {
      info: base.system.info.handler(() => services.info()),
      health: base.system.health.handler(() => services.health()),
      events: base.system.events.handler(({ signal }) => services.subscribe(signal)),
      jobRuns: base.system.jobRuns.handler(({ input }) => jobRuns.list(input.limit)),
    },
    transactions: {
      list: base.transactions.list.handler(({ input }) => transactions.list(input.filter, input.cursor, input.limit)),
      totals: base.transactions.totals.handler(({ input }) => transactions.totals(input.filter)),
      get: base.transactions.get.handler(({ input }) => transactions.get(input.id)),
      create: base.transactions.create.handler(({ input }) => transactions.create(input)),
      update: base.transactions.update.handler(({ input }) => transactions.update(input.ids, input.patch)),
      remove: base.transactions.remove.handler(({ input }) => transactions.remove(input.ids)),
      reviewCount: base.transactions.reviewCount.handler(() => transactions.reviewCount()),
      suggestPayees: base.transactions.suggestPayees.handler(({ input }) =>
        transactions.suggestPayees(input.text, input.limit),
      ),
      exportCsv: base.transactions.exportCsv.handler(async function* ({ input }) {
        yield* transactions.exportCsv(input.filter);
      }),
    },
  });
}

export type AppRouter = ReturnType<typeof createRouter>;

/** Expected failures keep their sentence; anything else is a bug: logged by its kind, shown without detail. */
function asContractError(error: unknown, procedure: string, logger: Logger): unknown {
  if (error instanceof DomainError) {
    return new ORPCError(error.code, {
      status: commonErrors[error.code].status,
      message: error.message,
      data: error.field === undefined ? undefined : { field: error.field },
    });
  }
  if (error instanceof ORPCError) return error;
  logger.error('procedure-failed', { procedure, error });
  return error;
}
