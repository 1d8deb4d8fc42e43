/** Worker: teaches the categoriser from all of the user's choices. */
import { loadCategorizerArtefacts } from '#core/adapters/models/load-categorizer-artefacts.ts';
import { defineTask } from '#core/adapters/workers/define-task.ts';
import type { RetrainInput } from '#core/features/categorisation/learned-model.ts';
import { packLearned, retrain } from '#core/ml/categorizer/retrain.ts';

export default defineTask<RetrainInput, Uint8Array>(({ modelsDir, lessons }) => {
  const artefacts = loadCategorizerArtefacts(modelsDir);
  const { modelId, model } = artefacts;
  return packLearned({ modelId, lessons: lessons.length, adjustments: retrain(artefacts, lessons) }, model.leaves.length);
});
