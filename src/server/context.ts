/** What every feature of the server is built from. */
import type { Logger } from 'pino';
import type { Config } from './config/read-config.ts';
import type { DatabaseHandle } from './database/database.ts';
import type { RateLimiter } from './http/rate-limiter.ts';
import type { Route } from './http/handle.ts';
import type { Jobs } from './jobs.ts';
import type { Mailer } from './mailer.ts';
import type { FastifyInstance } from 'fastify';

export interface ServerContext {
  config: Config;
  db: DatabaseHandle['db'];
  pool: DatabaseHandle['pool'];
  databaseUrl: string;
  log: Logger;
  jobs: Jobs;
  mailer: Mailer;
  limiter: RateLimiter;
  clock: { now(): Date };
  /** Where people reach the server, without a slash at the end; known once it listens. */
  publicUrl(): string;
}

/** A folder of src/server/features. app.ts lists them. */
export interface Feature {
  routes: readonly Route[];
  /** For what is no JSON call: pages, event streams, WebSockets. */
  mount?(app: FastifyInstance): void | Promise<void>;
  /** Runs after migrations and before the first request. */
  start?(): Promise<void>;
  stop?(): Promise<void>;
}
