/** A group as CSV in the columns of Splitwise: what each member is owed by each line. */
import Papa from 'papaparse';
import { formatMinor } from '#shared/money.ts';

export interface CsvExpense {
  date: string;
  title: string;
  /** "Payment" for money of one member to another, as Splitwise has it. */
  category: string;
  /** Minor units of the group's currency. */
  amountMinor: number;
  net: ReadonlyMap<string, number>;
}

/** @param members names in the order of the columns, with the key of `net` */
export function groupCsv(members: readonly { id: string; name: string }[], currency: string, rows: readonly CsvExpense[]): string {
  const heading = ['Date', 'Description', 'Category', 'Cost', 'Currency', ...members.map(({ name }) => asText(name))];
  const lines = rows.map((row) => [
    row.date,
    asText(row.title),
    asText(row.category),
    formatMinor(row.amountMinor, currency),
    currency,
    ...members.map(({ id }) => formatMinor(row.net.get(id) ?? 0, currency)),
  ]);
  return `${Papa.unparse([heading, ...lines], { newline: '\n' })}\n`;
}

/** A spreadsheet would run what starts like a formula. */
function asText(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
