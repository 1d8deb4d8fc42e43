-- What was forecast, and by when, so that it can be held against what came.

CREATE TABLE forecast_made (
  -- The month that the forecast is of.
  month TEXT NOT NULL CHECK (length(month) = 7),
  kind TEXT NOT NULL CHECK (kind IN ('total', 'category', 'income')),
  -- Empty for the total, for income and for what has no category. No reference: a category that is gone stays in the record.
  category_id TEXT NOT NULL,
  -- The month in which it was made; the last one made in it is kept.
  made_in TEXT NOT NULL CHECK (length(made_in) = 7),
  made_on TEXT NOT NULL CHECK (length(made_on) = 10),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  -- Spending and income are both positive.
  expected_minor INTEGER NOT NULL,
  low80_minor INTEGER NOT NULL,
  high80_minor INTEGER NOT NULL,
  low95_minor INTEGER NOT NULL,
  high95_minor INTEGER NOT NULL,
  PRIMARY KEY (month, kind, category_id, made_in)
) STRICT, WITHOUT ROWID;

CREATE INDEX forecast_made_by_making ON forecast_made (made_in);

-- Worked out once for the same data; made anew when it is not there.
CREATE TABLE forecast_cache (
  -- What it is: the months, the balance of some accounts, what a slow model learned.
  name TEXT NOT NULL PRIMARY KEY,
  -- Cheap to compare: the day, the last change, the currency.
  stamp TEXT NOT NULL,
  -- Of the data that it was made from.
  fingerprint TEXT NOT NULL,
  payload TEXT NOT NULL CHECK (json_valid(payload))
) STRICT, WITHOUT ROWID;
