-- What Saldo does by itself, when it does it next, and what it has told the person.

CREATE TABLE job (
  name TEXT NOT NULL PRIMARY KEY,
  -- 'every 15 minutes' or 'daily at 03:30', in the time of where the person is.
  schedule TEXT NOT NULL,
  next_run_at TEXT NOT NULL,
  last_run_at TEXT,
  -- In a row, and until when it is left alone because of them.
  failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
  backoff_until TEXT,
  enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Measured by a clock that nobody sets; the two times of a run are the machine's.
ALTER TABLE job_run ADD COLUMN duration_ms INTEGER;
CREATE INDEX job_run_by_job ON job_run (job, id);

CREATE TABLE notification (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  kind TEXT NOT NULL,
  -- What it is about: the id of a bill, a category, a group. No reference: what is gone stays in the record.
  subject_id TEXT NOT NULL DEFAULT '',
  due_on TEXT CHECK (length(due_on) = 10),
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  -- A path of the app.
  link TEXT,
  -- [{ id, label }]
  actions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(actions)),
  created_at TEXT NOT NULL,
  -- By which it is sorted: when it was made, or when it came back after a snooze.
  at TEXT NOT NULL,
  read_at TEXT,
  -- It is not in the inbox until then.
  snoozed_until TEXT,
  -- Whether the system has shown it. 'silent': only in the inbox. 'stale': too old to be shown by the time it could be.
  delivery TEXT NOT NULL CHECK (delivery IN ('pending', 'shown', 'silent', 'stale'))
) STRICT, WITHOUT ROWID;
CREATE INDEX notification_by_at ON notification (at, id);
CREATE INDEX notification_unread ON notification (at) WHERE read_at IS NULL;
CREATE INDEX notification_pending ON notification (at) WHERE delivery = 'pending';
CREATE INDEX notification_by_subject ON notification (subject_id, due_on);

-- One row for each thing that is said once and never again; written in one transaction with its notification.
CREATE TABLE reminder (
  kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  due_on TEXT NOT NULL CHECK (length(due_on) = 10),
  -- Negative: so many days after it was due.
  days_before INTEGER NOT NULL,
  made_at TEXT NOT NULL,
  PRIMARY KEY (kind, subject_id, due_on, days_before)
) STRICT, WITHOUT ROWID;
