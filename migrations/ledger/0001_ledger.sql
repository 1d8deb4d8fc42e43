-- The ledger. Money is an integer of minor units, dates are 'YYYY-MM-DD', ids are 16-byte UUIDv7.
-- Rows are never removed: `deleted_change` names the change that deleted them, which is what makes undo and sync possible.

CREATE TABLE setting (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('checking', 'savings', 'cash', 'credit', 'loan', 'investment', 'property')),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  institution TEXT,
  opening_balance_minor INTEGER NOT NULL DEFAULT 0,
  opened_on TEXT,
  closed_on TEXT,
  position INTEGER NOT NULL DEFAULT 0,
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE category (
  id TEXT NOT NULL PRIMARY KEY,
  parent_id TEXT REFERENCES category (id),
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('income', 'transfer', 'expense')),
  color TEXT NOT NULL,
  position INTEGER NOT NULL DEFAULT 0,
  hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;

-- `folded` is the name without case and accents: two spellings are one payee.
CREATE TABLE payee (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL CHECK (name <> ''),
  folded TEXT NOT NULL UNIQUE,
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;

-- What banks print repeats, so it lives here once. Integer keys because the text index needs a rowid;
-- a row is identified elsewhere by its `raw` text.
CREATE TABLE description (
  id INTEGER PRIMARY KEY,
  raw TEXT NOT NULL UNIQUE,
  normalised TEXT NOT NULL,
  payee_id BLOB NOT NULL REFERENCES payee (id)
) STRICT;
CREATE INDEX description_by_payee ON description (payee_id);

CREATE VIRTUAL TABLE description_text USING fts5 (
  raw, content = 'description', content_rowid = 'id', tokenize = 'trigram remove_diacritics 1'
);

CREATE TABLE import_batch (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  account_id BLOB NOT NULL REFERENCES account (id),
  file_name TEXT NOT NULL,
  format TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  transaction_count INTEGER NOT NULL,
  problem_count INTEGER NOT NULL,
  -- The ids of a batch are one ascending run, so no index by batch is needed.
  first_txn_id BLOB,
  last_txn_id BLOB,
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;

-- Rows of a file that could not be read, kept so that nothing is lost.
CREATE TABLE import_problem (
  batch_id BLOB NOT NULL REFERENCES import_batch (id),
  line INTEGER NOT NULL,
  message TEXT NOT NULL,
  raw TEXT NOT NULL,
  PRIMARY KEY (batch_id, line, message)
) STRICT, WITHOUT ROWID;

-- How the columns of a bank's file were understood, remembered for its next file.
CREATE TABLE import_layout (
  layout_key TEXT NOT NULL PRIMARY KEY,
  mapping TEXT NOT NULL CHECK (json_valid(mapping)),
  account_id BLOB,
  used_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A transaction as the bank shows it ("transaction" is a word of SQL, hence txn).
CREATE TABLE txn (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  account_id BLOB NOT NULL REFERENCES account (id),
  date TEXT NOT NULL CHECK (length(date) = 10),
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  description_id INTEGER NOT NULL REFERENCES description (id),
  -- Only when a person named another payee than the one of the description.
  payee_id BLOB REFERENCES payee (id),
  category_id TEXT REFERENCES category (id),
  category_source TEXT,
  confidence INTEGER CHECK (confidence BETWEEN 0 AND 100),
  review INTEGER NOT NULL DEFAULT 0 CHECK (review IN (0, 1)),
  note TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL DEFAULT 'cleared' CHECK (status IN ('pending', 'cleared', 'reconciled')),
  split_count INTEGER NOT NULL DEFAULT 0 CHECK (split_count = 0 OR split_count >= 2),
  -- Both sides of a transfer carry the same id.
  transfer_id BLOB,
  original_amount_minor INTEGER,
  original_currency TEXT,
  import_batch_id BLOB,
  import_line INTEGER,
  -- What the bank said, hashed; survives edits so that the same file imported again still matches.
  fingerprint INTEGER,
  -- The bank's date, only once a person changed `date`.
  bank_date TEXT,
  bank_ref TEXT,
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;

-- The columns behind the id are there so that a filter is decided without looking up the row.
CREATE INDEX txn_by_date ON txn (date, id, amount_minor) WHERE deleted_change IS NULL;
-- Not partial: the duplicate check must also see what was deleted.
CREATE INDEX txn_by_account ON txn (account_id, date, id, amount_minor, category_id, deleted_change);
CREATE INDEX txn_by_category ON txn (category_id, date, id, amount_minor, account_id) WHERE deleted_change IS NULL;
CREATE INDEX txn_by_description ON txn (description_id) WHERE deleted_change IS NULL;
CREATE INDEX txn_by_size ON txn (abs(amount_minor)) WHERE deleted_change IS NULL;
CREATE INDEX txn_to_review ON txn (date, id) WHERE review = 1 AND deleted_change IS NULL;
CREATE INDEX txn_by_own_payee ON txn (payee_id) WHERE payee_id IS NOT NULL AND deleted_change IS NULL;
CREATE INDEX txn_with_note ON txn (date, id, note) WHERE note <> '' AND deleted_change IS NULL;
CREATE INDEX txn_by_choice ON txn (description_id, category_id) WHERE category_source = 'user' AND deleted_change IS NULL;
CREATE INDEX txn_moved ON txn (account_id, bank_date) WHERE bank_date IS NOT NULL;
CREATE INDEX txn_by_bank_ref ON txn (account_id, bank_ref) WHERE bank_ref IS NOT NULL;
CREATE INDEX txn_by_transfer ON txn (transfer_id) WHERE transfer_id IS NOT NULL;

CREATE TABLE split (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  txn_id BLOB NOT NULL REFERENCES txn (id),
  position INTEGER NOT NULL,
  category_id TEXT REFERENCES category (id),
  amount_minor INTEGER NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX split_by_txn ON split (txn_id, position) WHERE deleted_change IS NULL;
CREATE INDEX split_by_category ON split (category_id) WHERE deleted_change IS NULL;

-- The parts of a split transaction always sum to it. Parts change only while split_count is 0;
-- setting split_count closes the split and checks the sum.
CREATE TRIGGER split_sum_on_close BEFORE UPDATE OF split_count, amount_minor ON txn
WHEN NEW.split_count > 0 AND (
  (SELECT count(*) FROM split WHERE txn_id = NEW.id AND deleted_change IS NULL) <> NEW.split_count OR
  (SELECT total(amount_minor) FROM split WHERE txn_id = NEW.id AND deleted_change IS NULL) <> NEW.amount_minor
)
BEGIN SELECT raise(ABORT, 'SPLIT_SUM'); END;
CREATE TRIGGER split_insert_while_open BEFORE INSERT ON split
WHEN (SELECT split_count FROM txn WHERE id = NEW.txn_id) > 0
BEGIN SELECT raise(ABORT, 'SPLIT_CLOSED'); END;
CREATE TRIGGER split_update_while_open BEFORE UPDATE OF txn_id, amount_minor, deleted_change ON split
WHEN (SELECT split_count FROM txn WHERE id = NEW.txn_id) > 0
BEGIN SELECT raise(ABORT, 'SPLIT_CLOSED'); END;

-- Where the money went: a transaction, or its parts when it is split. Reports read this.
CREATE VIEW allocation AS
SELECT id AS txn_id, account_id, date, currency, category_id, amount_minor, review, import_batch_id
FROM txn WHERE deleted_change IS NULL AND split_count = 0
UNION ALL
SELECT t.id, t.account_id, t.date, t.currency, s.category_id, s.amount_minor, 0, t.import_batch_id
FROM txn t JOIN split s ON s.txn_id = t.id AND s.deleted_change IS NULL
WHERE t.deleted_change IS NULL AND t.split_count > 0;

-- Kept in the same SQLite transaction as the rows they sum. Uncategorised is ''.
CREATE TABLE monthly_summary (
  month TEXT NOT NULL,
  account_id BLOB NOT NULL,
  currency TEXT NOT NULL,
  category_id TEXT NOT NULL,
  in_minor INTEGER NOT NULL,
  out_minor INTEGER NOT NULL,
  allocation_count INTEGER NOT NULL,
  review_count INTEGER NOT NULL,
  PRIMARY KEY (month, account_id, currency, category_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE account_total (
  account_id BLOB NOT NULL PRIMARY KEY,
  amount_minor INTEGER NOT NULL,
  txn_count INTEGER NOT NULL,
  review_count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The history: one row per thing a person did. `patches` holds before and after of what changed.
CREATE TABLE change_log (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  hlc TEXT NOT NULL,
  at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('edit', 'import', 'undo', 'redo')),
  label TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'discarded')),
  -- For undo and redo: the change that was taken back or done again.
  target_id INTEGER REFERENCES change_log (id),
  patches TEXT NOT NULL CHECK (json_valid(patches))
) STRICT;
CREATE INDEX change_log_undoable ON change_log (state, id) WHERE kind IN ('edit', 'import');

-- Which changes touched a row; imports are found by their batch instead.
CREATE TABLE change_subject (
  row_id BLOB NOT NULL,
  change_id INTEGER NOT NULL REFERENCES change_log (id),
  PRIMARY KEY (row_id, change_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE job_run (
  id INTEGER PRIMARY KEY,
  job TEXT NOT NULL,
  started_at TEXT NOT NULL,
  ended_at TEXT,
  outcome TEXT NOT NULL CHECK (outcome IN ('running', 'ok', 'failed', 'cancelled')),
  message TEXT
) STRICT;
CREATE INDEX job_run_by_start ON job_run (started_at);
