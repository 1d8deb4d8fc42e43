-- What a person keeps on the server: transactions, budgets, goals, payments that come back.

-- Those without a person are everybody's; their key is the id in the default tree.
CREATE TABLE category (
  id uuid PRIMARY KEY,
  user_id uuid REFERENCES app_user (id) ON DELETE CASCADE,
  key text UNIQUE,
  name text NOT NULL,
  type text NOT NULL CHECK (type IN ('income', 'expense', 'transfer'))
);
CREATE UNIQUE INDEX category_by_name ON category (user_id, lower(name)) NULLS NOT DISTINCT;

CREATE TABLE ledger_transaction (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  date date NOT NULL,
  category_id uuid REFERENCES category (id) ON DELETE SET NULL,
  type text NOT NULL CHECK (type IN ('income', 'expense', 'transfer')),
  currency text NOT NULL,
  -- As it was stated, sign and all; `type` says which way the money went.
  amount_minor bigint NOT NULL,
  description text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ledger_transaction_by_date ON ledger_transaction (user_id, date DESC, id DESC);
CREATE INDEX ledger_transaction_by_amount ON ledger_transaction (user_id, amount_minor, id);
CREATE INDEX ledger_transaction_by_category ON ledger_transaction (user_id, category_id, date);
CREATE INDEX ledger_transaction_by_creation ON ledger_transaction (created_at);

-- How many transactions each person has, kept with them: pages need the count, and counting would read them all.
CREATE TABLE transaction_count (
  user_id uuid PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE,
  count bigint NOT NULL
);
CREATE FUNCTION count_transactions_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO transaction_count (user_id, count) SELECT user_id, count(*) FROM added GROUP BY user_id
  ON CONFLICT (user_id) DO UPDATE SET count = transaction_count.count + excluded.count;
  RETURN NULL;
END $$;
CREATE FUNCTION count_transactions_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE transaction_count SET count = transaction_count.count - removed_of.n
  FROM (SELECT user_id, count(*) AS n FROM removed GROUP BY user_id) AS removed_of
  WHERE transaction_count.user_id = removed_of.user_id;
  RETURN NULL;
END $$;
CREATE TRIGGER transactions_added AFTER INSERT ON ledger_transaction
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_transactions_added();
CREATE TRIGGER transactions_removed AFTER DELETE ON ledger_transaction
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_transactions_removed();

CREATE TABLE budget (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  category_id uuid NOT NULL REFERENCES category (id) ON DELETE CASCADE,
  monthly_limit_minor bigint NOT NULL CHECK (monthly_limit_minor >= 0),
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (user_id, category_id)
);

-- What a budget was before it was changed, and what was suggested then.
CREATE TABLE budget_change (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  category_id uuid NOT NULL REFERENCES category (id) ON DELETE CASCADE,
  month integer NOT NULL CHECK (month BETWEEN 1 AND 12),
  year integer NOT NULL,
  previous_limit_minor bigint,
  suggested_limit_minor bigint,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX budget_change_by_user ON budget_change (user_id, year, month);

CREATE TABLE goal (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  goal_name text NOT NULL,
  target_minor bigint NOT NULL CHECK (target_minor > 0),
  saved_minor bigint NOT NULL DEFAULT 0 CHECK (saved_minor >= 0),
  deadline date NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX goal_by_user ON goal (user_id, created_at);

CREATE TABLE recurring_payment (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  name text NOT NULL,
  amount_minor bigint NOT NULL,
  category text NOT NULL DEFAULT '',
  frequency text NOT NULL CHECK (frequency IN ('daily', 'weekly', 'monthly', 'yearly')),
  next_payment_date date NOT NULL,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused', 'canceled')),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX recurring_payment_by_user ON recurring_payment (user_id, next_payment_date);
