/**
 * Every variable the server reads from its environment or `.env`, with its check. `.env.example` documents the same names;
 * a test compares the two.
 */
import { z } from 'zod';

const flag = z
  .enum(['true', 'false', '1', '0'], { error: 'is true or false' })
  .transform((value) => value === 'true' || value === '1');
const port = z.coerce.number({ error: 'is a port number' }).int().min(0).max(65_535);
const url = z.url({ error: 'is a URL, such as https://saldo.example.org' });
const secret = z.string().min(1);

export const environmentSchema = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test'], { error: 'is production, development or test' }).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(8480),
  PUBLIC_URL: url.optional(),
  SALDO_DATA_DIR: z.string().optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'is a URL that begins with postgresql://')
    .optional(),
  DATABASE_POOL: z.coerce.number({ error: 'is a number' }).int().min(1).max(200).default(10),
  TOKEN_SECRET: secret.optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { error: 'is one of pino’s levels, such as info' })
    .default('info'),
  TRUST_PROXY: flag.default(false),
  METRICS_TOKEN: secret.optional(),
  RUN_JOBS: flag.default(true),
  RATE_LIMITS: flag.default(true),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'is a URL that begins with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: z.string().default('Saldo <saldo@localhost>'),
  REQUIRE_VERIFIED_EMAIL: flag.default(false),
  PAYMENT_PROVIDER: z.enum(['manual', 'stripe', 'razorpay'], { error: 'is manual, stripe or razorpay' }).default('manual'),
  STRIPE_SECRET_KEY: secret.optional(),
  STRIPE_WEBHOOK_SECRET: secret.optional(),
  STRIPE_API_URL: url.optional(),
  RAZORPAY_KEY_ID: secret.optional(),
  RAZORPAY_KEY_SECRET: secret.optional(),
  RAZORPAY_WEBHOOK_SECRET: secret.optional(),
  RAZORPAY_API_URL: url.optional(),
});

export type Environment = z.infer<typeof environmentSchema>;
