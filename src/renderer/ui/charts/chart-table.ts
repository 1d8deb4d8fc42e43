/** What a chart shows, as rows: its table for those who do not see it, and its CSV. */
import { formatMinor } from '#shared/money.ts';

/** Minor units of the table's currency where `minor` says so. */
export type ChartCell = string | number | null | { minor: number };

export interface ChartTable {
  columns: readonly string[];
  rows: readonly (readonly ChartCell[])[];
  currency: string;
}

/** RFC 4180. Amounts are plain decimals with a point, so that every program can read them. */
export function chartCsv({ columns, rows, currency }: ChartTable): string {
  const write = (cell: ChartCell): string => {
    if (cell === null) return '';
    if (typeof cell === 'number') return String(cell);
    if (typeof cell === 'object') return formatMinor(cell.minor, currency);
    // A spreadsheet takes what begins so for a formula.
    const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows].map((row) => `${row.map(write).join(',')}\r\n`).join('');
}

/** A file name that every system takes: "Income and spending" → "income-and-spending". */
export function chartFileName(title: string): string {
  const name = title.normalize('NFKD').toLowerCase().replace(/[^\p{Letter}\p{Number}]+/gu, '-').replace(/^-+|-+$/g, '');
  return name || 'chart';
}
