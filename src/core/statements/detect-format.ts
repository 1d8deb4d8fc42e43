/** Tells what kind of file it is by its first bytes; names lie (`.xls` files of banks are often text or HTML). */
import { decodeText } from './csv/decode-text.ts';

export type FileFormat =
  | 'csv'
  | 'ofx'
  | 'qif'
  | 'camt'
  | 'mt940'
  | 'xls'
  | 'xlsx'
  | 'zip'
  | 'pdf'
  | 'html'
  | 'json'
  | 'xml'
  | 'text'
  | 'binary'
  | 'empty';

export interface DetectedFormat {
  format: FileFormat;
  /** For formats that cannot be read: what it is and what to do, in a sentence for a person. */
  reason: string | null;
}

const reasons: Partial<Record<FileFormat, string>> = {
  xls: 'This is an Excel workbook. Open it and save it as CSV.',
  xlsx: 'This is an Excel workbook. Open it and save it as CSV.',
  zip: 'This is a ZIP archive. Unpack it and import the files inside.',
  pdf: 'This is a PDF. Ask your bank for a CSV export of the same statement.',
  html: 'This is a web page, not a table of transactions. Export CSV from your bank instead.',
  json: 'This is JSON, not a bank statement.',
  xml: 'This is XML of an unknown kind, not a bank statement that Saldo knows.',
  text: 'This is plain text without columns, not a table of transactions.',
  binary: 'This is a binary file, not a bank statement.',
  empty: 'The file is empty.',
};

/** `head`: the first kilobytes are enough; the whole file is as good. The name only parts XLSX from other archives. */
export function detectFormat(head: Uint8Array, fileName = ''): DetectedFormat {
  const format = formatOf(head.subarray(0, 16_384), fileName);
  return { format, reason: reasons[format] ?? null };
}

function formatOf(head: Uint8Array, fileName: string): FileFormat {
  if (head.length === 0) return 'empty';
  const magic = Array.from(head.subarray(0, 4), (byte) => String.fromCharCode(byte)).join('');
  if (magic === '%PDF') return 'pdf';
  if (magic === 'PK\u0003\u0004') return /\.xlsx$/i.test(fileName) || includesAscii(head, 'xl/') ? 'xlsx' : 'zip';
  if (magic === '\u00d0\u00cf\u0011\u00e0') return 'xls';
  const { text, encoding } = decodeText(head);
  if (!encoding.startsWith('utf-16') && looksBinary(head)) return 'binary';
  const start = text.trimStart();
  if (start === '') return 'empty';

  if (/^OFXHEADER:/m.test(text) || /<OFX>/i.test(text) || /^<\?OFX\b/m.test(text)) return 'ofx';
  if (/urn:iso:std:iso:20022:tech:xsd:camt\.05[234]/.test(text) || /<BkToCstmr(Stmt|AcctRpt|DbtCdtNtfctn)/.test(text)) {
    return 'camt';
  }
  if (/^<(!doctype html|html|table|head|body)\b/i.test(start)) return 'html';
  if (/^<\?xml|^<[a-z!]/i.test(start)) return 'xml';
  if (/^!(Type|Account|Option|Clear)\b/im.test(start) && start.startsWith('!')) return 'qif';
  if (/^(\{1:|:\d\d[A-Z]?:)/.test(start) || /^:(60[FM]|61|86|25|NS):/m.test(text)) return 'mt940';
  if (/^[{[]\s*["{[\]}]/.test(start)) return 'json';
  return hasColumns(text) ? 'csv' : 'text';
}

function includesAscii(bytes: Uint8Array, word: string): boolean {
  return new TextDecoder('latin1').decode(bytes).includes(word);
}

/** Control characters that no text has, beyond a stray few. */
function looksBinary(head: Uint8Array): boolean {
  const inText = new Set([9, 10, 12, 13, 27]);
  const controls = head.filter((byte) => byte < 32 && !inText.has(byte)).length;
  return controls > head.length * 0.02;
}

function hasColumns(text: string): boolean {
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  const delimited = lines.filter((line) => /[;\t|,]/.test(line));
  const isYaml = lines.some((line) => /^(---|\w[\w ]*:)(\s|$)/.test(line)) && !/[;\t|,].*[;\t|,]/.test(text);
  return delimited.length >= Math.max(1, lines.length * 0.4) && !isYaml;
}
