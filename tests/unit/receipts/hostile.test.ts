import { deflateSync, crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openReceipt } from '../../../src/core/adapters/ocr/open-receipt.ts';
import { closeTesseract } from '../../../src/core/adapters/ocr/tesseract-words.ts';
import { readReceipt } from '../../../src/core/ml/receipt-reader/read-receipt.ts';
import { makePdf } from './make-pdf.ts';
import { groceries, renderReceipt } from './render-receipt.ts';

const options = { today: '2026-11-23', currency: 'GBP', dayFirst: true, payees: [] };
const open = (bytes: Uint8Array, name = 'photo.jpg') => openReceipt({ bytes, name });
const GIGABYTE = 1024 * 1024;

afterAll(closeTesseract);
// In kilobytes, of this process with all it did before.
afterEach(() => expect(process.resourceUsage().maxRSS).toBeLessThan(GIGABYTE));

describe('pictures', { timeout: 60_000 }, () => {
  it('of 50 megapixels are read', async () => {
    const receipt = await renderReceipt(groceries);
    const large = await sharp(receipt).resize(7000, 7200, { fit: 'contain', background: '#fff' }).jpeg().toBuffer();
    const read = await readReceipt(await open(large), options, () => false);
    expect(read).toMatchObject({ width: 7000, height: 7200, total: { value: 1458 } });
    expect(read.preview.byteLength).toBeLessThan(1_000_000);
  });

  it('that would unpack to gigabytes are refused by their head', async () => {
    const bomb = pngOf(30_000, 30_000);
    expect(bomb.byteLength).toBeLessThan(10_000_000);
    await expect(open(bomb, 'bomb.png')).rejects.toMatchObject({
      code: 'UNREADABLE',
      message: expect.stringMatching(/^bomb\.png has 900 megapixels \(30000 × 30000\)/) as string,
    });
  });

  it('that break off, or are none, are named', async () => {
    const whole = await sharp(await renderReceipt(groceries)).jpeg().toBuffer();
    await expect(open(whole.subarray(0, whole.length / 3))).rejects.toMatchObject({ code: 'UNREADABLE', message: expect.stringContaining('damaged') as string });
    await expect(open(new TextEncoder().encode('no picture at all'))).rejects.toMatchObject({ code: 'UNREADABLE' });
    await expect(open(new Uint8Array())).rejects.toMatchObject({ code: 'UNREADABLE' });
    await expect(open(await sharp({ create: { width: 12, height: 9, channels: 3, background: '#fff' } }).png().toBuffer())).rejects.toThrow('12 × 9 pixels');
  });

  it('of iPhones ask for another format', async () => {
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(100)]);
    await expect(open(heic, 'IMG_1.HEIC')).rejects.toThrow(/HEIC/);
  });

  it('with nothing on them give nothing', async () => {
    const white = await sharp({ create: { width: 600, height: 800, channels: 3, background: '#fff' } }).png().toBuffer();
    const read = await readReceipt(await open(white), options, () => false);
    expect(read).toMatchObject({ total: { value: null }, date: { value: null }, merchant: { value: null }, items: [] });
  });

  it('that are drawings and could name other files are not drawn', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><image href="file:///etc/hostname"/></svg>';
    await expect(open(new TextEncoder().encode(svg), 'a.svg')).rejects.toMatchObject({ code: 'UNREADABLE' });
  });
});

describe('PDF files', { timeout: 60_000 }, () => {
  it('with text are read without looking at them', async () => {
    const opened = await open(makePdf([groceries]), 'receipt.pdf');
    expect(opened.looks).toHaveLength(1);
    const read = await readReceipt(opened, options, () => false);
    expect(read).toMatchObject({ total: { value: 1458 }, date: { value: '2026-09-14' }, tax: { value: 133 } });
    expect(read.merchant.value).toBe('CORNER GROCERY LTD');
    // Twelfth line, right of the middle of the text.
    const box = read.total.box ?? { left: 0, top: 0, width: 0, height: 0 };
    expect((box.top + box.height / 2) / read.height).toBeCloseTo((820 - 780 + 11 * 16) / 820, 1);
  });

  it('of several pages are one receipt', async () => {
    const read = await readReceipt(await open(makePdf([groceries.slice(0, 8), groceries.slice(8)]), 'receipt.pdf'), options, () => false);
    expect(read.total.value).toBe(1458);
    expect(read.items).toHaveLength(3);
  });

  it('of 200 pages are refused', async () => {
    const long = makePdf(Array.from({ length: 200 }, () => ['A page']));
    await expect(open(long, 'book.pdf')).rejects.toMatchObject({ code: 'UNREADABLE', message: expect.stringContaining('book.pdf has 200 pages') as string });
  });

  it('that are damaged are named', async () => {
    await expect(open(new TextEncoder().encode('%PDF-1.4\nnothing'), 'a.pdf')).rejects.toMatchObject({ code: 'UNREADABLE' });
  });
});

/** A white PNG that packs each row of zeros away to almost nothing. */
function pngOf(width: number, height: number): Uint8Array {
  const chunk = (type: string, body: Uint8Array): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length);
    head.write(type, 4, 'latin1');
    const tail = Buffer.alloc(4);
    tail.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), body])));
    return Buffer.concat([head, body, tail]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  // One bit a pixel.
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height));
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}
