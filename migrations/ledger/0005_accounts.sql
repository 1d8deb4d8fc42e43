-- Accounts in full: what identifies them, dated values, reconciled statements; and saved filters.

-- The number as its owner writes it (an IBAN, the last four digits): for telling accounts apart, never computed with.
ALTER TABLE account ADD COLUMN number TEXT;
ALTER TABLE account ADD COLUMN note TEXT NOT NULL DEFAULT '';

-- What an account was worth at the end of a day, for what no bank states: a house, a portfolio, a loan with interest.
CREATE TABLE valuation (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  account_id BLOB NOT NULL REFERENCES account (id),
  date TEXT NOT NULL CHECK (length(date) = 10),
  amount_minor INTEGER NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX valuation_by_date ON valuation (account_id, date) WHERE deleted_change IS NULL;

-- A statement that agreed with the ledger.
CREATE TABLE reconciliation (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  account_id BLOB NOT NULL REFERENCES account (id),
  -- The statement's day and the balance it states.
  date TEXT NOT NULL CHECK (length(date) = 10),
  balance_minor INTEGER NOT NULL,
  txn_count INTEGER NOT NULL,
  -- What was booked to make it agree; 0 when it agreed by itself.
  adjustment_minor INTEGER NOT NULL DEFAULT 0,
  finished_at TEXT NOT NULL,
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX reconciliation_by_account ON reconciliation (account_id, date) WHERE deleted_change IS NULL;

-- The statement that a transaction was found on. It stays when the transaction is unlocked, so that a later statement
-- that does not agree can say what was changed since.
ALTER TABLE txn ADD COLUMN reconciliation_id BLOB;
CREATE INDEX txn_by_reconciliation ON txn (reconciliation_id) WHERE reconciliation_id IS NOT NULL;
CREATE INDEX txn_reconciled_by_account ON txn (account_id, date, id, amount_minor, status, deleted_change)
WHERE status = 'reconciled' AND deleted_change IS NULL;

CREATE TABLE saved_filter (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL CHECK (name <> ''),
  -- The name without case and accents: two spellings are one filter.
  folded TEXT NOT NULL,
  -- A TransactionFilter (src/shared/contract/transactions.ts).
  filter TEXT NOT NULL CHECK (json_valid(filter)),
  position INTEGER NOT NULL,
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX saved_filter_by_name ON saved_filter (folded) WHERE deleted_change IS NULL;

-- The balance of an account at the end of any month without its rows: running balances and net worth over time.
CREATE INDEX monthly_summary_by_account ON monthly_summary (account_id, month, in_minor, out_minor);
