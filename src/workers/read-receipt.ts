/** Worker: reads a photo or PDF of a receipt. The OCR engine stays for the next one as long as the thread lives. */
import { loadBrandNames } from '#core/adapters/models/load-brand-names.ts';
import { openReceipt } from '#core/adapters/ocr/open-receipt.ts';
import { defineTask } from '#core/adapters/workers/define-task.ts';
import { readReceipt, type ReadReceipt, type ReadReceiptInput } from '#core/ml/receipt-reader/read-receipt.ts';

let brands: { dir: string; names: ReadonlySet<string> } | null = null;

export default defineTask<ReadReceiptInput, ReadReceipt>(async (input, onProgress) => {
  const { modelsDir } = input;
  if (brands?.dir !== modelsDir) brands = { dir: modelsDir, names: loadBrandNames(modelsDir) };
  const { names } = brands;
  return readReceipt(await openReceipt(input), input, (key) => names.has(key), onProgress);
});
