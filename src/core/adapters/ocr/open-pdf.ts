/** Opens a receipt that came as a PDF: its own words where it has a text layer, else its pages as pictures. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PDFiumLibrary, type PDFiumDocument, type PDFiumPage } from '@hyzyla/pdfium';
import { DomainError } from '#shared/contract/errors.ts';
import type { GreyImage } from '#core/ml/receipt-reader/image/grey-image.ts';
import type { Word } from '#core/ml/receipt-reader/words.ts';

/** A receipt, or an invoice of a shop, is shorter; what is longer is a catalogue or a statement. */
const MOST_PAGES = 10;
const MOST_BYTES = 60e6;
const POINTS_AN_INCH = 72;
const DOTS_AN_INCH = 200;
/** Of all pages together. */
const MOST_PIXELS = 30e6;
/** Fewer words than this on a page are a stamp on a scan, not its text. */
const FEWEST_WORDS = 8;

export interface OpenedPdf {
  /** The pages below each other. */
  image: GreyImage;
  /** In pixels of `image`; null where the pages are only pictures. */
  words: Word[] | null;
}

/** @throws DomainError UNREADABLE with a sentence */
export async function openPdf(bytes: Uint8Array, name: string): Promise<OpenedPdf> {
  if (bytes.byteLength > MOST_BYTES) throw new DomainError('UNREADABLE', `${name} is larger than 60 MB.`);
  const library = await startPdfium();
  let document: PDFiumDocument | null = null;
  try {
    document = await library.loadDocument(bytes).catch((error: unknown) => {
      throw new DomainError('UNREADABLE', /password/i.test(String(error)) ? `${name} is locked with a password. Save it without one and try again.` : `${name} is damaged, or no PDF.`);
    });
    const count = document.getPageCount();
    if (count > MOST_PAGES) {
      throw new DomainError('UNREADABLE', `${name} has ${count} pages; a receipt of up to ${MOST_PAGES} pages can be read. Save the pages of the receipt alone and try again.`);
    }
    if (count === 0) throw new DomainError('UNREADABLE', `${name} has no pages.`);
    return await stack([...document.pages()], library);
  } finally {
    document?.destroy();
    library.destroy();
  }
}

async function stack(pages: PDFiumPage[], library: PDFiumLibrary): Promise<OpenedPdf> {
  const sizes = pages.map((page) => page.getOriginalSize());
  const points = sizes.reduce((sum, { originalWidth, originalHeight }) => sum + originalWidth * originalHeight, 0);
  const scale = Math.min(DOTS_AN_INCH / POINTS_AN_INCH, Math.sqrt(MOST_PIXELS / Math.max(1, points)));
  const width = Math.max(1, ...sizes.map(({ originalWidth }) => Math.ceil(originalWidth * scale)));
  const rendered: { image: GreyImage; words: Word[] }[] = [];
  for (const page of pages) {
    // Rendering closes the page.
    const words = wordsOf(library, page, scale);
    const { data, width: pageWidth, height: pageHeight } = await page.render({ scale, render: 'bitmap', colorSpace: 'Gray' });
    rendered.push({ image: { data, width: pageWidth, height: pageHeight }, words });
  }
  const height = rendered.reduce((sum, { image }) => sum + image.height, 0);
  const out = new Uint8Array(width * height).fill(255);
  const allWords: Word[] = [];
  let top = 0;
  for (const { image, words: pageWords } of rendered) {
    for (let y = 0; y < image.height; y++) {
      out.set(image.data.subarray(y * image.width, y * image.width + Math.min(width, image.width)), (top + y) * width);
    }
    for (const word of pageWords) allWords.push({ ...word, box: { ...word.box, top: word.box.top + top } });
    top += image.height;
  }
  const hasText = rendered.some(({ words: pageWords }) => pageWords.length >= FEWEST_WORDS);
  return { image: { data: out, width, height }, words: hasText ? allWords : null };
}

/** Functions of PDFium that its wrapper does not offer: where each character stands. */
interface TextFunctions {
  _FPDFText_LoadPage(page: number): number;
  _FPDFText_ClosePage(textPage: number): void;
  _FPDFText_CountChars(textPage: number): number;
  _FPDFText_GetUnicode(textPage: number, at: number): number;
  /** Writes four doubles; points from the lower left corner. */
  _FPDFText_GetLooseCharBox(textPage: number, at: number, rectangle: number): number;
  wasmExports: { malloc(size: number): number; free(pointer: number): void };
  HEAPU8: Uint8Array;
}

/** Characters between two gaps; the text layer has no doubt of them. */
function wordsOf(library: PDFiumLibrary, page: PDFiumPage, scale: number): Word[] {
  const pdfium = (library as unknown as { module: TextFunctions }).module;
  const { pageIdx } = page as unknown as { pageIdx: number };
  const { originalHeight } = page.getOriginalSize();
  const textPage = pdfium._FPDFText_LoadPage(pageIdx);
  const rectangle = pdfium.wasmExports.malloc(16);
  const words: Word[] = [];
  let text = '';
  let edges: { left: number; top: number; right: number; bottom: number } | null = null;
  const close = (): void => {
    if (text !== '' && edges) {
      const { left, top, right, bottom } = edges;
      words.push({ text, confidence: 1, box: { left: left * scale, top: (originalHeight - top) * scale, width: (right - left) * scale, height: (top - bottom) * scale } });
    }
    text = '';
    edges = null;
  };
  try {
    const count = pdfium._FPDFText_CountChars(textPage);
    for (let at = 0; at < count; at++) {
      const character = String.fromCodePoint(pdfium._FPDFText_GetUnicode(textPage, at) || 0x20);
      if (/[\s\u0000-\u001f\ufffe]/.test(character)) {
        close();
        continue;
      }
      if (!pdfium._FPDFText_GetLooseCharBox(textPage, at, rectangle)) continue;
      // Four floats: left, top, right, bottom.
      const view = new DataView(pdfium.HEAPU8.buffer, rectangle, 16);
      const box = { left: view.getFloat32(0, true), top: view.getFloat32(4, true), right: view.getFloat32(8, true), bottom: view.getFloat32(12, true) };
      const size = Math.max(1, box.top - box.bottom);
      const apart = edges !== null && (box.left > edges.right + 0.3 * size || box.left < edges.right - 1.5 * size || Math.abs(box.bottom - edges.bottom) > 0.6 * size);
      if (apart) close();
      text += character;
      edges = edges
        ? { left: Math.min(edges.left, box.left), top: Math.max(edges.top, box.top), right: Math.max(edges.right, box.right), bottom: Math.min(edges.bottom, box.bottom) }
        : box;
    }
    close();
  } finally {
    pdfium.wasmExports.free(rectangle);
    pdfium._FPDFText_ClosePage(textPage);
  }
  return words;
}

async function startPdfium(): Promise<PDFiumLibrary> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm'));
  return PDFiumLibrary.init({ wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) });
}
