-- What the user chose, as it happened: the categoriser can be taught anew from these.

CREATE TABLE correction (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  txn_id BLOB NOT NULL REFERENCES txn (id),
  at TEXT NOT NULL,
  description TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  -- What stood there before, and who had said so.
  before_category_id TEXT REFERENCES category (id),
  before_source TEXT,
  category_id TEXT NOT NULL REFERENCES category (id),
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX correction_by_time ON correction (at) WHERE deleted_change IS NULL;
CREATE INDEX correction_by_txn ON correction (txn_id);

-- Choices from before there were events. A transaction's id is as unique as any.
INSERT INTO correction (id, txn_id, at, description, amount_minor, currency, category_id)
SELECT t.id, t.id, t.date || 'T00:00:00.000Z', d.raw, t.amount_minor, t.currency, t.category_id
FROM txn t JOIN description d ON d.id = t.description_id
WHERE t.category_source = 'user' AND t.category_id IS NOT NULL AND t.deleted_change IS NULL;

-- Everything that is remembered of the user's choices is read from here, without the rows.
DROP INDEX txn_by_choice;
CREATE INDEX txn_by_choice ON txn (description_id, category_id, payee_id, amount_minor, date)
WHERE category_source = 'user' AND deleted_change IS NULL;

-- Descriptions that begin alike.
CREATE INDEX description_by_beginning ON description (normalised);
