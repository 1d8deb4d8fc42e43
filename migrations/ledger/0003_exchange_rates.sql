-- Exchange rates: a person's own, and the published ones that came after those in the app.

-- Rates are text as they were entered or published: so many `quote` for one `base`, never a float.
CREATE TABLE own_rate (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  base TEXT NOT NULL CHECK (length(base) = 3),
  quote TEXT NOT NULL CHECK (length(quote) = 3 AND quote <> base),
  rate TEXT NOT NULL CHECK (rate GLOB '[0-9]*' AND rate NOT GLOB '*[^0-9.]*'),
  valid_from TEXT NOT NULL CHECK (length(valid_from) = 10),
  -- Null: from then on.
  valid_to TEXT CHECK (valid_to >= valid_from),
  note TEXT NOT NULL DEFAULT '',
  deleted_change INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX own_rate_in_use ON own_rate (base, quote, valid_from) WHERE deleted_change IS NULL;

-- What the European Central Bank published: so many of the currency for one euro. Only what the app does not ship.
CREATE TABLE published_rate (
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  date TEXT NOT NULL CHECK (length(date) = 10),
  rate TEXT NOT NULL CHECK (rate GLOB '[0-9]*' AND rate NOT GLOB '*[^0-9.]*'),
  PRIMARY KEY (currency, date)
) STRICT, WITHOUT ROWID;

-- Which currencies were paid in, without reading every transaction.
CREATE INDEX txn_by_original_currency ON txn (original_currency) WHERE original_currency IS NOT NULL;
