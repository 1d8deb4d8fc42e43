import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLearnedModelFile } from '../../src/core/adapters/models/learned-model-file.ts';
import { loadCategorizerArtefacts } from '../../src/core/adapters/models/load-categorizer-artefacts.ts';
import { createWorkerPool } from '../../src/core/adapters/workers/worker-pool.ts';
import { createLearnedModel } from '../../src/core/features/categorisation/learned-model.ts';
import { createCategorizer } from '../../src/core/ml/categorizer/categorizer.ts';
import { packLearned, unpackLearned } from '../../src/core/ml/categorizer/retrain.ts';
import { newIdBytes } from '../../src/shared/ids.ts';
import { openTestLedger, temporaryFolder } from './ledger-fixture.ts';
import { silentLogger } from './ports-fixture.ts';

const artefacts = loadCategorizerArtefacts('models');
const row = { description: 'BLORBO WESTEND', amountMinor: -2500, currency: 'EUR' };

async function taught() {
  const ledger = await openTestLedger();
  const account = newIdBytes();
  await ledger.commit({ label: 'Rows' }, (writer) => {
    const payee = newIdBytes();
    writer.insert('account', { id: account, name: 'A', kind: 'checking', currency: 'EUR' });
    writer.db.sql("INSERT INTO payee (id, name, folded) VALUES (?, 'Blorbo', 'blorbo')").run(payee);
    for (let at = 0; at < 12; at++) {
      const raw = `BLORBO ${'ABCDEFGHIJKL'[at]}STADT`;
      writer.db.sql('INSERT INTO description (id, raw, normalised, payee_id) VALUES (?, ?, ?, ?)').run(at + 1, raw, raw.toLowerCase(), payee);
      const id = newIdBytes();
      writer.insert('txn', {
        id, account_id: account, date: '2026-03-01', amount_minor: -2500, currency: 'EUR', description_id: at + 1,
        category_id: 'travel.lodging', category_source: 'user',
      });
      writer.insert('correction', {
        id: newIdBytes(), txn_id: id, at: '2026-03-01T00:00:00Z', description: raw, amount_minor: -2500, currency: 'EUR',
        category_id: 'travel.lodging',
      });
    }
  });
  return ledger;
}

describe('what the model learned', () => {
  it('is formed in a worker, swapped in, kept in a file and found there by the next start', { timeout: 60_000 }, async () => {
    const ledger = await taught();
    const workers = createWorkerPool({ workersDir: 'src/workers' });
    const path = join(temporaryFolder(), 'learned.bin');
    const open = (categorizer = createCategorizer(artefacts)) => ({
      categorizer,
      learned: createLearnedModel({
        ledger, categorizer, artefacts, file: createLearnedModelFile(path), workers, modelsDir: 'models', logger: silentLogger,
      }),
    });
    try {
      const first = open();
      expect(first.learned.load()).toBe(false);
      const before = first.categorizer.rank(row, 90).find((entry) => entry.categoryId === 'travel.lodging')?.confidence ?? 0;
      expect(await first.learned.refresh()).toBe(true);
      expect(first.categorizer.predict(row).categoryId).toBe('travel.lodging');
      expect(before).toBeLessThan(first.categorizer.predict(row).leafConfidence);
      expect(await first.learned.refresh()).toBe(false);

      const second = open();
      expect(second.learned.load()).toBe(true);
      expect(second.categorizer.predict(row).categoryId).toBe('travel.lodging');
      expect(await second.learned.refresh()).toBe(false);

      // Half a file, and one of a later model: the shipped model serves.
      const whole = readFileSync(path);
      writeFileSync(path, whole.subarray(0, whole.length / 2));
      const third = open();
      expect(third.learned.load()).toBe(false);
      expect(third.categorizer.predict(row)).toEqual(createCategorizer(artefacts).predict(row));
      writeFileSync(path, packLearned({ modelId: 'a later one', lessons: 1, adjustments: new Map() }, artefacts.model.leaves.length));
      expect(open().learned.load()).toBe(false);
    } finally {
      await workers.close();
    }
  });

  it('packs and unpacks to the same', () => {
    const adjustments = new Map([[7, Float32Array.of(0.5, -0.25)]]);
    const packed = packLearned({ modelId: 'm', lessons: 3, adjustments }, 2);
    expect(unpackLearned(packed, { modelId: 'm', leaves: 2 })).toEqual({ modelId: 'm', lessons: 3, adjustments });
    expect(() => unpackLearned(packed, { modelId: 'other', leaves: 2 })).toThrow('another model');
  });
});
