-- What a person made of a suggested budget, so that the same suggestion does not come back.

CREATE TABLE budget_answer (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  category_id TEXT NOT NULL REFERENCES category (id),
  answer TEXT NOT NULL CHECK (answer IN ('accepted', 'edited', 'dismissed')),
  suggested_minor INTEGER NOT NULL CHECK (suggested_minor >= 0),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  answered_on TEXT NOT NULL CHECK (length(answered_on) = 10),
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX budget_answer_by_category ON budget_answer (category_id, answered_on) WHERE deleted_change IS NULL;
