-- SQLite looks up the row for any column that a query names and the index lacks, even one that the index's own WHERE
-- settles. With deleted_change among the columns a filter is decided by the index alone: 15 times as fast.
DROP INDEX txn_by_date;
CREATE INDEX txn_by_date ON txn (date, id, amount_minor, deleted_change) WHERE deleted_change IS NULL;
DROP INDEX txn_by_category;
CREATE INDEX txn_by_category ON txn (category_id, date, id, amount_minor, account_id, split_count, deleted_change)
WHERE deleted_change IS NULL;
DROP INDEX txn_by_size;
CREATE INDEX txn_by_size ON txn (abs(amount_minor), deleted_change) WHERE deleted_change IS NULL;
DROP INDEX txn_by_description;
CREATE INDEX txn_by_description ON txn (description_id, deleted_change) WHERE deleted_change IS NULL;

-- Money in is a few rows in a hundred: what asks for it walks these alone.
CREATE INDEX txn_money_in ON txn (date, id, amount_minor, account_id, category_id, split_count, deleted_change)
WHERE amount_minor > 0 AND deleted_change IS NULL;
-- Reconciled rows may be few, none or nearly all; the walk by date would look for few among all.
CREATE INDEX txn_reconciled ON txn (date, id) WHERE status = 'reconciled' AND deleted_change IS NULL;
