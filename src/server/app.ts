/** Starts the server: database, migrations, features, HTTP, jobs. And stops it in the opposite order. */
import type { FastifyInstance } from 'fastify';
import { pino, type Logger } from 'pino';
import type { Config } from './config/read-config.ts';
import type { Feature, ServerContext } from './context.ts';
import { openDatabase } from './database/database.ts';
import { startEmbeddedCluster } from './database/embedded-cluster.ts';
import { migrate } from './database/migrate.ts';
import { createAccounts } from './features/accounts/accounts.ts';
import { createAdministration } from './features/administration/administration.ts';
import { createBills } from './features/bills/bills.ts';
import { createBudgets } from './features/budgets/budgets.ts';
import { createCategories } from './features/categories/categories.ts';
import { createCurrencies } from './features/currencies/currencies.ts';
import { mountDocs } from './features/docs/docs-page.ts';
import { createGoals } from './features/goals/goals.ts';
import { createGroups } from './features/groups/groups.ts';
import { createInsights } from './features/insights/insights.ts';
import { createModels } from './features/insights/models.ts';
import { createPayments } from './features/payments/payments.ts';
import { createRecurringPayments } from './features/recurring-payments/recurring-payments.ts';
import { createNotifications } from './features/notifications/notifications.ts';
import { createProfiles } from './features/profiles/profiles.ts';
import { createTransactions } from './features/transactions/transactions.ts';
import { createVoiceEntry } from './features/voice-entry/voice-entry.ts';
import { createFastify } from './http/create-fastify.ts';
import { mountHealth } from './http/health.ts';
import { mountMetrics } from './http/metrics.ts';
import { mountRoutes } from './http/mount-routes.ts';
import { createRateLimiter } from './http/rate-limiter.ts';
import { createJobs } from './jobs.ts';
import { createMailer, type Mailer } from './mailer.ts';

const VERSION = '0.1.0';

/** Every feature of the server, in the order of the documentation. A new one is added here and nowhere else. */
function createFeatures(context: ServerContext) {
  const accounts = createAccounts(context);
  const profiles = createProfiles(context);
  const categories = createCategories(context);
  const transactions = createTransactions(context, { categories: categories.service, profiles: profiles.service });
  const money = {
    categories: categories.service,
    profiles: profiles.service,
    transactions: transactions.service,
    models: createModels(),
  };
  const budgets = createBudgets(context, money);
  const features: Feature[] = [
    accounts,
    profiles,
    createNotifications(context),
    categories,
    transactions,
    createVoiceEntry(context, money),
    createCurrencies(context),
    createBills(context, profiles.service),
    budgets,
    createGoals(context, profiles.service),
    createInsights(context, { ...money, budgets: budgets.service }),
    createGroups(context, accounts.identify),
    createPayments(context),
    createRecurringPayments(context),
    createAdministration(context),
  ];
  return { accounts, features };
}

/** Tests put their own in place of what reaches the outside. */
export interface ServerParts {
  log?: Logger;
  mailer?: Mailer;
  clock?: { now(): Date };
}

export interface RunningServer {
  url: string;
  app: FastifyInstance;
  context: ServerContext;
  /** Where the first administrator is made; null once there is one. */
  bootstrapLink: string | null;
  /** Lets running requests end, then closes everything. */
  stop(): Promise<void>;
}

/** @throws ConfigError when it cannot start as it is set up. */
export async function startServer(config: Config, parts: ServerParts = {}): Promise<RunningServer> {
  const log = parts.log ?? createLog(config);
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const databaseUrl = config.databaseUrl ?? (await ownDatabase(config, closers));
    const ran = await migrate(databaseUrl);
    if (ran.length > 0) log.info({ migrations: ran }, 'database brought up to date');
    const { db, pool, close: closeDatabase } = openDatabase(databaseUrl, {
      max: config.databasePool,
      onIdleError: (error) => log.error({ err: error }, 'a database connection broke'),
    });
    closers.push(closeDatabase);

    const clock = parts.clock ?? { now: () => new Date() };
    const jobs = createJobs(databaseUrl, { work: config.runJobs, log });
    const limiter = createRateLimiter(db, { enabled: config.rateLimits, now: clock.now });
    let url = config.publicUrl;
    const publicUrl = () => url ?? `http://${config.host}:${config.port}`;
    const mailer = parts.mailer ?? createMailer({ smtpUrl: config.smtpUrl, from: config.mailFrom, log });
    const context: ServerContext = { config, db, pool, databaseUrl, log, jobs, mailer, limiter, clock, publicUrl };

    const { accounts, features } = createFeatures(context);
    jobs.add({ name: 'sweep-rate-limits', cron: '17 * * * *', run: () => limiter.sweep() });
    closers.push(() => jobs.stop());
    await jobs.start();
    for (const feature of features) {
      if (feature.stop) closers.push(() => feature.stop?.() ?? Promise.resolve());
      await feature.start?.();
    }

    const app = await createFastify(log, { trustProxy: config.trustProxy });
    closers.push(() => app.close());
    mountHealth(app, pool);
    mountMetrics(app, pool, config.metricsToken);
    const routes = features.flatMap((feature) => feature.routes);
    mountDocs(app, routes.map(({ call }) => call), publicUrl, VERSION);
    mountRoutes(app, routes, { identify: accounts.identify, checkAnswers: config.environment !== 'production' });
    for (const feature of features) await feature.mount?.(app);

    const listening = await app.listen({ host: config.host, port: config.port });
    url ??= listening.replace(/\/+$/, '');
    return { url: publicUrl(), app, context, bootstrapLink: await accounts.bootstrapLink(), stop: close };
  } catch (error) {
    await close().catch((failure: unknown) => log.error({ err: failure }, 'closing failed'));
    throw error;
  }
}

async function ownDatabase(config: Config, closers: (() => Promise<void>)[]): Promise<string> {
  const cluster = await startEmbeddedCluster(config.dataFolder);
  closers.push(() => cluster.leave());
  return cluster.url;
}

function createLog(config: Config): Logger {
  return pino({
    level: config.logLevel,
    redact: ['req.headers.authorization', 'req.headers.cookie'],
    serializers: {
      // The query may hold what a person searched for: only the path is logged.
      req: (request: { method: string; url: string; ip?: string }) => ({ method: request.method, path: request.url.split('?')[0] }),
    },
  });
}
