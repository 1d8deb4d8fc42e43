-- What a person wants to reach, what they tell about themselves, and which findings they have put aside.

CREATE TABLE goal (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL CHECK (name <> ''),
  target_minor INTEGER NOT NULL CHECK (target_minor > 0),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  -- The month by whose end it should be reached; null: whenever.
  by_month TEXT CHECK (length(by_month) = 7),
  -- What is put aside for it each month at most; null: whatever is left.
  monthly_minor INTEGER CHECK (monthly_minor > 0),
  -- Where the money lies: its balance is what is saved. Null: what is saved is told by contributions.
  account_id BLOB REFERENCES account (id),
  -- Goals are served in this order.
  position INTEGER NOT NULL,
  created_on TEXT NOT NULL,
  archived_on TEXT,
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE goal_contribution (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  goal_id BLOB NOT NULL REFERENCES goal (id),
  date TEXT NOT NULL CHECK (length(date) = 10),
  -- Negative: taken out again. In the goal's currency.
  amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0),
  note TEXT NOT NULL DEFAULT '',
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX goal_contribution_by_goal ON goal_contribution (goal_id, date) WHERE deleted_change IS NULL;

-- One row: the person whose ledger this is. Amounts in `currency`; null where nothing was said.
CREATE TABLE profile (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL DEFAULT '',
  occupation TEXT NOT NULL DEFAULT '',
  born_on TEXT CHECK (length(born_on) = 10),
  -- The picture lies with the attachments, named by its content.
  avatar_sha256 TEXT CHECK (length(avatar_sha256) = 64),
  avatar_media_type TEXT,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  -- A month.
  salary_minor INTEGER CHECK (salary_minor >= 0),
  business_minor INTEGER CHECK (business_minor >= 0),
  freelance_minor INTEGER CHECK (freelance_minor >= 0),
  other_income_minor INTEGER CHECK (other_income_minor >= 0),
  rent_minor INTEGER CHECK (rent_minor >= 0),
  bills_minor INTEGER CHECK (bills_minor >= 0),
  loans_minor INTEGER CHECK (loans_minor >= 0),
  subscriptions_minor INTEGER CHECK (subscriptions_minor >= 0),
  -- What there is.
  cash_minor INTEGER CHECK (cash_minor >= 0),
  stocks_minor INTEGER CHECK (stocks_minor >= 0),
  crypto_minor INTEGER CHECK (crypto_minor >= 0),
  real_estate_minor INTEGER CHECK (real_estate_minor >= 0),
  debt_minor INTEGER CHECK (debt_minor >= 0),
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE insight_dismissal (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  -- What the finding is known by on every day.
  insight_key TEXT NOT NULL CHECK (insight_key <> ''),
  dismissed_on TEXT NOT NULL,
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX insight_dismissal_by_key ON insight_dismissal (insight_key) WHERE deleted_change IS NULL;
