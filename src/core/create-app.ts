/** The application: everything behind the windows, given the ports of a host. */
import { join } from 'node:path';
import { EventPublisher } from '@orpc/server';
import { isDayFirst } from '#shared/day-first.ts';
import type { CoreEvent } from '#shared/contract/system.ts';
import { createAttachmentStore } from './adapters/attachments/attachment-store.ts';
import { createLearnedModelFile } from './adapters/models/learned-model-file.ts';
import { loadCategorizerArtefacts } from './adapters/models/load-categorizer-artefacts.ts';
import { loadExchangeRates } from './adapters/rates/load-exchange-rates.ts';
import { createSpeechModelStore } from './adapters/speech/speech-model-store.ts';
import { openLedger } from './adapters/sqlite/open-ledger.ts';
import { createAccountService } from './features/accounts/service.ts';
import { createAttachmentService } from './features/attachments/service.ts';
import { createBudgetService } from './features/budgets/service.ts';
import { createBudgetSuggestionService } from './features/budgets/suggestions.ts';
import { addShippedCategories, createCategoryService } from './features/categories/service.ts';
import { createLearnedModel } from './features/categorisation/learned-model.ts';
import { createReviewService } from './features/categorisation/review.ts';
import { createCategorisation } from './features/categorisation/service.ts';
import { createCurrencyService } from './features/currencies/service.ts';
import { createDashboardService } from './features/dashboard/service.ts';
import { fillDemoLedger } from './features/demo/fill-demo-ledger.ts';
import { createExportService } from './features/exports/service.ts';
import { createForecastService } from './features/forecasts/service.ts';
import { createGroupService } from './features/groups/service.ts';
import { createHistoryService } from './features/history/service.ts';
import { createImportService } from './features/imports/service.ts';
import { createNetWorthService } from './features/net-worth/service.ts';
import { createQuickEntryService } from './features/quick-entry/service.ts';
import { createReadingQueue } from './features/receipts/reading-queue.ts';
import { createReceiptService } from './features/receipts/service.ts';
import { createReconcileService } from './features/reconcile/service.ts';
import { createSavedFilterService } from './features/saved-filters/service.ts';
import { createPayeeService } from './features/payees/service.ts';
import { createRuleService } from './features/rules/service.ts';
import { createSettingsService } from './features/settings/service.ts';
import { createSpeechService } from './features/speech/service.ts';
import { createSystemHealth } from './features/system/health.ts';
import { createJobRuns } from './features/system/job-runs.ts';
import { createTagService } from './features/tags/service.ts';
import { createTransactionService } from './features/transactions/service.ts';
import { createTransferService } from './features/transfers/service.ts';
import { createLedger } from './ledger/ledger.ts';
import { createCategorizer } from './ml/categorizer/categorizer.ts';
import { categorizePayee } from './ml/utterance-parser/categorize-payee.ts';
import type { Ports } from './ports.ts';
import { createRouter, type AppRouter, type Services } from './router.ts';

const FETCH_EVERY_MS = 6 * 60 * 60 * 1000;
/** The first minutes belong to the person. */
const FORECAST_AFTER_MS = 3 * 60 * 1000;

export interface SaldoApp {
  router: AppRouter;
  services: Services;
  /** Tells all windows. */
  publish(event: CoreEvent): void;
  /** Work that goes on by itself from now on. */
  start(): Promise<void>;
  /** Waits for a running change and closes the ledger. A second call does nothing. */
  stop(): Promise<void>;
}

/** @throws DomainError CONFLICT when the ledger is of a newer version. */
export async function createApp(ports: Ports): Promise<SaldoApp> {
  const started = performance.now();
  const events = new EventPublisher<{ core: CoreEvent }>();
  const publish = (event: CoreEvent): void => events.publish('core', event);

  const file = openLedger(join(ports.files.data, 'ledger.sqlite'), ports.files.migrations, ports.logger);
  const ledger = createLedger(file, ports.clock, (change) => publish({ kind: 'ledger-changed', ...change }));
  await ledger.direct(addShippedCategories);

  const artefacts = loadCategorizerArtefacts(ports.files.models);
  const categorizer = createCategorizer(artefacts);
  const categorisation = createCategorisation(ledger, categorizer);
  const learnedModel = createLearnedModel({
    ledger,
    categorizer,
    artefacts,
    file: createLearnedModelFile(join(ports.files.data, 'categorizer-learned.bin')),
    workers: ports.workers,
    modelsDir: ports.files.models,
    logger: ports.logger,
  });
  learnedModel.load();
  const jobRuns = createJobRuns(ledger, ports.clock);
  const accounts = createAccountService(ledger, ports.clock);
  const attachmentStore = createAttachmentStore(join(ports.files.data, 'attachments'));
  const attachments = createAttachmentService(ledger, attachmentStore, ports.clock);
  const rules = createRuleService(ledger);
  const settings = createSettingsService(ledger, accounts);
  const currencies = createCurrencyService({
    ledger,
    clock: ports.clock,
    download: ports.download,
    jobRuns,
    shipped: () => loadExchangeRates(ports.files.models),
    baseCurrency: () => settings.get().baseCurrency,
    mayFetch: () => settings.get().fetchRates,
    updated: () => publish({ kind: 'ledger-changed', changeId: null, label: 'New exchange rates' }),
  });
  const transfers = createTransferService(
    ledger,
    categorisation,
    (amountMinor, from, to, date) => currencies.book().convert(amountMinor, from, to, date)?.amountMinor ?? null,
  );
  const imports = createImportService({
    ledger,
    transfers,
    workers: ports.workers,
    clock: ports.clock,
    accounts,
    categorisation,
    jobRuns,
    publish,
  });

  const transactions = createTransactionService(ledger, categorisation, attachments, rules);
  const receiptsChanged = (): void => publish({ kind: 'receipts-changed' });
  const readingQueue = createReadingQueue({
    ledger,
    store: attachmentStore,
    workers: ports.workers,
    logger: ports.logger,
    modelsDir: ports.files.models,
    about: () => ({
      today: ports.clock.today(),
      currency: settings.get().baseCurrency ?? 'EUR',
      dayFirst: isDayFirst(settings.get().locale),
    }),
    changed: receiptsChanged,
  });

  const services: Services = {
    accounts,
    attachments,
    budgets: createBudgetService({
      ledger,
      clock: ports.clock,
      baseCurrency: () => settings.get().baseCurrency,
      rates: () => currencies.book(),
    }),
    budgetSuggestions: createBudgetSuggestionService({
      ledger,
      clock: ports.clock,
      workers: ports.workers,
      priorFile: join(ports.files.models, 'budget-prior.json'),
      baseCurrency: () => settings.get().baseCurrency,
      rates: () => currencies.book(),
    }),
    categories: createCategoryService(ledger),
    currencies,
    dashboard: createDashboardService(ledger.read, ports.clock, accounts.list, () => settings.get().baseCurrency, () => currencies.book()),
    exports: createExportService({
      ledger,
      clock: ports.clock,
      version: ports.host.version,
      baseCurrency: () => settings.get().baseCurrency,
      restored: () => {
        currencies.forget();
        publish({ kind: 'ledger-changed', changeId: null, label: 'Restored a ledger' });
      },
    }),
    forecasts: createForecastService({
      ledger,
      clock: ports.clock,
      workers: ports.workers,
      logger: ports.logger,
      baseCurrency: () => settings.get().baseCurrency,
      rates: () => currencies.book(),
      publish,
    }),
    groups: createGroupService({
      ledger,
      clock: ports.clock,
      store: attachmentStore,
      convert: currencies.convert,
    }),
    history: createHistoryService(ledger),
    imports,
    netWorth: createNetWorthService(ledger, ports.clock, () => settings.get().baseCurrency, () => currencies.book()),
    receipts: createReceiptService({
      ledger,
      clock: ports.clock,
      store: attachmentStore,
      queue: readingQueue,
      accounts,
      attachments,
      transactions,
      baseCurrency: () => settings.get().baseCurrency,
      categorize: categorizePayee(categorizer, settings.get().baseCurrency ?? 'EUR'),
      convert: currencies.convert,
      changed: receiptsChanged,
    }),
    reconcile: createReconcileService(ledger, ports.clock),
    savedFilters: createSavedFilterService(ledger),
    categorisation: createReviewService(ledger, categorisation),
    payees: createPayeeService(ledger),
    quickEntry: createQuickEntryService({
      ledger,
      clock: ports.clock,
      accounts,
      settings,
      transactions,
      categorize: categorizePayee(categorizer, settings.get().baseCurrency ?? 'EUR'),
      convert: currencies.convert,
    }),
    rules,
    settings,
    speech: createSpeechService({
      models: createSpeechModelStore(join(ports.files.data, 'speech')),
      recognizer: ports.speechRecognizer,
      changed: () => publish({ kind: 'speech-changed' }),
    }),
    tags: createTagService(ledger),
    transactions,
    transfers,
    jobRuns,
    health: createSystemHealth(ledger),
    info: () => ({
      version: ports.host.version,
      host: ports.host.kind,
      platform: ports.host.platform,
      demo: ports.host.demo,
      onboarded: settings.get().baseCurrency !== null,
      ledgerFile: file.path,
    }),
    loadDemo: () => fillDemoLedger({ ledger, clock: ports.clock, categorisation, accounts, settings, transfers }),
    async *subscribe(signal) {
      yield { kind: 'ready' };
      yield* events.subscribe('core', { signal });
    },
  };
  ports.logger.info('core-ready', { ms: Math.round(performance.now() - started), schemaVersion: file.schemaVersion });

  let stopped = false;
  let fetching: NodeJS.Timeout | undefined;
  let forecasting: NodeJS.Timeout | undefined;
  const forecastMonthly = (): void =>
    void services.forecasts.makeMonthly().catch((error: unknown) => ports.logger.warn('forecast-failed', { error }));
  return {
    router: createRouter(services, ports.logger),
    services,
    publish,
    async start() {
      await jobRuns.closeInterrupted();
      void learnedModel.refresh().catch((error: unknown) => ports.logger.warn('learned-model-failed', { error }));
      if (ports.host.demo && !settings.get().baseCurrency) await services.loadDemo();
      await services.groups.addDue(ports.clock.today());
      await readingQueue.start();
      void currencies.fetchWhenDue();
      forecasting = setTimeout(forecastMonthly, FORECAST_AFTER_MS);
      forecasting.unref();
      fetching = setInterval(() => {
        forecastMonthly();
        void currencies.fetchWhenDue();
        void services.groups.addDue(ports.clock.today());
      }, FETCH_EVERY_MS);
      fetching.unref();
    },
    async stop() {
      if (stopped) return;
      stopped = true;
      clearInterval(fetching);
      clearTimeout(forecasting);
      await services.forecasts.stop();
      // A commit that is under way ends first: `direct` queues behind it.
      await ledger.direct(() => undefined);
      await readingQueue.close();
      await services.speech.stop();
      await ports.workers.close();
      file.close();
    },
  };
}
