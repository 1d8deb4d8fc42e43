/** The server's settings: read from `.env` and the environment (which wins), checked as a whole before anything starts. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { ConfigError } from './config-error.ts';
import { environmentSchema, type Environment } from './environment.ts';
import { keptSecret, weaknessOf } from './secrets.ts';

export interface PaymentConfig {
  provider: Environment['PAYMENT_PROVIDER'];
  stripe: { secretKey: string; webhookSecret: string; apiUrl: string | null } | null;
  razorpay: { keyId: string; keySecret: string; webhookSecret: string | null; apiUrl: string | null } | null;
}

export interface Config {
  environment: Environment['NODE_ENV'];
  host: string;
  /** 0 lets the system choose. */
  port: number;
  /** Without a slash at its end. Null: made of host and port once the server listens. */
  publicUrl: string | null;
  dataFolder: string;
  /** Null: the server runs its own PostgreSQL in the data folder. */
  databaseUrl: string | null;
  databasePool: number;
  /** Signs access tokens, at least 32 bytes. */
  tokenSecret: string;
  logLevel: Environment['LOG_LEVEL'];
  trustProxy: boolean;
  /** Null: /metrics answers only to this machine. */
  metricsToken: string | null;
  runJobs: boolean;
  rateLimits: boolean;
  smtpUrl: string | null;
  mailFrom: string;
  requireVerifiedEmail: boolean;
  payments: PaymentConfig;
}

/** Reads `.env` in the working folder under the environment. @throws ConfigError naming every variable at fault. */
export function readConfig(variables: NodeJS.ProcessEnv, envFile: string | null = resolve('.env')): Config {
  const fromFile = envFile !== null && existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {};
  // An empty value means "not set": compose files and .env templates leave them so.
  const given = Object.fromEntries(Object.entries({ ...fromFile, ...variables }).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`));
  }
  const env = parsed.data;
  const problems = env.NODE_ENV === 'production' ? productionProblems(env) : [];
  problems.push(...paymentProblems(env));
  if (problems.length > 0) throw new ConfigError(problems);

  const dataFolder = resolve(env.SALDO_DATA_DIR ?? defaultDataFolder());
  return {
    environment: env.NODE_ENV,
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    dataFolder,
    databaseUrl: env.DATABASE_URL ?? null,
    databasePool: env.DATABASE_POOL,
    tokenSecret: env.TOKEN_SECRET ?? keptSecret(dataFolder, 'token-secret'),
    logLevel: env.LOG_LEVEL,
    trustProxy: env.TRUST_PROXY,
    metricsToken: env.METRICS_TOKEN ?? null,
    runJobs: env.RUN_JOBS,
    rateLimits: env.RATE_LIMITS,
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.MAIL_FROM,
    requireVerifiedEmail: env.REQUIRE_VERIFIED_EMAIL,
    payments: paymentConfig(env),
  };
}

/** Root's home is closed to the unprivileged user that PostgreSQL runs as, so root keeps its data where services do. */
function defaultDataFolder(): string {
  if (process.platform === 'win32') return join(process.env.LOCALAPPDATA ?? homedir(), 'Saldo server');
  if (process.getuid?.() === 0) return '/var/lib/saldo-server';
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Saldo server');
  return join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'saldo-server');
}

function productionProblems(env: Environment): string[] {
  const problems: string[] = [];
  if (env.TOKEN_SECRET === undefined) {
    problems.push('TOKEN_SECRET is missing. Make one with: openssl rand -base64 48');
  } else {
    const weakness = weaknessOf(env.TOKEN_SECRET);
    if (weakness !== null) problems.push(`TOKEN_SECRET ${weakness}. Make one with: openssl rand -base64 48`);
  }
  if (env.METRICS_TOKEN !== undefined) {
    const weakness = weaknessOf(env.METRICS_TOKEN);
    if (weakness !== null) problems.push(`METRICS_TOKEN ${weakness}.`);
  }
  if (env.SMTP_URL === undefined) {
    problems.push('SMTP_URL is missing. Without it nobody can verify an e-mail address or reset a password.');
  }
  if (env.PUBLIC_URL === undefined) problems.push('PUBLIC_URL is missing. Links in messages are made from it.');
  const password = env.DATABASE_URL && URL.canParse(env.DATABASE_URL) ? new URL(env.DATABASE_URL).password : '';
  if (/^(password|postgres|saldo|changeme|secret|admin|1234\d*)$/i.test(password)) {
    problems.push('DATABASE_URL holds a password that everybody guesses first. Set another one in PostgreSQL.');
  }
  return problems;
}

function paymentProblems(env: Environment): string[] {
  const needed: (keyof Environment)[] =
    env.PAYMENT_PROVIDER === 'stripe'
      ? ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET']
      : env.PAYMENT_PROVIDER === 'razorpay'
        ? ['RAZORPAY_KEY_ID', 'RAZORPAY_KEY_SECRET']
        : [];
  return needed
    .filter((name) => env[name] === undefined)
    .map((name) => `${name} is missing. PAYMENT_PROVIDER=${env.PAYMENT_PROVIDER} needs it.`);
}

function paymentConfig(env: Environment): PaymentConfig {
  return {
    provider: env.PAYMENT_PROVIDER,
    stripe:
      env.STRIPE_SECRET_KEY !== undefined && env.STRIPE_WEBHOOK_SECRET !== undefined
        ? { secretKey: env.STRIPE_SECRET_KEY, webhookSecret: env.STRIPE_WEBHOOK_SECRET, apiUrl: env.STRIPE_API_URL ?? null }
        : null,
    razorpay:
      env.RAZORPAY_KEY_ID !== undefined && env.RAZORPAY_KEY_SECRET !== undefined
        ? {
            keyId: env.RAZORPAY_KEY_ID,
            keySecret: env.RAZORPAY_KEY_SECRET,
            webhookSecret: env.RAZORPAY_WEBHOOK_SECRET ?? null,
            apiUrl: env.RAZORPAY_API_URL ?? null,
          }
        : null,
  };
}
