-- Tags, attached files, and refunds that know their purchase.

CREATE TABLE tag (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL CHECK (name <> ''),
  -- The name without case and accents: two spellings are one tag.
  folded TEXT NOT NULL,
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX tag_by_name ON tag (folded) WHERE deleted_change IS NULL;

CREATE TABLE txn_tag (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  txn_id BLOB NOT NULL REFERENCES txn (id),
  tag_id BLOB NOT NULL REFERENCES tag (id),
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX txn_tag_by_txn ON txn_tag (txn_id, tag_id) WHERE deleted_change IS NULL;
CREATE INDEX txn_tag_by_tag ON txn_tag (tag_id, txn_id) WHERE deleted_change IS NULL;

-- The file itself lies beside the ledger, named by its content, so that the same receipt is kept once.
CREATE TABLE attachment (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  txn_id BLOB NOT NULL REFERENCES txn (id),
  name TEXT NOT NULL CHECK (name <> ''),
  media_type TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  added_at TEXT NOT NULL,
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_by_txn ON attachment (txn_id) WHERE deleted_change IS NULL;

CREATE INDEX txn_pending ON txn (date, id) WHERE status = 'pending' AND deleted_change IS NULL;

-- The purchase that a refund gives money back for.
ALTER TABLE txn ADD COLUMN refund_of BLOB;
CREATE INDEX txn_by_refund ON txn (refund_of) WHERE refund_of IS NOT NULL;
