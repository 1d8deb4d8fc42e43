/** Every page and the search parameters it understands. Hash history: the same under app:// and http://. */
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { z } from 'zod';
import { currency, month, plainDate } from '#shared/contract/scalars.ts';
import { Shell } from './features/shell/shell.tsx';
import { RouteFailure } from './features/shell/route-failure.tsx';
import { SkeletonPage } from './ui/skeleton.tsx';

const text = z.union([z.string(), z.number().transform(String)]);
const flag = z.union([z.boolean(), z.literal(1).transform(() => true)]);

export const transactionsSearch = z.object({
  text: text.optional(),
  account: z.string().optional(),
  /** A leaf, a group, or `none`. */
  category: z.string().optional(),
  from: plainDate.optional(),
  to: plainDate.optional(),
  /** Minor units, without sign. */
  min: z.int().nonnegative().optional(),
  max: z.int().nonnegative().optional(),
  dir: z.enum(['in', 'out']).optional(),
  review: flag.optional(),
  /** An import. */
  batch: z.string().optional(),
  tag: text.optional(),
  status: z.enum(['pending', 'cleared', 'reconciled']).optional(),
  kind: z.enum(['refund', 'transfer']).optional(),
  /** Opens the form for a new transaction. */
  add: flag.optional(),
  /** The selected transaction. */
  id: z.string().optional(),
});
export type TransactionsSearch = z.infer<typeof transactionsSearch>;

/** The statement that is reconciled. */
export const reconcileSearch = z.object({ date: plainDate.optional(), balance: z.int().optional() });

export const netWorthSearch = z.object({
  span: z.enum(['90d', '1y', '2y', '5y', 'all']).optional(),
  currency: z.string().optional(),
});
export type NetWorthSearch = z.infer<typeof netWorthSearch>;

export const dashboardSearch = z.object({ month: month.optional(), currency: z.string().optional() });
export type DashboardSearch = z.infer<typeof dashboardSearch>;

/** Tracking unless told; this month unless told. */
export const budgetsSearch = z.object({ view: z.enum(['envelopes']).optional(), month: month.optional() });

/** What is drawn: `income`, a category or `none`; the total unless told. */
export const forecastSearch = z.object({ of: text.optional() });

/** What the converter begins with. */
export const currenciesSearch = z.object({
  from: currency.optional(),
  to: currency.optional(),
  date: plainDate.optional(),
});

/** Keeps what can be understood: a mistyped address must not break the page. */
function lenient<T extends z.ZodObject>(schema: T): (raw: Record<string, unknown>) => z.infer<T> {
  return (raw) => {
    const kept: Record<string, unknown> = {};
    for (const [key, field] of Object.entries(schema.shape)) {
      const parsed = z.safeParse(field as z.ZodType, raw[key]);
      if (parsed.success && parsed.data !== undefined) kept[key] = parsed.data;
    }
    return kept as z.infer<T>;
  };
}

/** The days of a report; the last twelve months unless told. */
export const reportsSearch = z.object({ from: plainDate.optional(), to: plainDate.optional() });

/** The receipt in hand. */
export const receiptsSearch = z.object({ id: z.string().optional() });

const root = createRootRoute({ component: Shell, errorComponent: RouteFailure });

const dashboardRoute = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: lenient(dashboardSearch),
  component: lazyRouteComponent(() => import('./features/dashboard/dashboard-page.tsx'), 'DashboardPage'),
});

const transactionsRoute = createRoute({
  getParentRoute: () => root,
  path: '/transactions',
  validateSearch: lenient(transactionsSearch),
  component: lazyRouteComponent(() => import('./features/transactions/transactions-page.tsx'), 'TransactionsPage'),
});

const accountsRoute = createRoute({
  getParentRoute: () => root,
  path: '/accounts',
  component: lazyRouteComponent(() => import('./features/accounts/accounts-page.tsx'), 'AccountsPage'),
});

const accountRoute = createRoute({
  getParentRoute: () => root,
  path: '/accounts/$id',
  component: lazyRouteComponent(() => import('./features/accounts/account-page.tsx'), 'AccountPage'),
});

const reconcileRoute = createRoute({
  getParentRoute: () => root,
  path: '/accounts/$id/reconcile',
  validateSearch: lenient(reconcileSearch),
  component: lazyRouteComponent(() => import('./features/reconcile/reconcile-page.tsx'), 'ReconcilePage'),
});

const netWorthRoute = createRoute({
  getParentRoute: () => root,
  path: '/net-worth',
  validateSearch: lenient(netWorthSearch),
  component: lazyRouteComponent(() => import('./features/net-worth/net-worth-page.tsx'), 'NetWorthPage'),
});

const importRoute = createRoute({
  getParentRoute: () => root,
  path: '/import',
  component: lazyRouteComponent(() => import('./features/import/import-page.tsx'), 'ImportPage'),
});

const currenciesRoute = createRoute({
  getParentRoute: () => root,
  path: '/currencies',
  validateSearch: lenient(currenciesSearch),
  component: lazyRouteComponent(() => import('./features/currencies/currencies-page.tsx'), 'CurrenciesPage'),
});

const groupsRoute = createRoute({
  getParentRoute: () => root,
  path: '/groups',
  component: lazyRouteComponent(() => import('./features/groups/groups-page.tsx'), 'GroupsPage'),
});

const groupRoute = createRoute({
  getParentRoute: () => root,
  path: '/groups/$id',
  component: lazyRouteComponent(() => import('./features/groups/group-page.tsx'), 'GroupPage'),
});

const billsRoute = createRoute({
  getParentRoute: () => root,
  path: '/bills',
  component: lazyRouteComponent(() => import('./features/bills/bills-page.tsx'), 'BillsPage'),
});

const budgetsRoute = createRoute({
  getParentRoute: () => root,
  path: '/budgets',
  validateSearch: lenient(budgetsSearch),
  component: lazyRouteComponent(() => import('./features/budgets/budgets-page.tsx'), 'BudgetsPage'),
});

const forecastRoute = createRoute({
  getParentRoute: () => root,
  path: '/forecast',
  validateSearch: lenient(forecastSearch),
  component: lazyRouteComponent(() => import('./features/forecasts/forecast-page.tsx'), 'ForecastPage'),
});

const cashFlowRoute = createRoute({
  getParentRoute: () => root,
  path: '/forecast/cash-flow',
  component: lazyRouteComponent(() => import('./features/forecasts/cash-flow-page.tsx'), 'CashFlowPage'),
});

const insightsRoute = createRoute({
  getParentRoute: () => root,
  path: '/insights',
  component: lazyRouteComponent(() => import('./features/insights/insights-page.tsx'), 'InsightsPage'),
});

const reportsRoute = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  validateSearch: lenient(reportsSearch),
  component: lazyRouteComponent(() => import('./features/reports/reports-page.tsx'), 'ReportsPage'),
});

const profileRoute = createRoute({
  getParentRoute: () => root,
  path: '/settings/profile',
  component: lazyRouteComponent(() => import('./features/profile/profile-page.tsx'), 'ProfilePage'),
});

const receiptsRoute = createRoute({
  getParentRoute: () => root,
  path: '/receipts',
  validateSearch: lenient(receiptsSearch),
  component: lazyRouteComponent(() => import('./features/receipts/receipts-page.tsx'), 'ReceiptsPage'),
});

const notificationsRoute = createRoute({
  getParentRoute: () => root,
  path: '/notifications',
  component: lazyRouteComponent(() => import('./features/notifications/notifications-page.tsx'), 'NotificationsPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./features/settings/settings-page.tsx'), 'SettingsPage'),
});

const categoriesRoute = createRoute({
  getParentRoute: () => root,
  path: '/settings/categories',
  component: lazyRouteComponent(() => import('./features/categories/categories-page.tsx'), 'CategoriesPage'),
});

const rulesRoute = createRoute({
  getParentRoute: () => root,
  path: '/settings/rules',
  component: lazyRouteComponent(() => import('./features/rules/rules-page.tsx'), 'RulesPage'),
});

const payeesRoute = createRoute({
  getParentRoute: () => root,
  path: '/settings/payees',
  component: lazyRouteComponent(() => import('./features/payees/payees-page.tsx'), 'PayeesPage'),
});

const reviewRoute = createRoute({
  getParentRoute: () => root,
  path: '/review',
  component: lazyRouteComponent(() => import('./features/review/review-page.tsx'), 'ReviewPage'),
});

const onboardingRoute = createRoute({
  getParentRoute: () => root,
  path: '/onboarding',
  component: lazyRouteComponent(() => import('./features/onboarding/onboarding-page.tsx'), 'OnboardingPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    dashboardRoute,
    transactionsRoute,
    accountsRoute,
    accountRoute,
    reconcileRoute,
    netWorthRoute,
    importRoute,
    currenciesRoute,
    groupsRoute,
    groupRoute,
    billsRoute,
    budgetsRoute,
    forecastRoute,
    cashFlowRoute,
    insightsRoute,
    reportsRoute,
    profileRoute,
    receiptsRoute,
    notificationsRoute,
    settingsRoute,
    categoriesRoute,
    rulesRoute,
    payeesRoute,
    reviewRoute,
    onboardingRoute,
  ]),
  history: createHashHistory(),
  defaultPendingComponent: SkeletonPage,
  defaultErrorComponent: RouteFailure,
  defaultNotFoundComponent: () => <RouteFailure />,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
