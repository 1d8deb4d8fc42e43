/**
 * `npm run -s eval:import -- PATH… [--json] [--currency EUR]`: reads bank files as the import would and says what came
 * of each. Writes nothing. PATH is a file or a folder; `--currency` is the account's, for files that name none (their
 * sums stand under XXX otherwise). Ends with 1 when a path cannot be read at all.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { detectFormat } from '../src/core/statements/detect-format.ts';
import type { ReadStatementResult } from '../src/core/statements/read-result.ts';
import { readStatement } from '../src/core/statements/read-statement.ts';
import { textAt } from '../src/core/statements/statement-columns.ts';
import { DomainError } from '../src/shared/contract/errors.ts';
import { formatMinor } from '../src/shared/money.ts';

interface FileReport {
  file: string;
  format: string;
  /** `needs-mapping`: counts and sums are of the likeliest reading, until the questions in `problems` are answered. */
  status: 'ok' | 'needs-mapping' | 'unsupported' | 'error';
  transactions: number;
  sumMinor: Record<string, number>;
  firstDate: string | null;
  lastDate: string | null;
  /** The accounts that the file names apart from its rows. */
  accounts: ReadStatementResult['accounts'];
  /** Questions first, then lines that are no rows. `line 0` is about the whole file. */
  problems: { line: number; code: string; message: string }[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, currency: { type: 'string' }, help: { type: 'boolean' } },
});

if (values.help || positionals.length === 0) {
  console.error('Usage: npm run -s eval:import -- PATH… [--json] [--currency EUR]');
  process.exit(values.help ? 0 : 2);
}

let failed = false;
for (const file of positionals.flatMap(filesUnder)) {
  const report = reportOf(file);
  failed ||= report.status === 'error';
  console.log(values.json ? JSON.stringify(report) : asLines(report));
}
process.exitCode = failed ? 1 : 0;

function filesUnder(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
  } catch {
    return [path];
  }
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => (entry.name.startsWith('.') ? [] : filesUnder(join(path, entry.name))));
}

function reportOf(file: string): FileReport {
  const report: FileReport = {
    file,
    format: 'unknown',
    status: 'error',
    transactions: 0,
    sumMinor: {},
    firstDate: null,
    lastDate: null,
    accounts: [],
    problems: [],
  };
  try {
    const bytes = readFileSync(file);
    report.format = detectFormat(bytes, file).format;
    if (/(^|[/_])(LICEN[CS]E|MANIFEST|README)[^/]*$/i.test(file) || /\.ya?ml$/i.test(file)) {
      report.format = 'text';
      return unsupported(report, 'This file accompanies others; it is not a bank statement.');
    }
    const read = readStatement({ bytes, fileName: file, mapping: null, defaultCurrency: values.currency ?? null });
    const { rows, problems, questions } = read;
    report.status = questions.length > 0 ? 'needs-mapping' : 'ok';
    report.transactions = rows.count;
    report.accounts = read.accounts;
    for (let at = 0; at < rows.count; at += 1) {
      const currency = textAt(rows.currency, at) ?? values.currency ?? 'XXX';
      report.sumMinor[currency] = (report.sumMinor[currency] ?? 0) + (rows.amountMinor[at] as number);
      const date = textAt(rows.date, at);
      if (report.firstDate === null || date < report.firstDate) report.firstDate = date;
      if (report.lastDate === null || date > report.lastDate) report.lastDate = date;
    }
    report.problems = [
      ...questions.map(({ kind, message }) => ({ line: 0, code: kind, message })),
      ...problems.map(({ line, code, message }) => ({ line, code, message })),
    ];
    if (rows.count === 0 && problems.length === 0) {
      report.problems.push({ line: 0, code: 'no-rows', message: 'The file holds no transactions.' });
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof DomainError) return unsupported(report, message);
    report.status = 'error';
    report.problems.push({ line: 0, code: 'error', message });
  }
  return report;
}

function unsupported(report: FileReport, message: string): FileReport {
  return { ...report, status: 'unsupported', problems: [{ line: 0, code: 'unsupported', message }] };
}

function asLines({ file, format, status, transactions, sumMinor, firstDate, lastDate, problems }: FileReport): string {
  const sums = Object.entries(sumMinor).map(([currency, minor]) => `${formatMinor(minor, currency)} ${currency}`);
  const facts = firstDate === null ? '' : `  ${transactions} rows  ${firstDate} to ${lastDate}  ${sums.join(', ')}`;
  const shown = problems.slice(0, 8).map(({ message }) => `    ${message}`);
  if (problems.length > shown.length) shown.push(`    and ${problems.length - shown.length} more`);
  return [`${status.padEnd(14)}${format.padEnd(7)}${file}${facts}`, ...shown].join('\n');
}
