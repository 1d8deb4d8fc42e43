/** Pictures of made-up receipts. */
import sharp from 'sharp';

export interface Paper {
  /** Degrees clockwise. */
  turned?: number;
  /** A dark table around the paper. */
  table?: boolean;
  /** A shadow that grows to the right. */
  shadow?: boolean;
}

const LINE = 34;
const MARGIN = 50;

/** A PNG with one line of print for each text. */
export async function renderReceipt(lines: readonly string[], { turned = 0, table = false, shadow = false }: Paper = {}): Promise<Buffer> {
  const width = 2 * MARGIN + Math.max(...lines.map(({ length }) => length)) * 15;
  const height = 2 * MARGIN + lines.length * LINE;
  const texts = lines.map((line, row) => `<text x="${MARGIN}" y="${MARGIN + LINE * (row + 0.7)}" xml:space="preserve">${escape(line)}</text>`);
  const shade = `<defs><linearGradient id="s"><stop offset="0" stop-opacity="0"/><stop offset="1" stop-opacity="0.5"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#s)"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#f4f2ec"/><g font-family="DejaVu Sans Mono, monospace" font-size="24">${texts.join('')}</g>${shadow ? shade : ''}</svg>`;
  const background = table ? '#3a2f28' : '#f4f2ec';
  const paper = await sharp(Buffer.from(svg)).rotate(turned, { background }).flatten({ background }).png().toBuffer();
  const around = table ? 120 : 0;
  return sharp(paper).extend({ top: around, bottom: around, left: around, right: around, background }).png().toBuffer();
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

export const groceries = [
  '       CORNER GROCERY LTD',
  '        8 Mill Lane',
  '',
  'Date: 14/09/2026   17:05',
  '',
  'Wholemeal bread       2.40',
  'Cheddar cheese        4.75',
  'Ground coffee         6.10',
  '',
  'Subtotal             13.25',
  'VAT                   1.33',
  'TOTAL               £14.58',
  'Card                 14.58',
];
