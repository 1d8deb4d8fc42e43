/**
 * `npm run -s eval:import -- PATH… [--json] [--currency EUR]`: reads bank files as the import would and says what came
 * of each. Writes nothing. PATH is a file or a folder; `--currency` is the account's, for files that name none (their
 * sums stand under XXX otherwise). Ends with 1 when a path cannot be read at all.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readCsv } from '../src/core/statements/csv/read-csv.ts';
import { detectFormat } from '../src/core/statements/detect-format.ts';
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
    problems: [],
  };
  try {
    const bytes = readFileSync(file);
    const { format, reason } = detectFormat(bytes, file);
    report.format = format;
    if (/(^|[/_])(LICEN[CS]E|MANIFEST|README)[^/]*$/i.test(file) || /\.ya?ml$/i.test(file)) {
      report.format = 'text';
      return unsupported(report, 'This file accompanies others; it is not a bank statement.');
    }
    if (reason !== null) return unsupported(report, reason);

    const reading = readCsv(bytes, null, { defaultCurrency: values.currency ?? null });
    const { rows, problems, questions, inspection } = reading;
    report.status = questions.length > 0 ? 'needs-mapping' : 'ok';
    report.transactions = rows.length;
    for (const row of rows) {
      const currency = row.currency ?? values.currency ?? 'XXX';
      report.sumMinor[currency] = (report.sumMinor[currency] ?? 0) + row.amountMinor;
      if (report.firstDate === null || row.date < report.firstDate) report.firstDate = row.date;
      if (report.lastDate === null || row.date > report.lastDate) report.lastDate = row.date;
    }
    report.problems = [
      ...questions.map(({ kind, message }) => ({ line: 0, code: kind, message })),
      ...problems.map(({ line, code, message }) => ({ line, code, message })),
    ];
    if (inspection.dialect.firstDataLine === null) {
      report.problems.push({ line: 0, code: 'no-rows', message: 'The file has a heading and no rows.' });
    }
  } catch (error) {
    report.status = 'error';
    report.problems.push({ line: 0, code: 'error', message: error instanceof Error ? error.message : String(error) });
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
