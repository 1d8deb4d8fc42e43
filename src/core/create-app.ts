/** The application: everything behind the windows, given the ports of a host. */
import { join } from 'node:path';
import { EventPublisher } from '@orpc/server';
import { DomainError } from '#shared/contract/errors.ts';
import { addDays, monthOf } from '#shared/dates.ts';
import { isDayFirst } from '#shared/day-first.ts';
import { formatMoney } from '#shared/money.ts';
import type { Settings } from '#shared/contract/settings.ts';
import type { CoreEvent } from '#shared/contract/system.ts';
import { createAttachmentStore } from './adapters/attachments/attachment-store.ts';
import { createLearnedModelFile } from './adapters/models/learned-model-file.ts';
import { loadCategorizerArtefacts } from './adapters/models/load-categorizer-artefacts.ts';
import { loadExchangeRates } from './adapters/rates/load-exchange-rates.ts';
import { createSpeechModelStore } from './adapters/speech/speech-model-store.ts';
import { cleanDataFolder } from './adapters/data-folder/clean-data-folder.ts';
import { everyMinute } from './adapters/schedule/minute-timer.ts';
import type { BackupInput, BackupResult } from './adapters/sqlite/back-up-ledger.ts';
import { openLedger } from './adapters/sqlite/open-ledger.ts';
import { createAccountService } from './features/accounts/service.ts';
import { createAttachmentService } from './features/attachments/service.ts';
import { billReminders } from './features/bills/bill-reminders.ts';
import { createBillService } from './features/bills/service.ts';
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
import { createGoalService } from './features/goals/service.ts';
import { createGroupService } from './features/groups/service.ts';
import { createHistoryService } from './features/history/service.ts';
import { createImportService } from './features/imports/service.ts';
import { createInsightService } from './features/insights/service.ts';
import { appJobs } from './features/jobs/app-jobs.ts';
import { createJobService } from './features/jobs/service.ts';
import { createNetWorthService } from './features/net-worth/service.ts';
import { balanceAlert } from './features/notifications/balance-alert.ts';
import { budgetAlerts } from './features/notifications/budget-alerts.ts';
import { createReminders, type ReminderSource } from './features/notifications/reminders.ts';
import { dayInWords, monthInWords } from './features/notifications/day-in-words.ts';
import { goalsReached, unusualCharges } from './features/notifications/insight-alerts.ts';
import { createNotificationService } from './features/notifications/service.ts';
import { createProfileService } from './features/profile/service.ts';
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

/** Copies of the ledger, one a day. */
const KEEP_BACKUPS = 10;
/** A bill is moved off weekends and holidays, and no further. */
const MOST_SHIFTED_DAYS = 14;
const KEEP_RUNS_MS = 90 * 24 * 60 * 60 * 1000;
/** A balance below nothing is told so many days ahead. */
const BALANCE_DAYS = 30;

export interface SaldoApp {
  router: AppRouter;
  services: Services;
  /** Tells all windows. */
  publish(event: CoreEvent): void;
  /** Work that goes on by itself from now on. */
  start(): Promise<void>;
  /** The machine woke up, or its clock was set: whatever is due now runs. */
  wake(): void;
  /** Calls at once and after each change of the settings. */
  followSettings(follow: (settings: Settings) => void): void;
  /** Shows a page in the window, or in the next one that opens. */
  openPage(to: string): void;
  /** Waits for a running change and closes the ledger. A second call does nothing. */
  stop(): Promise<void>;
}

/** @throws DomainError CONFLICT when the ledger is of a newer version. */
export async function createApp(ports: Ports): Promise<SaldoApp> {
  const started = performance.now();
  const events = new EventPublisher<{ core: CoreEvent }>();
  const publish = (event: CoreEvent): void => events.publish('core', event);

  const file = openLedger(join(ports.files.data, 'ledger.sqlite'), ports.files.migrations, ports.logger);
  const ledger = createLedger(file, ports.clock, (change) => {
    publish({ kind: 'ledger-changed', ...change });
    jobs.ledgerChanged();
  });
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
  const settingsFollowers: ((settings: Settings) => void)[] = [];
  const settings = createSettingsService(ledger, accounts, (changed) => {
    for (const follow of settingsFollowers) follow(changed);
  });
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
  const baseCurrency = (): string | null => settings.get().baseCurrency;
  const rates = () => currencies.book();
  const profile = createProfileService({ ledger, clock: ports.clock, store: attachmentStore, baseCurrency, rates });
  const insights = createInsightService({
    ledger, clock: ports.clock, baseCurrency, rates, accounts: accounts.list, profile: profile.get,
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
    async finished({ fileName, added, problems }) {
      const lines = `${problems} ${problems === 1 ? 'line' : 'lines'} could not be read`;
      const words = `${added} ${added === 1 ? 'transaction was' : 'transactions were'} added`;
      await notifications.notify({
        kind: 'import-finished',
        title: `Imported ${fileName}`,
        body: problems > 0 ? `${words}; ${lines}.` : `${words}.`,
        link: '/transactions',
      });
    },
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

  const bills = createBillService(ledger, ports.clock);
  let listeners = 0;
  let pageToOpen: string | null = null;
  const openPage = (to: string): void => {
    if (listeners > 0) publish({ kind: 'navigate', to });
    else pageToOpen = to;
  };
  const notifications = createNotificationService({
    ledger,
    clock: ports.clock,
    logger: ports.logger,
    notifier: ports.notifier,
    actions: {
      async paid({ subjectId, dueOn }) {
        if (dueOn === null) throw new DomainError('CONFLICT', 'Only a bill can be marked as paid.');
        await bills.markPaid(subjectId, dueOn, null, null);
      },
    },
    changed: () => publish({ kind: 'notifications-changed' }),
    open: openPage,
  });
  const reminderSources: ReminderSource[] = [billReminders(bills, () => settings.get().locale ?? undefined)];
  const money = (minor: number): string =>
    formatMoney(minor, settings.get().baseCurrency ?? 'EUR', settings.get().locale ?? undefined);
  const isSetUp = (): boolean => settings.get().baseCurrency !== null;
  const jobs = createJobService({
    ledger,
    clock: ports.clock,
    logger: ports.logger,
    jobRuns,
    changed: () => publish({ kind: 'jobs-changed' }),
    definitions: appJobs({
      remind: createReminders({
        ledger,
        clock: ports.clock,
        notifications,
        sources: reminderSources,
        isSettled: (billId, planned) =>
          bills
            .occurrences(addDays(planned, -MOST_SHIFTED_DAYS), addDays(planned, MOST_SHIFTED_DAYS))
            .some((it) => it.billId === billId && it.planned === planned && ['paid', 'skipped'].includes(it.state)),
      }),
      alerts: [
        {
          name: 'budget-alerts',
          title: 'Alerts of budgets',
          afterChanges: true,
          async find() {
            const month = monthOf(ports.clock.today());
            return isSetUp() ? budgetAlerts(services.budgets.month(month).lines, month, money) : [];
          },
        },
        {
          name: 'insight-alerts',
          title: 'Alerts of unusual charges and reached goals',
          // It reads all of the ledger, as does the balance ahead.
          afterChanges: false,
          async find() {
            if (!isSetUp()) return [];
            const found = await insights.currentInsights();
            const words = { money, day: dayInWords, month: monthInWords };
            const charges = unusualCharges(found, ports.clock.today(), words);
            return [...charges, ...goalsReached(services.goals.reachedGoals(), money)];
          },
        },
        {
          name: 'balance-alerts',
          title: 'Alerts of low balances',
          afterChanges: false,
          async find() {
            if (!isSetUp()) return [];
            const flow = await services.forecasts.cashFlow({ days: BALANCE_DAYS });
            return balanceAlert(flow, money, dayInWords);
          },
        },
      ],
      refreshForecasts: () => services.forecasts.makeMonthly(),
      matchBills: () => bills.matchNow(),
      addRecurringExpenses: () => services.groups.addDue(ports.clock.today()),
      fetchRates: () => currencies.fetchWhenDue(),
      mayFetchRates: () => settings.get().fetchRates,
      mayBackUp: !ports.host.demo,
      backUp: () =>
        ports.workers.run<BackupInput, BackupResult>('back-up-ledger', {
          ledger: file.path,
          folder: join(ports.files.data, 'backups'),
          day: ports.clock.today(),
          keep: KEEP_BACKUPS,
        }),
      async cleanUp() {
        const now = ports.clock.now();
        const runs = await jobRuns.clean(new Date(now.getTime() - KEEP_RUNS_MS).toISOString());
        return runs + (await notifications.clean()) + cleanDataFolder(ports.files.data, now);
      },
      notifications,
      today: () => ports.clock.today(),
    }),
  });

  const services: Services = {
    accounts,
    attachments,
    bills,
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
      bills: (from, to) =>
        bills.occurrences(from, to).flatMap(({ state, dueOn, amountMinor, currency, name, billId }) => {
          if (state !== 'due' && state !== 'late') return [];
          const base = settings.get().baseCurrency ?? 'EUR';
          const inBase = currency === base ? amountMinor : (currencies.book().convert(amountMinor, currency, base, ports.clock.today())?.amountMinor ?? null);
          return inBase === null ? [] : [{ date: dueOn, amountMinor: inBase, payeeId: bills.payeeOf(billId), name }];
        }),
    }),
    goals: createGoalService({
      ledger, clock: ports.clock, baseCurrency, rates, accounts: accounts.list, savedByMonth: insights.savedByMonth,
    }),
    insights,
    profile,
    groups: createGroupService({
      ledger,
      clock: ports.clock,
      store: attachmentStore,
      convert: currencies.convert,
    }),
    history: createHistoryService(ledger),
    imports,
    jobs,
    netWorth: createNetWorthService(ledger, ports.clock, () => settings.get().baseCurrency, () => currencies.book()),
    notifications,
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
      const following = events.subscribe('core', { signal });
      listeners += 1;
      try {
        if (pageToOpen) yield { kind: 'navigate', to: pageToOpen };
        pageToOpen = null;
        yield* following;
      } finally {
        listeners -= 1;
      }
    },
  };
  ports.logger.info('core-ready', { ms: Math.round(performance.now() - started), schemaVersion: file.schemaVersion });

  let stopped = false;
  let stopTimer = (): void => undefined;
  const tick = (): void => {
    jobs.tick().catch((error: unknown) => ports.logger.error('tick-failed', { error }));
    notifications.deliver().catch((error: unknown) => ports.logger.warn('notification-not-shown', { error }));
  };
  return {
    router: createRouter(services, ports.logger),
    services,
    publish,
    openPage,
    followSettings(follow) {
      settingsFollowers.push(follow);
      follow(settings.get());
    },
    async start() {
      await jobRuns.closeInterrupted();
      void learnedModel.refresh().catch((error: unknown) => ports.logger.warn('learned-model-failed', { error }));
      if (ports.host.demo && !settings.get().baseCurrency) await services.loadDemo();
      await readingQueue.start();
      await jobs.prepare();
      stopTimer = everyMinute(tick);
      tick();
    },
    wake: tick,
    async stop() {
      if (stopped) return;
      stopped = true;
      stopTimer();
      await services.forecasts.stop();
      await jobs.stop();
      // A commit that is under way ends first: `direct` queues behind it.
      await ledger.direct(() => undefined);
      await readingQueue.close();
      await services.speech.stop();
      await ports.workers.close();
      file.close();
    },
  };
}
