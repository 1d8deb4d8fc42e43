/**
 * What the model learned from the user outlives a restart: it is read when the app starts, formed anew in a worker when
 * the user chose more since, and swapped in whole. A file that is broken or belongs to another model is set aside and the
 * shipped model serves.
 */
import type { Ledger } from '../../ledger/ledger.ts';
import type { Categorizer, CategorizerArtefacts } from '../../ml/categorizer/categorizer.ts';
import { unpackLearned, type RetrainLesson } from '../../ml/categorizer/retrain.ts';
import type { Logger, Workers } from '../../ports.ts';
import { createCategorisationRepository } from './repository.ts';

export interface RetrainInput {
  modelsDir: string;
  lessons: RetrainLesson[];
}

interface Dependencies {
  ledger: Ledger;
  categorizer: Categorizer;
  artefacts: Pick<CategorizerArtefacts, 'modelId' | 'model'>;
  file: { read(): Uint8Array | null; write(bytes: Uint8Array): Promise<void> };
  workers: Pick<Workers, 'run'>;
  modelsDir: string;
  logger: Logger;
}

/** Older choices have done their part. */
const MOST_LESSONS = 20_000;

export function createLearnedModel({ ledger, categorizer, artefacts, file, workers, modelsDir, logger }: Dependencies) {
  const reading = createCategorisationRepository(ledger.read);
  const expected = { modelId: artefacts.modelId, leaves: artefacts.model.leaves.length };
  /** How many choices the adjustments in use were formed from; -1: none that can be used. */
  let learnedFrom = -1;

  /** Swapped in whole or not at all. */
  function take(bytes: Uint8Array): boolean {
    try {
      const learned = unpackLearned(bytes, expected);
      categorizer.replaceAdjustments(learned.adjustments);
      learnedFrom = learned.lessons;
      return true;
    } catch (error) {
      logger.warn('learned-model-refused', { error });
      return false;
    }
  }

  return {
    /** Puts in what was learned before; answers whether there was something that fits. */
    load(): boolean {
      const bytes = file.read();
      return bytes !== null && take(bytes);
    },

    /** Learns anew in a worker if the user has chosen since; answers whether it did. */
    async refresh(signal?: AbortSignal): Promise<boolean> {
      const lessons: RetrainLesson[] = reading
        .events(MOST_LESSONS)
        .map(({ description, amountMinor, categoryId }) => ({ description, amountMinor, categoryId }));
      if (lessons.length === Math.max(0, learnedFrom)) return false;
      const input: RetrainInput = { modelsDir, lessons };
      const bytes = await workers.run<RetrainInput, Uint8Array>('retrain-categorizer', input, signal ? { signal } : {});
      if (!take(bytes)) return false;
      await file.write(bytes);
      return true;
    },
  };
}

export type LearnedModelService = ReturnType<typeof createLearnedModel>;
