/** Reads words from a picture with Tesseract, offline. The engine takes a second to start and is kept for the next. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import type { GreyImage } from '#core/ml/receipt-reader/image/grey-image.ts';
import type { Word } from '#core/ml/receipt-reader/words.ts';

/** How the page is taken apart: `block` as one block of lines, `column` as lines of varying sizes, `sparse` as scattered words. */
export type PageLayout = 'block' | 'column' | 'sparse';

const LAYOUTS: Record<PageLayout, PSM> = { block: PSM.SINGLE_BLOCK, column: PSM.SINGLE_COLUMN, sparse: PSM.SPARSE_TEXT };

let engine: Promise<Worker> | null = null;

/** Words in reading order of the engine; boxes in pixels of `image`. */
export async function tesseractWords(image: GreyImage, layout: PageLayout): Promise<Word[]> {
  engine ??= startEngine().catch((error: unknown) => {
    engine = null;
    throw error;
  });
  const worker = await engine;
  await worker.setParameters({ tessedit_pageseg_mode: LAYOUTS[layout], user_defined_dpi: '300' });
  const { data } = await worker.recognize(portableGreymap(image), {}, { text: false, blocks: true });
  const lines = (data.blocks ?? []).flatMap(({ paragraphs }) => paragraphs).flatMap((paragraph) => paragraph.lines);
  return lines
    .flatMap(({ words }) => words)
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, confidence, bbox: { x0, y0, x1, y1 } }) => ({
      text: text.trim(),
      confidence: confidence / 100,
      box: { left: x0, top: y0, width: x1 - x0, height: y1 - y0 },
    }));
}

/** Ends the engine's thread, so that a process may end. */
export async function closeTesseract(): Promise<void> {
  const worker = await engine;
  engine = null;
  await worker?.terminate();
}

function startEngine(): Promise<Worker> {
  const require = createRequire(import.meta.url);
  const langPath = join(dirname(require.resolve('@tesseract.js-data/eng/package.json')), '4.0.0_best_int');
  return createWorker('eng', OEM.LSTM_ONLY, { langPath, cacheMethod: 'none', gzip: true });
}

/** The plainest format the engine takes: nothing to compress here and to unpack there. */
function portableGreymap({ data, width, height }: GreyImage): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), data]);
}
