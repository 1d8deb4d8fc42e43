-- Expenses shared with others. A group has one currency, in which all balances are; what was paid in another one keeps
-- its own amount beside. Ids, tombstones and the change log are as everywhere, so that a server can share groups later.

CREATE TABLE expense_group (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL CHECK (name <> ''),
  -- A name of the app's own list of icons.
  icon TEXT NOT NULL DEFAULT 'users',
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  note TEXT NOT NULL DEFAULT '',
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE group_member (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  group_id BLOB NOT NULL REFERENCES expense_group (id),
  name TEXT NOT NULL CHECK (name <> ''),
  -- The name without case and accents: two spellings are one member.
  folded TEXT NOT NULL,
  -- The person whose ledger this is.
  is_me INTEGER NOT NULL DEFAULT 0 CHECK (is_me IN (0, 1)),
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX group_member_by_name ON group_member (group_id, folded) WHERE deleted_change IS NULL;
CREATE UNIQUE INDEX group_member_me ON group_member (group_id) WHERE is_me = 1 AND deleted_change IS NULL;

-- What recurs: the expense as it is written down each time, as JSON in the shape of the contract (groups.ts).
CREATE TABLE group_schedule (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  group_id BLOB NOT NULL REFERENCES expense_group (id),
  rule TEXT NOT NULL CHECK (json_valid(rule)),
  template TEXT NOT NULL CHECK (json_valid(template)),
  -- The day it falls on next is later than this one.
  done_through TEXT NOT NULL CHECK (length(done_through) = 10),
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX group_schedule_by_group ON group_schedule (group_id) WHERE deleted_change IS NULL;

-- An expense, money received (negative), or a payment from one member to another.
CREATE TABLE group_expense (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  group_id BLOB NOT NULL REFERENCES expense_group (id),
  kind TEXT NOT NULL CHECK (kind IN ('expense', 'payment')),
  title TEXT NOT NULL CHECK (title <> ''),
  date TEXT NOT NULL CHECK (length(date) = 10),
  -- In the currency of the group.
  amount_minor INTEGER NOT NULL,
  -- As it was paid.
  paid_minor INTEGER NOT NULL,
  paid_currency TEXT NOT NULL CHECK (length(paid_currency) = 3),
  split TEXT NOT NULL CHECK (split IN ('equal', 'shares', 'percent', 'amount', 'items')),
  category_id TEXT REFERENCES category (id),
  note TEXT NOT NULL DEFAULT '',
  -- The transaction of this ledger by which it was paid, and what that had for a category before it was linked.
  txn_id BLOB REFERENCES txn (id),
  txn_before TEXT CHECK (txn_before IS NULL OR json_valid(txn_before)),
  schedule_id BLOB REFERENCES group_schedule (id),
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
-- With the columns behind it balances and sums are formed without looking up rows.
CREATE INDEX group_expense_by_group ON group_expense (group_id, date, id, kind, amount_minor, deleted_change)
WHERE deleted_change IS NULL;
CREATE UNIQUE INDEX group_expense_by_txn ON group_expense (txn_id) WHERE txn_id IS NOT NULL AND deleted_change IS NULL;
CREATE INDEX group_expense_by_category ON group_expense (category_id) WHERE category_id IS NOT NULL;

CREATE TABLE group_payer (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  expense_id BLOB NOT NULL REFERENCES group_expense (id),
  member_id BLOB NOT NULL REFERENCES group_member (id),
  amount_minor INTEGER NOT NULL,
  paid_minor INTEGER NOT NULL,
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX group_payer_by_expense ON group_payer (expense_id, member_id, amount_minor, deleted_change)
WHERE deleted_change IS NULL;

CREATE TABLE group_share (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  expense_id BLOB NOT NULL REFERENCES group_expense (id),
  member_id BLOB NOT NULL REFERENCES group_member (id),
  -- As it was written: a share, a percent, or minor units of the currency that was paid in.
  weight TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  -- Millionths of a minor unit by which rounding left this share below what is exact.
  carried INTEGER NOT NULL,
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX group_share_by_expense ON group_share (expense_id, member_id, amount_minor, carried, deleted_change)
WHERE deleted_change IS NULL;

CREATE TABLE group_item (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  expense_id BLOB NOT NULL REFERENCES group_expense (id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  -- In the currency that was paid in.
  paid_minor INTEGER NOT NULL,
  -- The ids of those who had it, as a JSON list.
  members TEXT NOT NULL CHECK (json_valid(members)),
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX group_item_by_expense ON group_item (expense_id, position) WHERE deleted_change IS NULL;

CREATE TABLE group_comment (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  expense_id BLOB NOT NULL REFERENCES group_expense (id),
  text TEXT NOT NULL CHECK (text <> ''),
  at TEXT NOT NULL,
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX group_comment_by_expense ON group_comment (expense_id, at) WHERE deleted_change IS NULL;

-- The file lies in the attachments folder under its hash.
CREATE TABLE group_receipt (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  expense_id BLOB NOT NULL REFERENCES group_expense (id),
  name TEXT NOT NULL CHECK (name <> ''),
  media_type TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  added_at TEXT NOT NULL,
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX group_receipt_by_expense ON group_receipt (expense_id) WHERE deleted_change IS NULL;
