-- Rules, names that payees had before, and the looks of categories.

-- What matches and what is done then are JSON in the shape of the contract (rules.ts): read whole, never searched.
CREATE TABLE rule (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL CHECK (name <> ''),
  -- Rules run from the lowest position to the highest.
  position INTEGER NOT NULL,
  enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  match TEXT NOT NULL CHECK (match IN ('all', 'any')),
  conditions TEXT NOT NULL CHECK (json_valid(conditions)),
  actions TEXT NOT NULL CHECK (json_valid(actions)),
  stop INTEGER NOT NULL DEFAULT 0 CHECK (stop IN (0, 1)),
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;

-- The rule that set the category last: the answer to "why". It stays when a person sets another, as what was there before.
ALTER TABLE txn ADD COLUMN rule_id BLOB;
CREATE INDEX txn_by_rule ON txn (rule_id, category_source, deleted_change) WHERE rule_id IS NOT NULL;

-- Names that lead to a payee since it was renamed or others were merged into it, so that the next import finds it.
CREATE TABLE payee_alias (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  payee_id BLOB NOT NULL REFERENCES payee (id),
  name TEXT NOT NULL CHECK (name <> ''),
  folded TEXT NOT NULL,
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX payee_alias_by_name ON payee_alias (folded) WHERE deleted_change IS NULL;
CREATE INDEX payee_alias_by_payee ON payee_alias (payee_id) WHERE deleted_change IS NULL;

ALTER TABLE payee ADD COLUMN default_category_id TEXT REFERENCES category (id);
CREATE INDEX payee_by_default_category ON payee (default_category_id) WHERE default_category_id IS NOT NULL;

-- A name of the app's own list of icons; without one a category wears that of its group.
ALTER TABLE category ADD COLUMN icon TEXT;
-- Where what was of a deleted category went: guesses that still name it follow.
ALTER TABLE category ADD COLUMN replaced_by TEXT REFERENCES category (id);
