-- Photos and files of receipts on their way to a transaction. The files lie in the attachments folder under their hash.

CREATE TABLE receipt (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size_bytes INTEGER NOT NULL CHECK (size_bytes > 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  added_at TEXT NOT NULL,
  -- What the reader has done. It is this copy's own work and in no history; what a person did with it is in txn_id.
  status TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'reading', 'read', 'failed', 'stopped')),
  -- Why it could not be read, for a person.
  problem TEXT,
  -- What was read, as JSON, and the upright picture of it.
  reading TEXT,
  preview_sha256 TEXT CHECK (length(preview_sha256) = 64),
  -- The transaction that it is attached to; null until a person says so.
  txn_id BLOB REFERENCES txn (id),
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX receipt_by_status ON receipt (status, id) WHERE deleted_change IS NULL;
CREATE INDEX receipt_by_sha256 ON receipt (sha256) WHERE deleted_change IS NULL;
CREATE INDEX attachment_by_sha256 ON attachment (sha256) WHERE deleted_change IS NULL;
