-- What has to be paid, or comes in, again and again; and what became of each time.

CREATE TABLE bill (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL CHECK (name <> ''),
  payee_id BLOB REFERENCES payee (id),
  account_id BLOB REFERENCES account (id),
  category_id TEXT REFERENCES category (id),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  -- With its sign: negative is paid, positive comes in. With a second amount, something between the two.
  amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0),
  amount_max_minor INTEGER,
  rule TEXT NOT NULL CHECK (json_valid(rule)),
  autopay INTEGER NOT NULL DEFAULT 0 CHECK (autopay IN (0, 1)),
  -- Days before the due day on which to say so: [3,0].
  remind_days TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(remind_days)),
  note TEXT NOT NULL DEFAULT '',
  trial_ends_on TEXT CHECK (length(trial_ends_on) = 10),
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused', 'cancelled')),
  -- Due days before it are nobody's business: the bill was not here yet, or it was paused.
  active_from TEXT NOT NULL CHECK (length(active_from) = 10),
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;

-- Only where there is something to say of a due day.
CREATE TABLE bill_occurrence (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  bill_id BLOB NOT NULL REFERENCES bill (id),
  -- The day that the rule means, and the one it was moved to.
  planned TEXT NOT NULL CHECK (length(planned) = 10),
  due_on TEXT NOT NULL CHECK (length(due_on) = 10),
  state TEXT NOT NULL CHECK (state IN ('open', 'paid', 'skipped')),
  txn_id BLOB REFERENCES txn (id),
  paid_on TEXT CHECK (length(paid_on) = 10),
  amount_minor INTEGER,
  snoozed_until TEXT CHECK (length(snoozed_until) = 10),
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX bill_occurrence_by_day ON bill_occurrence (bill_id, planned) WHERE deleted_change IS NULL;
-- A transaction pays one bill, once.
CREATE UNIQUE INDEX bill_occurrence_by_txn ON bill_occurrence (txn_id) WHERE txn_id IS NOT NULL AND deleted_change IS NULL;

-- What looked like a bill and is none, by the payee and the sign of its amounts.
CREATE TABLE bill_dismissal (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  payee_id BLOB NOT NULL REFERENCES payee (id),
  income INTEGER NOT NULL CHECK (income IN (0, 1)),
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX bill_dismissal_by_payee ON bill_dismissal (payee_id, income) WHERE deleted_change IS NULL;
