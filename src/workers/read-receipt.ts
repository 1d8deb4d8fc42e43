/** Worker: reads a photo or PDF of a receipt. The OCR engine stays for the next one as long as the thread lives. */
import { loadBrandNames } from '#core/adapters/models/load-brand-names.ts';
import { defineTask } from '#core/adapters/workers/define-task.ts';
import { DomainError } from '#shared/contract/errors.ts';
import { readReceipt, type OpenedReceipt, type ReadReceipt, type ReadReceiptInput } from '#core/ml/receipt-reader/read-receipt.ts';

let brands: { dir: string; names: ReadonlySet<string> } | null = null;

export default defineTask<ReadReceiptInput, ReadReceipt>(async (input, onProgress) => {
  const { modelsDir } = input;
  if (brands?.dir !== modelsDir) brands = { dir: modelsDir, names: loadBrandNames(modelsDir) };
  const { names } = brands;
  const open = await loadEngines();
  return readReceipt(await open(input), input, (key) => names.has(key), onProgress);
});

/** sharp fails as it is loaded where its compiled library is missing: a build for another kind of machine. */
async function loadEngines(): Promise<(file: Pick<ReadReceiptInput, 'bytes' | 'name'>) => Promise<OpenedReceipt>> {
  try {
    const { openReceipt } = await import('#core/adapters/ocr/open-receipt.ts');
    return openReceipt;
  } catch (error) {
    if (!/sharp/i.test(String(error))) throw error;
    throw new DomainError('UNREADABLE', 'This build of Saldo cannot read receipts on this machine.');
  }
}
