-- People, how they prove who they are, and what they say of themselves. Amounts are minor units of preferred_currency.

CREATE TABLE app_user (
  id uuid PRIMARY KEY,
  username text NOT NULL,
  email text NOT NULL,
  password_hash text NOT NULL,
  phone_number text,
  role text NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'admin')),
  is_active boolean NOT NULL DEFAULT true,
  email_verified_at timestamptz,
  -- Base32; set by setting it up, in force from totp_confirmed_at on.
  totp_secret text,
  totp_confirmed_at timestamptz,
  -- The last time step whose code was used: each code lets in once.
  totp_last_step bigint,
  -- Whether administrators may see this person's transactions.
  shares_transactions boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_login_at timestamptz
);
CREATE UNIQUE INDEX app_user_by_username ON app_user (lower(username));
CREATE UNIQUE INDEX app_user_by_email ON app_user (lower(email));
CREATE INDEX app_user_by_creation ON app_user (created_at DESC, id);
CREATE INDEX app_user_by_login ON app_user (last_login_at);

CREATE TABLE profile (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL UNIQUE REFERENCES app_user (id) ON DELETE CASCADE,
  avatar text,
  preferred_currency text NOT NULL DEFAULT 'EUR',
  date_of_birth date,
  occupation text,
  annual_income_minor bigint,
  financial_goal text,
  investment_risk text CHECK (investment_risk IN ('low', 'medium', 'high'))
);

CREATE TABLE financial_input (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL UNIQUE REFERENCES app_user (id) ON DELETE CASCADE,
  monthly_income_salary_minor bigint NOT NULL DEFAULT 0,
  monthly_income_business_minor bigint NOT NULL DEFAULT 0,
  monthly_income_freelance_minor bigint NOT NULL DEFAULT 0,
  monthly_income_other_minor bigint NOT NULL DEFAULT 0,
  rent_minor bigint NOT NULL DEFAULT 0,
  bills_minor bigint NOT NULL DEFAULT 0,
  loans_minor bigint NOT NULL DEFAULT 0,
  subscriptions_minor bigint NOT NULL DEFAULT 0,
  savings_cash_minor bigint NOT NULL DEFAULT 0,
  savings_stocks_minor bigint NOT NULL DEFAULT 0,
  savings_crypto_minor bigint NOT NULL DEFAULT 0,
  savings_real_estate_minor bigint NOT NULL DEFAULT 0,
  total_debt_minor bigint NOT NULL DEFAULT 0
);

-- One login on one device. Its refresh tokens follow one another; an old one that is used again ends it.
CREATE TABLE login_session (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  user_agent text,
  ip text,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz NOT NULL DEFAULT now(),
  -- The only refresh token that is still good.
  refresh_id uuid NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX login_session_by_user ON login_session (user_id, last_used_at DESC);

-- Links in e-mails and the first administrator's; only the SHA-256 is kept.
CREATE TABLE one_time_token (
  hash text PRIMARY KEY,
  user_id uuid REFERENCES app_user (id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('verify-email', 'reset-password', 'bootstrap')),
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX one_time_token_by_user ON one_time_token (user_id, kind);

-- Counts that several processes share: tries of logging in, requests of an address.
CREATE TABLE attempt (
  key text PRIMARY KEY,
  count integer NOT NULL,
  window_ends_at timestamptz NOT NULL,
  blocked_until timestamptz
);
CREATE INDEX attempt_by_end ON attempt (window_ends_at);

CREATE TABLE notification (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  title text NOT NULL,
  message text NOT NULL,
  is_read boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX notification_by_user ON notification (user_id, created_at DESC);
CREATE INDEX notification_unread ON notification (user_id) WHERE NOT is_read;

-- Who did what, for administrators. Never what a person bought.
CREATE TABLE activity (
  id uuid PRIMARY KEY,
  user_id uuid REFERENCES app_user (id) ON DELETE SET NULL,
  action text NOT NULL,
  subject text,
  detail jsonb NOT NULL DEFAULT '{}',
  ip text,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX activity_by_time ON activity (created_at DESC, id);
CREATE INDEX activity_by_user ON activity (user_id, created_at DESC);

CREATE TABLE server_setting (
  key text PRIMARY KEY,
  value jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);
