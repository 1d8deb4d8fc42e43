/**
 * Reads the files in which the European Central Bank publishes its reference rates: the CSV of the whole history or of
 * a day (`13 April 2026`), and the XML of a day, of 90 days or of all. One mistake refuses the file and names its line.
 */
import { DomainError } from '#shared/contract/errors.ts';
import { isPlainDate, plainDate, type PlainDate } from '#shared/dates.ts';
import type { PublishedRate } from './rate-history.ts';

export interface ReadRate extends PublishedRate {
  /** Of the file, from 1. */
  line: number;
}

/** @throws DomainError UNREADABLE, with the line at fault in its sentence. */
export function readEcbRates(text: string): ReadRate[] {
  const body = text.replace(/^\uFEFF/, '');
  const rates = body.trimStart().startsWith('<') ? readXml(body) : readCsv(body);
  if (rates.length === 0) throw unreadable('There are no exchange rates in this file.');
  return rates;
}

function readCsv(text: string): ReadRate[] {
  const lines = text.split(/\r\n|\n|\r/);
  const [head = '', ...codes] = cellsOf(lines[0] ?? '');
  if (head !== 'Date' || codes.length === 0) {
    throw unreadable('This is not a file of exchange rates of the European Central Bank: its first line names no dates and currencies.');
  }
  for (const code of codes) if (!isCode(code)) throw unreadable(`Line 1: “${code}” is not the code of a currency.`);
  if (new Set(codes).size < codes.length) throw unreadable('Line 1: a currency is named twice.');

  const rates: ReadRate[] = [];
  const seen = new Set<PlainDate>();
  for (let at = 1; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '') continue;
    const [day = '', ...cells] = cellsOf(line);
    const date = readDate(day, at + 1, seen);
    if (cells.length !== codes.length) {
      throw unreadable(`Line ${at + 1} has ${cells.length} rates where the first line names ${codes.length} currencies.`);
    }
    codes.forEach((currency, column) => {
      const rate = cells[column] ?? '';
      if (rate === 'N/A' || rate === '') return;
      rates.push({ date, currency, rate: checkedRate(rate, currency, at + 1), line: at + 1 });
    });
  }
  return rates;
}

/** Cells of a line; the bank ends its lines with a comma. */
function cellsOf(line: string): string[] {
  const cells = line.split(',').map((cell) => cell.trim());
  if (cells.at(-1) === '') cells.pop();
  return cells;
}

const cube = /<Cube\b([^>]*)>/g;
const attribute = /\b(time|currency|rate)\s*=\s*['"]([^'"]*)['"]/g;

function readXml(text: string): ReadRate[] {
  const rates: ReadRate[] = [];
  const seen = new Set<PlainDate>();
  let date: PlainDate | null = null;
  let line = 1;
  let counted = 0;
  for (const match of text.matchAll(cube)) {
    for (; counted < match.index; counted += 1) if (text.charCodeAt(counted) === 0x0a) line += 1;
    const found = new Map([...(match[1] ?? '').matchAll(attribute)].map((each) => [each[1], each[2] ?? '']));
    const time = found.get('time');
    if (time !== undefined) date = readDate(time, line, seen);
    const currency = found.get('currency');
    if (currency === undefined) continue;
    if (date === null) throw unreadable(`Line ${line}: a rate stands before any date.`);
    if (!isCode(currency)) throw unreadable(`Line ${line}: “${currency}” is not the code of a currency.`);
    rates.push({ date, currency, rate: checkedRate(found.get('rate') ?? '', currency, line), line });
  }
  return rates;
}

function readDate(text: string, line: number, seen: Set<PlainDate>): PlainDate {
  const date = isPlainDate(text) ? text : dateInWords(text);
  if (date === null) throw unreadable(`Line ${line}: “${text}” is not a date.`);
  if (seen.has(date)) throw unreadable(`Line ${line}: ${date} is there twice.`);
  seen.add(date);
  return date;
}

const months = 'January February March April May June July August September October November December'.split(' ');

/** `13 April 2026`, as the file of a single day has it. */
function dateInWords(text: string): PlainDate | null {
  const match = /^(\d{1,2}) ([A-Z][a-z]+) (\d{4})$/.exec(text);
  return match ? plainDate(Number(match[3]), months.indexOf(match[2] ?? '') + 1, Number(match[1])) : null;
}

// Seven digits and eight: together what a series holds exactly, whatever else is in it.
const readable = /^\d{1,7}(\.\d{1,8})?$/;

function checkedRate(text: string, currency: string, line: number): string {
  if (!readable.test(text) || !/[1-9]/.test(text)) throw unreadable(`Line ${line}, ${currency}: “${text}” is not a rate.`);
  return text;
}

function isCode(text: string): boolean {
  return /^[A-Z]{3}$/.test(text);
}

function unreadable(message: string): DomainError {
  return new DomainError('UNREADABLE', message, 'file');
}
