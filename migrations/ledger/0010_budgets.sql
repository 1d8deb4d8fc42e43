-- What a person means to spend in a month. A row holds from its month on, until the next row of the same target.

CREATE TABLE budget (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  -- A leaf or a group; null for everything that is spent.
  category_id TEXT REFERENCES category (id),
  from_month TEXT NOT NULL CHECK (length(from_month) = 7),
  -- Null: from this month on there is none.
  amount_minor INTEGER CHECK (amount_minor >= 0),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  -- Whether what is left, or was spent too much, goes on to the next month.
  roll_over INTEGER NOT NULL DEFAULT 0 CHECK (roll_over IN (0, 1)),
  -- From this share of what is available on, the budget says that it is nearly used up.
  alert_percent INTEGER NOT NULL DEFAULT 90 CHECK (alert_percent BETWEEN 1 AND 100),
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX budget_by_target ON budget (coalesce(category_id, ''), from_month) WHERE deleted_change IS NULL;
