/** The whole interface between the core and its windows. One file a feature. */
import { accountsContract } from './accounts.ts';
import { attachmentsContract } from './attachments.ts';
import { billsContract } from './bills.ts';
import { budgetSuggestionsContract } from './budget-suggestions.ts';
import { budgetsContract } from './budgets.ts';
import { categoriesContract } from './categories.ts';
import { categorisationContract } from './categorisation.ts';
import { currenciesContract } from './currencies.ts';
import { dashboardContract } from './dashboard.ts';
import { exportsContract } from './exports.ts';
import { forecastsContract } from './forecasts.ts';
import { goalsContract } from './goals.ts';
import { groupsContract } from './groups.ts';
import { historyContract } from './history.ts';
import { importsContract } from './imports.ts';
import { insightsContract } from './insights.ts';
import { jobsContract } from './jobs.ts';
import { netWorthContract } from './net-worth.ts';
import { notificationsContract } from './notifications.ts';
import { receiptsContract } from './receipts.ts';
import { reconcileContract } from './reconcile.ts';
import { savedFiltersContract } from './saved-filters.ts';
import { payeesContract } from './payees.ts';
import { profileContract } from './profile.ts';
import { quickEntryContract } from './quick-entry.ts';
import { rulesContract } from './rules.ts';
import { settingsContract } from './settings.ts';
import { speechContract } from './speech.ts';
import { systemContract } from './system.ts';
import { tagsContract } from './tags.ts';
import { transactionsContract } from './transactions.ts';
import { transfersContract } from './transfers.ts';

export const appContract = {
  accounts: accountsContract,
  attachments: attachmentsContract,
  bills: billsContract,
  budgets: budgetsContract,
  budgetSuggestions: budgetSuggestionsContract,
  categories: categoriesContract,
  categorisation: categorisationContract,
  currencies: currenciesContract,
  dashboard: dashboardContract,
  exports: exportsContract,
  forecasts: forecastsContract,
  goals: goalsContract,
  groups: groupsContract,
  history: historyContract,
  imports: importsContract,
  insights: insightsContract,
  jobs: jobsContract,
  netWorth: netWorthContract,
  notifications: notificationsContract,
  receipts: receiptsContract,
  reconcile: reconcileContract,
  savedFilters: savedFiltersContract,
  payees: payeesContract,
  profile: profileContract,
  quickEntry: quickEntryContract,
  rules: rulesContract,
  settings: settingsContract,
  speech: speechContract,
  system: systemContract,
  tags: tagsContract,
  transactions: transactionsContract,
  transfers: transfersContract,
};
