/** Procedures: what each call of the contract does. Rules live in the services. */
import { implement, ORPCError } from '@orpc/server';
import { appContract } from '#shared/contract/app-contract.ts';
import { commonErrors, DomainError } from '#shared/contract/errors.ts';
import type { CoreEvent, SystemInfo } from '#shared/contract/system.ts';
import type { AccountService } from './features/accounts/service.ts';
import type { AttachmentService } from './features/attachments/service.ts';
import type { BillService } from './features/bills/service.ts';
import type { BudgetService } from './features/budgets/service.ts';
import type { BudgetSuggestionService } from './features/budgets/suggestions.ts';
import type { CategoryService } from './features/categories/service.ts';
import type { ReviewService } from './features/categorisation/review.ts';
import type { CurrencyService } from './features/currencies/service.ts';
import type { DashboardService } from './features/dashboard/service.ts';
import type { ExportService } from './features/exports/service.ts';
import type { ForecastService } from './features/forecasts/service.ts';
import type { GoalService } from './features/goals/service.ts';
import type { GroupService } from './features/groups/service.ts';
import type { createHistoryService } from './features/history/service.ts';
import type { ImportService } from './features/imports/service.ts';
import type { NetWorthService } from './features/net-worth/service.ts';
import type { ReceiptService } from './features/receipts/service.ts';
import type { ReconcileService } from './features/reconcile/service.ts';
import type { SavedFilterService } from './features/saved-filters/service.ts';
import type { PayeeService } from './features/payees/service.ts';
import type { ProfileService } from './features/profile/service.ts';
import type { QuickEntryService } from './features/quick-entry/service.ts';
import type { RuleService } from './features/rules/service.ts';
import type { SettingsService } from './features/settings/service.ts';
import type { SpeechService } from './features/speech/service.ts';
import type { InsightService } from './features/insights/service.ts';
import type { JobService } from './features/jobs/service.ts';
import type { NotificationService } from './features/notifications/service.ts';
import type { JobRuns } from './features/system/job-runs.ts';
import type { SystemHealth } from './features/system/health.ts';
import type { TagService } from './features/tags/service.ts';
import type { TransactionService } from './features/transactions/service.ts';
import type { TransferService } from './features/transfers/service.ts';
import type { Logger } from './ports.ts';

export interface Services {
  accounts: AccountService;
  attachments: AttachmentService;
  bills: BillService;
  budgets: BudgetService;
  budgetSuggestions: BudgetSuggestionService;
  categories: CategoryService;
  categorisation: ReviewService;
  currencies: CurrencyService;
  dashboard: DashboardService;
  exports: ExportService;
  forecasts: ForecastService;
  goals: GoalService;
  groups: GroupService;
  insights: InsightService;
  profile: ProfileService;
  history: ReturnType<typeof createHistoryService>;
  imports: ImportService;
  netWorth: NetWorthService;
  receipts: ReceiptService;
  reconcile: ReconcileService;
  savedFilters: SavedFilterService;
  payees: PayeeService;
  quickEntry: QuickEntryService;
  rules: RuleService;
  settings: SettingsService;
  speech: SpeechService;
  tags: TagService;
  transactions: TransactionService;
  transfers: TransferService;
  jobs: JobService;
  notifications: NotificationService;
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
  const { accounts, attachments, categories, currencies, dashboard, history, imports, settings, tags, transactions, jobRuns } = services;

  return base.router({
    accounts: {
      list: base.accounts.list.handler(() => accounts.list()),
      create: base.accounts.create.handler(({ input }) => accounts.create(input)),
      update: base.accounts.update.handler(({ input: { id, ...patch } }) => accounts.update(id, patch)),
      overview: base.accounts.overview.handler(() => accounts.overview()),
      reorder: base.accounts.reorder.handler(({ input }) => accounts.reorder(input.ids)),
      close: base.accounts.close.handler(({ input }) => accounts.close(input.id, input.date, input.anyway)),
      reopen: base.accounts.reopen.handler(({ input }) => accounts.reopen(input.id)),
      remove: base.accounts.remove.handler(({ input }) => accounts.remove(input.id)),
      register: base.accounts.register.handler(({ input }) =>
        accounts.register(input.accountId, input.cursor, input.limit),
      ),
      valuations: base.accounts.valuations.handler(({ input }) => accounts.valuations(input.accountId)),
      setValuation: base.accounts.setValuation.handler(({ input }) => accounts.setValuation(input)),
      removeValuation: base.accounts.removeValuation.handler(({ input }) => accounts.removeValuation(input.id)),
    },
    attachments: {
      list: base.attachments.list.handler(({ input }) => attachments.list(input.transactionId)),
      add: base.attachments.add.handler(async ({ input: { transactionId, file } }) =>
        attachments.add(transactionId, {
          name: file.name,
          mediaType: file.type,
          bytes: new Uint8Array(await file.arrayBuffer()),
        }),
      ),
      read: base.attachments.read.handler(({ input }) => attachments.read(input.id)),
      remove: base.attachments.remove.handler(({ input }) => attachments.remove(input.id)),
    },
    bills: {
      list: base.bills.list.handler(() => services.bills.list()),
      occurrences: base.bills.occurrences.handler(({ input }) => services.bills.occurrences(input.from, input.to)),
      history: base.bills.history.handler(({ input }) => services.bills.history(input.id)),
      create: base.bills.create.handler(({ input }) => services.bills.create(input)),
      update: base.bills.update.handler(({ input: { id, ...patch } }) => services.bills.update(id, patch)),
      setStatus: base.bills.setStatus.handler(({ input }) => services.bills.setStatus(input.id, input.status)),
      remove: base.bills.remove.handler(({ input }) => services.bills.remove(input.id)),
      markPaid: base.bills.markPaid.handler(({ input }) =>
        services.bills.markPaid(input.billId, input.planned, input.transactionId, input.paidOn),
      ),
      skip: base.bills.skip.handler(({ input }) => services.bills.skip(input.billId, input.planned)),
      snooze: base.bills.snooze.handler(({ input }) => services.bills.snooze(input.billId, input.planned, input.until)),
      reopen: base.bills.reopen.handler(({ input }) => services.bills.reopen(input.billId, input.planned)),
      candidates: base.bills.candidates.handler(({ input }) => services.bills.candidates(input.billId, input.planned)),
      proposals: base.bills.proposals.handler(() => services.bills.proposals()),
      dismiss: base.bills.dismiss.handler(({ input }) => services.bills.dismiss(input.payeeId, input.income)),
      export: base.bills.export.handler(({ input }) => services.bills.export(input.format)),
    },
    budgetSuggestions: {
      list: base.budgetSuggestions.list.handler(({ input }) => services.budgetSuggestions.list(input.month, input.saveMinor)),
      accept: base.budgetSuggestions.accept.handler(({ input }) => services.budgetSuggestions.accept(input)),
      dismiss: base.budgetSuggestions.dismiss.handler(({ input }) => services.budgetSuggestions.dismiss(input)),
    },
    budgets: {
      month: base.budgets.month.handler(({ input }) => services.budgets.month(input.month)),
      history: base.budgets.history.handler(({ input }) => services.budgets.history(input.categoryId)),
      set: base.budgets.set.handler(({ input }) => services.budgets.set(input)),
      end: base.budgets.end.handler(({ input }) => services.budgets.end(input.categoryId, input.month)),
      move: base.budgets.move.handler(({ input }) => services.budgets.move(input)),
      copyLastMonth: base.budgets.copyLastMonth.handler(({ input }) => services.budgets.copyLastMonth(input.month)),
    },
    categories: {
      list: base.categories.list.handler(() => categories.list()),
      uses: base.categories.uses.handler(() => categories.uses()),
      create: base.categories.create.handler(({ input }) => categories.create(input)),
      update: base.categories.update.handler(({ input: { id, ...patch } }) => categories.update(id, patch)),
      move: base.categories.move.handler(({ input }) => categories.move(input.id, input.parentId, input.to)),
      merge: base.categories.merge.handler(({ input }) => categories.merge(input.id, input.into)),
      remove: base.categories.remove.handler(({ input }) => categories.remove(input.id, input.reassignTo)),
      restoreDefaults: base.categories.restoreDefaults.handler(() => categories.restoreDefaults()),
    },
    currencies: {
      convert: base.currencies.convert.handler(({ input }) =>
        currencies.convert(input.amountMinor, input.from, input.to, input.date),
      ),
      history: base.currencies.history.handler(({ input }) =>
        currencies.history(input.from, input.to, input.start, input.end, input.points),
      ),
      coverage: base.currencies.coverage.handler(() => currencies.coverage()),
      inUse: base.currencies.inUse.handler(() => currencies.inUse()),
      implied: base.currencies.implied.handler(({ input }) =>
        currencies.implied(input.amountMinor, input.currency, input.originalMinor, input.originalCurrency, input.date),
      ),
      ownRates: base.currencies.ownRates.handler(() => currencies.ownRates()),
      addOwnRate: base.currencies.addOwnRate.handler(({ input }) => currencies.addOwnRate(input)),
      updateOwnRate: base.currencies.updateOwnRate.handler(({ input: { id, ...rate } }) =>
        currencies.updateOwnRate(id, rate),
      ),
      removeOwnRate: base.currencies.removeOwnRate.handler(({ input }) => currencies.removeOwnRate(input.id)),
      importRates: base.currencies.importRates.handler(async ({ input }) =>
        currencies.importRates(new Uint8Array(await input.file.arrayBuffer())),
      ),
      fetchRates: base.currencies.fetchRates.handler(() => currencies.fetchRates()),
    },
    dashboard: {
      get: base.dashboard.get.handler(({ input }) => dashboard.get(input.month, input.currency)),
    },
    exports: {
      write: base.exports.write.handler(({ input }) => services.exports.write(input)),
      restoreOpen: base.exports.restoreOpen.handler(() => services.exports.restoreOpen()),
      restorePart: base.exports.restorePart.handler(async ({ input }) =>
        services.exports.restorePart(input.restoreId, new Uint8Array(await input.part.arrayBuffer())),
      ),
      restorePreview: base.exports.restorePreview.handler(({ input }) => services.exports.restorePreview(input.restoreId)),
      restore: base.exports.restore.handler(({ input, signal }) =>
        services.exports.restore(input.restoreId, input.replace, signal),
      ),
      restoreCancel: base.exports.restoreCancel.handler(({ input }) => services.exports.restoreCancel(input.restoreId)),
    },
    goals: {
      list: base.goals.list.handler(() => services.goals.list()),
      create: base.goals.create.handler(({ input }) => services.goals.create(input)),
      update: base.goals.update.handler(({ input }) => services.goals.update(input)),
      archive: base.goals.archive.handler(({ input }) => services.goals.archive(input.id, input.archived)),
      remove: base.goals.remove.handler(({ input }) => services.goals.remove(input.id)),
      contribute: base.goals.contribute.handler(({ input }) => services.goals.contribute(input)),
      removeContribution: base.goals.removeContribution.handler(({ input }) => services.goals.removeContribution(input.id)),
    },
    groups: {
      list: base.groups.list.handler(() => services.groups.list()),
      get: base.groups.get.handler(({ input }) => services.groups.get(input.id)),
      create: base.groups.create.handler(({ input }) => services.groups.create(input)),
      update: base.groups.update.handler(({ input: { id, ...patch } }) => services.groups.update(id, patch)),
      remove: base.groups.remove.handler(({ input }) => services.groups.remove(input.id)),
      addMember: base.groups.addMember.handler(({ input }) => services.groups.addMember(input.groupId, input.name)),
      renameMember: base.groups.renameMember.handler(({ input }) => services.groups.renameMember(input.id, input.name)),
      setMe: base.groups.setMe.handler(({ input }) => services.groups.setMe(input.id)),
      removeMember: base.groups.removeMember.handler(({ input }) => services.groups.removeMember(input.id)),
      expenses: base.groups.expenses.handler(({ input }) =>
        services.groups.expenses(input.groupId, input.cursor, input.limit),
      ),
      addExpense: base.groups.addExpense.handler(({ input: { groupId, ...expense } }) =>
        services.groups.addExpense(groupId, expense),
      ),
      updateExpense: base.groups.updateExpense.handler(({ input: { id, ...expense } }) =>
        services.groups.updateExpense(id, expense),
      ),
      removeExpense: base.groups.removeExpense.handler(({ input }) => services.groups.removeExpense(input.id)),
      recordPayment: base.groups.recordPayment.handler(({ input: { groupId, ...payment } }) =>
        services.groups.recordPayment(groupId, payment),
      ),
      linkCandidates: base.groups.linkCandidates.handler(({ input }) => services.groups.linkCandidates(input.id)),
      link: base.groups.link.handler(({ input }) => services.groups.link(input.id, input.transactionId)),
      unlink: base.groups.unlink.handler(({ input }) => services.groups.unlink(input.id)),
      comments: base.groups.comments.handler(({ input }) => services.groups.comments(input.id)),
      addComment: base.groups.addComment.handler(({ input }) => services.groups.addComment(input.id, input.text)),
      removeComment: base.groups.removeComment.handler(({ input }) => services.groups.removeComment(input.id)),
      receipts: base.groups.receipts.handler(({ input }) => services.groups.receipts(input.id)),
      addReceipt: base.groups.addReceipt.handler(async ({ input: { id, file } }) =>
        services.groups.addReceipt(id, {
          name: file.name,
          mediaType: file.type,
          bytes: new Uint8Array(await file.arrayBuffer()),
        }),
      ),
      readReceipt: base.groups.readReceipt.handler(({ input }) => services.groups.readReceipt(input.id)),
      removeReceipt: base.groups.removeReceipt.handler(({ input }) => services.groups.removeReceipt(input.id)),
      schedules: base.groups.schedules.handler(({ input }) => services.groups.schedules(input.groupId)),
      addSchedule: base.groups.addSchedule.handler(({ input }) =>
        services.groups.addSchedule(input.groupId, input.rule, input.template),
      ),
      removeSchedule: base.groups.removeSchedule.handler(({ input }) => services.groups.removeSchedule(input.id)),
      spending: base.groups.spending.handler(({ input }) => services.groups.spending(input.id)),
      export: base.groups.export.handler(({ input }) => services.groups.export(input.id, input.format)),
      import: base.groups.import.handler(async ({ input }) =>
        services.groups.import({ name: input.file.name, text: await input.file.text() }, input.me),
      ),
    },
    forecasts: {
      outlook: base.forecasts.outlook.handler(() => services.forecasts.outlook()),
      refine: base.forecasts.refine.handler(() => services.forecasts.refine()),
      cancel: base.forecasts.cancel.handler(() => services.forecasts.cancel()),
      cashFlow: base.forecasts.cashFlow.handler(({ input }) => services.forecasts.cashFlow(input)),
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
      decide: base.imports.decide.handler(({ input }) =>
        imports.decide(input.importId, input.decision, input.lines, input.fate),
      ),
      mapAccount: base.imports.mapAccount.handler(({ input }) => imports.mapAccount(input.importId, input.key, input.to)),
      mapCategory: base.imports.mapCategory.handler(({ input }) =>
        imports.mapCategory(input.importId, input.name, input.categoryId),
      ),
      commit: base.imports.commit.handler(({ input }) => imports.commit(input.importId)),
      cancel: base.imports.cancel.handler(({ input }) => imports.cancel(input.importId)),
      batches: base.imports.batches.handler(() => imports.batches()),
      balances: base.imports.balances.handler(({ input }) => imports.balances(input.accountId)),
    },
    insights: {
      list: base.insights.list.handler(() => services.insights.list()),
      dismiss: base.insights.dismiss.handler(({ input }) => services.insights.dismiss(input.key)),
      restoreDismissed: base.insights.restoreDismissed.handler(() => services.insights.restoreDismissed()),
      savings: base.insights.savings.handler(() => services.insights.savings()),
      report: base.insights.report.handler(({ input }) => services.insights.report(input.from, input.to)),
    },
    netWorth: {
      get: base.netWorth.get.handler(({ input }) => services.netWorth.get(input.by, input.count)),
      account: base.netWorth.account.handler(({ input }) =>
        services.netWorth.account(input.accountId, input.by, input.count),
      ),
    },
    receipts: {
      list: base.receipts.list.handler(() => services.receipts.list()),
      get: base.receipts.get.handler(({ input }) => services.receipts.get(input.id)),
      picture: base.receipts.picture.handler(({ input }) => services.receipts.picture(input.id)),
      add: base.receipts.add.handler(async ({ input: { file } }) =>
        services.receipts.add({ name: file.name, mediaType: file.type, bytes: new Uint8Array(await file.arrayBuffer()) }),
      ),
      stop: base.receipts.stop.handler(({ input }) => services.receipts.stop(input.ids)),
      read: base.receipts.read.handler(({ input }) => services.receipts.read(input.ids)),
      remove: base.receipts.remove.handler(({ input }) => services.receipts.remove(input.ids)),
      matches: base.receipts.matches.handler(({ input }) => services.receipts.matches(input)),
      create: base.receipts.create.handler(({ input }) => services.receipts.create(input.id, input.accountId, input.draft)),
      attach: base.receipts.attach.handler(({ input }) =>
        services.receipts.attach(input.id, input.transactionId, input.categoryId, input.parts),
      ),
    },
    reconcile: {
      open: base.reconcile.open.handler(({ input }) => services.reconcile.open(input)),
      hints: base.reconcile.hints.handler(({ input: { ticked, ...statement } }) =>
        services.reconcile.hints(statement, ticked),
      ),
      finish: base.reconcile.finish.handler(({ input: { ticked, adjust, ...statement } }) =>
        services.reconcile.finish(statement, ticked, adjust),
      ),
      list: base.reconcile.list.handler(({ input }) => services.reconcile.list(input.accountId)),
      unlock: base.reconcile.unlock.handler(({ input }) => services.reconcile.unlock(input.ids)),
      stated: base.reconcile.stated.handler(({ input }) => services.reconcile.stated(input.accountId)),
    },
    savedFilters: {
      list: base.savedFilters.list.handler(() => services.savedFilters.list()),
      save: base.savedFilters.save.handler(({ input }) => services.savedFilters.save(input.name, input.filter)),
      update: base.savedFilters.update.handler(({ input: { id, ...patch } }) => services.savedFilters.update(id, patch)),
      reorder: base.savedFilters.reorder.handler(({ input }) => services.savedFilters.reorder(input.ids)),
      remove: base.savedFilters.remove.handler(({ input }) => services.savedFilters.remove(input.id)),
    },
    categorisation: {
      queue: base.categorisation.queue.handler(({ input }) => services.categorisation.queue(input.limit)),
      answer: base.categorisation.answer.handler(({ input }) => services.categorisation.answer(input)),
      explain: base.categorisation.explain.handler(({ input }) => services.categorisation.explain(input.id)),
    },
    jobs: {
      list: base.jobs.list.handler(() => services.jobs.list()),
      run: base.jobs.run.handler(({ input }) => services.jobs.runNow(input.name)),
      setEnabled: base.jobs.setEnabled.handler(({ input }) => services.jobs.setEnabled(input.name, input.enabled)),
    },
    notifications: {
      list: base.notifications.list.handler(({ input }) => services.notifications.list(input)),
      unreadCount: base.notifications.unreadCount.handler(() => services.notifications.unreadCount()),
      setRead: base.notifications.setRead.handler(({ input }) => services.notifications.setRead(input.ids, input.read)),
      markAllRead: base.notifications.markAllRead.handler(({ input }) => services.notifications.markAllRead(input.kind)),
      snooze: base.notifications.snooze.handler(({ input }) => services.notifications.snooze(input.id, input.until)),
      remove: base.notifications.remove.handler(({ input }) => services.notifications.remove(input.ids)),
      act: base.notifications.act.handler(({ input }) => services.notifications.act(input.id, input.action)),
      preferences: base.notifications.preferences.handler(() => services.notifications.preferences()),
      updatePreferences: base.notifications.updatePreferences.handler(({ input }) =>
        services.notifications.updatePreferences(input),
      ),
      toShow: base.notifications.toShow.handler(() => services.notifications.toShow()),
      markShown: base.notifications.markShown.handler(({ input }) => services.notifications.markShown(input.tag, input.ids)),
    },
    payees: {
      list: base.payees.list.handler(({ input }) => services.payees.list(input.text, input.offset, input.limit)),
      rename: base.payees.rename.handler(({ input }) => services.payees.rename(input.id, input.name)),
      merge: base.payees.merge.handler(({ input }) => services.payees.merge(input.id, input.others)),
      setDefaultCategory: base.payees.setDefaultCategory.handler(({ input }) =>
        services.payees.setDefaultCategory(input.id, input.categoryId),
      ),
      forgetName: base.payees.forgetName.handler(({ input }) => services.payees.forgetName(input.id, input.name)),
    },
    profile: {
      get: base.profile.get.handler(() => services.profile.get()),
      update: base.profile.update.handler(({ input }) => services.profile.update(input)),
      setAvatar: base.profile.setAvatar.handler(async ({ input }) =>
        services.profile.setAvatar(new Uint8Array(await input.file.arrayBuffer())),
      ),
      removeAvatar: base.profile.removeAvatar.handler(() => services.profile.removeAvatar()),
      avatar: base.profile.avatar.handler(() => services.profile.avatar()),
    },
    quickEntry: {
      understand: base.quickEntry.understand.handler(({ input }) => services.quickEntry.understand(input.text)),
      add: base.quickEntry.add.handler(({ input }) => services.quickEntry.add(input.entries)),
    },
    rules: {
      list: base.rules.list.handler(() => services.rules.list()),
      create: base.rules.create.handler(({ input }) => services.rules.create(input.draft, input.past)),
      update: base.rules.update.handler(({ input }) => services.rules.update(input.id, input.draft, input.past)),
      setEnabled: base.rules.setEnabled.handler(({ input }) => services.rules.setEnabled(input.id, input.enabled)),
      move: base.rules.move.handler(({ input }) => services.rules.move(input.id, input.to)),
      remove: base.rules.remove.handler(({ input }) => services.rules.remove(input.id)),
      preview: base.rules.preview.handler(({ input }) => services.rules.preview(input.draft, input.id, input.scope)),
      applyToPast: base.rules.applyToPast.handler(({ input }) => services.rules.applyToPast(input.id, input.scope)),
      suggest: base.rules.suggest.handler(({ input: { transactionId, ...correction } }) =>
        services.rules.suggest(transactionId, correction),
      ),
    },
    settings: {
      get: base.settings.get.handler(() => settings.get()),
      update: base.settings.update.handler(({ input }) => settings.update(input)),
      completeOnboarding: base.settings.completeOnboarding.handler(({ input }) => settings.completeOnboarding(input)),
      loadDemo: base.settings.loadDemo.handler(() => services.loadDemo()),
    },
    speech: {
      state: base.speech.state.handler(() => services.speech.state()),
      chooseFolder: base.speech.chooseFolder.handler(({ input }) => services.speech.chooseFolder(input.folder)),
      readManifest: base.speech.readManifest.handler(async ({ input }) => services.speech.readManifest(await input.file.text())),
      startDownload: base.speech.startDownload.handler(({ input }) => services.speech.startDownload(input)),
      resumeDownload: base.speech.resumeDownload.handler(() => services.speech.resumeDownload()),
      stopDownload: base.speech.stopDownload.handler(() => services.speech.stopDownload()),
      discardDownload: base.speech.discardDownload.handler(() => services.speech.discardDownload()),
      remove: base.speech.remove.handler(() => services.speech.remove()),
      transcribe: base.speech.transcribe.handler(async ({ input, signal }) =>
        services.speech.transcribe(new Uint8Array(await input.audio.arrayBuffer()), input.language, signal),
      ),
    },
    system: {
      info: base.system.info.handler(() => services.info()),
      health: base.system.health.handler(() => services.health()),
      events: base.system.events.handler(({ signal }) => services.subscribe(signal)),
      jobRuns: base.system.jobRuns.handler(({ input }) => jobRuns.list(input.limit)),
    },
    tags: {
      list: base.tags.list.handler(() => tags.list()),
      rename: base.tags.rename.handler(({ input }) => tags.rename(input.id, input.name)),
      remove: base.tags.remove.handler(({ input }) => tags.remove(input.id)),
    },
    transactions: {
      list: base.transactions.list.handler(({ input }) => transactions.list(input.filter, input.cursor, input.limit)),
      totals: base.transactions.totals.handler(({ input }) => transactions.totals(input.filter)),
      get: base.transactions.get.handler(({ input }) => transactions.get(input.id)),
      create: base.transactions.create.handler(({ input }) => transactions.create(input)),
      update: base.transactions.update.handler(({ input }) => transactions.update(input.ids, input.patch)),
      remove: base.transactions.remove.handler(({ input }) => transactions.remove(input.ids)),
      split: base.transactions.split.handler(({ input }) => transactions.split(input.id, input.parts)),
      refundCandidates: base.transactions.refundCandidates.handler(({ input }) => transactions.refundCandidates(input.id)),
      linkRefund: base.transactions.linkRefund.handler(({ input }) => transactions.linkRefund(input.id, input.purchaseId)),
      reviewCount: base.transactions.reviewCount.handler(() => transactions.reviewCount()),
      suggestPayees: base.transactions.suggestPayees.handler(({ input }) =>
        transactions.suggestPayees(input.text, input.limit),
      ),
      exportCsv: base.transactions.exportCsv.handler(async function* ({ input }) {
        yield* transactions.exportCsv(input.filter);
      }),
    },
    transfers: {
      suggestions: base.transfers.suggestions.handler(({ input }) => services.transfers.suggestions(input.limit)),
      candidates: base.transfers.candidates.handler(({ input }) => services.transfers.candidates(input.id)),
      link: base.transfers.link.handler(({ input }) => services.transfers.link(input.pairs)),
      unlink: base.transfers.unlink.handler(({ input }) => services.transfers.unlink(input.id)),
      dismiss: base.transfers.dismiss.handler(({ input }) => services.transfers.dismiss(input.pairs)),
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
