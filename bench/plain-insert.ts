import SQLite from 'better-sqlite3';

/** Rows a second into one table without an index, in memory: what this machine's SQLite does at best from JavaScript. */
export function plainInsertRate(rows: number): number {
  const db = new SQLite(':memory:');
  db.exec('CREATE TABLE plain (id INTEGER PRIMARY KEY, date TEXT, amount INTEGER, description TEXT) STRICT');
  const insert = db.prepare('INSERT INTO plain (date, amount, description) VALUES (?, ?, ?)');
  const started = performance.now();
  db.exec('BEGIN');
  for (let at = 0; at < rows; at++) insert.run('2026-01-01', at, 'LIDL 0342 BERLIN');
  db.exec('COMMIT');
  const rate = Math.round(rows / ((performance.now() - started) / 1000));
  db.close();
  return rate;
}
