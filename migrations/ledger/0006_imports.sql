-- What imports know besides the transactions: other words of banks for the same transaction, balances that files
-- state, accounts and categories of files, and pairs that a person said are no transfer.

-- The words that a file had for it, such as a category of another program that is unknown here.
ALTER TABLE txn ADD COLUMN bank_category TEXT;
ALTER TABLE txn ADD COLUMN check_number TEXT;

-- What a bank said of a transaction besides `txn.fingerprint`: while it was pending, or in a file of another form.
-- The duplicate check reads both.
CREATE TABLE bank_record (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  txn_id BLOB NOT NULL REFERENCES txn (id),
  account_id BLOB NOT NULL REFERENCES account (id),
  date TEXT NOT NULL CHECK (length(date) = 10),
  fingerprint INTEGER NOT NULL,
  bank_ref TEXT,
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX bank_record_by_account ON bank_record (account_id, date) WHERE deleted_change IS NULL;

-- The balance of an account as a bank's file states it. `ledger_minor` is what the ledger held when it was imported.
CREATE TABLE balance_check (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  account_id BLOB NOT NULL REFERENCES account (id),
  batch_id BLOB NOT NULL REFERENCES import_batch (id),
  -- At the end of this day, booked transactions only.
  date TEXT NOT NULL CHECK (length(date) = 10),
  kind TEXT NOT NULL CHECK (kind IN ('opening', 'closing')),
  stated_minor INTEGER NOT NULL,
  ledger_minor INTEGER NOT NULL,
  line INTEGER,
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX balance_check_by_account ON balance_check (account_id, date) WHERE deleted_change IS NULL;

-- Which account a number or name in a file stands for, and which category a category of a file.
CREATE TABLE import_account (
  file_account TEXT NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL,
  used_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE import_category (
  file_category TEXT NOT NULL PRIMARY KEY,
  category_id TEXT NOT NULL,
  used_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Two transactions that look like a transfer and are none.
CREATE TABLE transfer_dismissal (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  out_txn_id BLOB NOT NULL REFERENCES txn (id),
  in_txn_id BLOB NOT NULL REFERENCES txn (id),
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX transfer_dismissal_by_out ON transfer_dismissal (out_txn_id) WHERE deleted_change IS NULL;
