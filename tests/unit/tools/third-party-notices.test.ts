import { describe, expect, it } from 'vitest';
import { thirdPartyNotices, usedPackages } from '../../../tools/third-party-notices.ts';

describe('what the product is built on', () => {
  it('is under licences that may be in it, and named with what it needs in turn', () => {
    const names = usedPackages().map(({ name }) => name);
    // Imported, needed by an import, and bundled into the page.
    expect(names).toEqual(expect.arrayContaining(['better-sqlite3-multiple-ciphers', 'react', 'scheduler']));
    expect(names).not.toContain('vitest');
    // Read receipts, hear speech, write calendars; the data of the OCR engine is found by its path.
    expect(names).toEqual(expect.arrayContaining(['sharp', 'tesseract.js', '@tesseract.js-data/eng', '@hyzyla/pdfium', 'sherpa-onnx-node']));
    // The server is another product.
    expect(names).not.toContain('pg');
  });

  it('comes with its notices', () => {
    const text = thirdPartyNotices();
    expect(text).toContain('Copyright (c) Meta Platforms');
    expect(text).toContain('name-suggestion-index');
  });
});
