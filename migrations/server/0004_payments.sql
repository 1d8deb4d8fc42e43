-- What people pay for, and what became of it. Amounts are minor units of `currency`.

CREATE TABLE plan (
  key text PRIMARY KEY,
  name text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  currency text NOT NULL,
  months integer NOT NULL CHECK (months > 0),
  trial_days integer NOT NULL DEFAULT 0,
  is_offered boolean NOT NULL DEFAULT true
);
INSERT INTO plan (key, name, amount_minor, currency, months, trial_days) VALUES
  ('monthly', 'Monthly', 490, 'EUR', 1, 0),
  ('yearly', 'Yearly', 4900, 'EUR', 12, 0),
  ('premium', 'Premium', 4900, 'EUR', 12, 0);

CREATE TABLE subscription (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  plan_key text NOT NULL REFERENCES plan (key),
  status text NOT NULL CHECK (status IN ('pending', 'trial', 'active', 'past_due', 'cancelled', 'expired')),
  started_at timestamptz,
  paid_until timestamptz,
  cancelled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX subscription_by_user ON subscription (user_id, created_at DESC);
CREATE INDEX subscription_by_end ON subscription (status, paid_until);

CREATE TABLE payment (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  subscription_id uuid NOT NULL REFERENCES subscription (id) ON DELETE CASCADE,
  provider text NOT NULL,
  -- The provider's ids of the checkout and of the payment.
  reference text NOT NULL,
  payment_reference text,
  amount_minor bigint NOT NULL,
  refunded_minor bigint NOT NULL DEFAULT 0,
  currency text NOT NULL,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'paid', 'failed', 'refunded')),
  invoice_number bigint UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  paid_at timestamptz
);
CREATE UNIQUE INDEX payment_by_reference ON payment (provider, reference);
CREATE INDEX payment_by_payment_reference ON payment (provider, payment_reference);
CREATE INDEX payment_by_time ON payment (created_at DESC, id);
CREATE INDEX payment_paid ON payment (paid_at) WHERE status IN ('paid', 'refunded');
-- Invoices are numbered without gaps: a sequence would leave some where a transaction is rolled back.
CREATE TABLE invoice_counter (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), last bigint NOT NULL);
INSERT INTO invoice_counter (last) VALUES (0);

-- A provider says things more than once; each of its events counts once.
CREATE TABLE provider_event (
  provider text NOT NULL,
  id text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (provider, id)
);
