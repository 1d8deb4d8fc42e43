import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { environmentSchema } from '../../../src/server/config/environment.ts';
import { readConfig } from '../../../src/server/config/read-config.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'saldo-config-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const strong = 'kx1r8Wq0mZ4uYb7dHc2sVf6tJg9nLp3a';
const production = {
  NODE_ENV: 'production',
  TOKEN_SECRET: strong,
  PUBLIC_URL: 'https://saldo.example.org/',
  SMTP_URL: 'smtps://mail.example.org',
};
const read = (variables: Record<string, string>, envFile: string | null = null) =>
  readConfig({ SALDO_DATA_DIR: folder, ...variables }, envFile);
function refusal(variables: Record<string, string>): string {
  try {
    read(variables);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
}

test('in development everything has a default, and the secret is made once, for its owner’s eyes only', () => {
  const config = read({});
  expect(config).toMatchObject({ environment: 'development', port: 8480, host: '127.0.0.1', databaseUrl: null, rateLimits: true });
  expect(config.tokenSecret.length).toBeGreaterThanOrEqual(32);
  expect(read({}).tokenSecret).toBe(config.tokenSecret);
  if (process.platform !== 'win32') expect(statSync(join(folder, 'token-secret')).mode & 0o777).toBe(0o600);
});

test('production starts with good settings only, and says of each bad one what it is', () => {
  expect(read(production)).toMatchObject({ environment: 'production', publicUrl: 'https://saldo.example.org', tokenSecret: strong });
  const nothing = refusal({ NODE_ENV: 'production' });
  for (const name of ['TOKEN_SECRET', 'SMTP_URL', 'PUBLIC_URL']) expect(nothing).toContain(`${name} is missing`);
  expect(refusal({ ...production, TOKEN_SECRET: 'short' })).toContain('TOKEN_SECRET is shorter than 32 characters');
  expect(refusal({ ...production, TOKEN_SECRET: 'change-me-change-me-change-me-change-me' })).toContain('looks like a placeholder');
  expect(refusal({ ...production, TOKEN_SECRET: 'ab'.repeat(20) })).toContain('repeats a few characters');
  expect(refusal({ ...production, DATABASE_URL: 'postgresql://saldo:postgres@db/saldo' })).toContain('everybody guesses first');
});

test('what cannot be read is named, all of it at once', () => {
  const message = refusal({ PORT: 'eighty', DATABASE_URL: 'mysql://x', RUN_JOBS: 'perhaps' });
  expect(message).toContain('PORT is a port number.');
  expect(message).toContain('DATABASE_URL is a URL that begins with postgresql://.');
  expect(message).toContain('RUN_JOBS is true or false.');
  expect(refusal({ PAYMENT_PROVIDER: 'stripe' })).toContain('STRIPE_SECRET_KEY is missing. PAYMENT_PROVIDER=stripe needs it.');
});

test('the environment wins over .env, and an empty value means not set', () => {
  const file = join(folder, '.env');
  writeFileSync(file, 'PORT=9000\nHOST=0.0.0.0\nMAIL_FROM=\n');
  expect(read({ PORT: '9100' }, file)).toMatchObject({ port: 9100, host: '0.0.0.0', mailFrom: 'Saldo <saldo@localhost>' });
});

test('.env.example names every variable, and its values are the defaults', () => {
  const example = parseEnv(readFileSync(join(import.meta.dirname, '..', '..', '..', '.env.example'), 'utf8'));
  expect(Object.keys(example).sort()).toEqual(Object.keys(environmentSchema.shape).sort());
  const given = Object.fromEntries(Object.entries(example).filter(([, value]) => value !== ''));
  expect(environmentSchema.parse(given)).toEqual(environmentSchema.parse({}));
});
