/** A server of a test's own: one PostgreSQL for a test file, in it a database for each server. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, expect } from 'vitest';
import { startServer, type RunningServer, type ServerParts } from '../../../src/server/app.ts';
import { readConfig } from '../../../src/server/config/read-config.ts';
import { startEmbeddedCluster, type EmbeddedCluster } from '../../../src/server/database/embedded-cluster.ts';
import type { Message } from '../../../src/server/mailer.ts';

let cluster: Promise<{ cluster: EmbeddedCluster; folder: string }> | null = null;
const stops: (() => Promise<void>)[] = [];

afterAll(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
  if (!cluster) return;
  const { cluster: running, folder } = await cluster;
  await running.leave();
  rmSync(folder, { recursive: true, force: true });
  // A database for each server of the file is some ten thousand files to take away.
}, 60_000);

/** The connection string of a new, empty database of this file's PostgreSQL. */
export async function newDatabase(): Promise<string> {
  cluster ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), 'saldo-server-'));
    return { cluster: await startEmbeddedCluster(folder, { volatile: true }), folder };
  })();
  const { url } = (await cluster).cluster;
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return url.replace(/\/[^/]+$/, `/${name}`);
}

export interface Answer<Body = Record<string, unknown>> {
  status: number;
  body: Body;
  headers: Headers;
}

export interface RequestOptions {
  token?: string;
  headers?: Record<string, string>;
}

export interface TestUser {
  id: string;
  username: string;
  email: string;
  password: string;
  access: string;
  refresh: string;
}

export interface TestServer extends RunningServer {
  databaseUrl: string;
  /** Messages that were sent, the newest last. */
  mails: Message[];
  /** Sends JSON (or a form) and reads the answer: JSON where it is JSON, else text. */
  send<Body = Record<string, unknown>>(method: string, path: string, body?: unknown, options?: RequestOptions): Promise<Answer<Body>>;
  /** Signs up, confirms the address unless told otherwise, signs in. */
  newUser(name?: string, options?: { verified?: boolean; admin?: boolean }): Promise<TestUser>;
}

export interface FixtureOptions extends ServerParts {
  /** Variables as in .env. */
  env?: Record<string, string>;
  databaseUrl?: string;
}

export async function startTestServer({ env = {}, databaseUrl, ...parts }: FixtureOptions = {}): Promise<TestServer> {
  const mails: Message[] = [];
  const url = databaseUrl ?? (await newDatabase());
  const config = readConfig(
    {
      NODE_ENV: 'test',
      HOST: '127.0.0.1',
      PORT: '0',
      DATABASE_URL: url,
      TOKEN_SECRET: 'kx1r8Wq0mZ4uYb7dHc2sVf6tJg9nLp3a',
      RUN_JOBS: 'false',
      RATE_LIMITS: 'false',
      ...env,
    },
    null,
  );
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' });
  const mailer = { send: async (message: Message) => void mails.push(message) };
  const server = await startServer(config, { log, mailer, ...parts });
  let stopped: Promise<void> | null = null;
  const stop = () => (stopped ??= server.stop());
  stops.push(stop);

  const send: TestServer['send'] = async (method, path, body, { token, headers = {} } = {}) => {
    const form = body instanceof FormData;
    const response = await fetch(server.url + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, body: (json ? JSON.parse(text) : text) as never, headers: response.headers };
  };

  let made = 0;
  const newUser: TestServer['newUser'] = async (name = `user${(made += 1)}`, { verified = true, admin = false } = {}) => {
    const account = { username: name, email: `${name}@example.org`, password: `a password of ${name}` };
    const signedUp = await send<{ user_id: string }>('POST', '/api/users/signup/', account);
    expect(signedUp.status, JSON.stringify(signedUp.body)).toBe(201);
    const id = signedUp.body.user_id;
    if (verified) await server.context.pool.query('UPDATE app_user SET email_verified_at = now() WHERE id = $1', [id]);
    if (admin) await server.context.pool.query("UPDATE app_user SET role = 'admin' WHERE id = $1", [id]);
    const { body } = await send<{ access: string; refresh: string }>('POST', '/api/users/login/', account);
    return { ...account, id, access: body.access, refresh: body.refresh };
  };

  return { ...server, databaseUrl: url, mails, send, newUser, stop };
}
