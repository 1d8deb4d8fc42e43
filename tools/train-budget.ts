/** `node tools/train-budget.ts [FILE]`: fits models/budget-prior.json on the shipped card histories. Seeded: same file, same bytes. */
import { trainBudgetPrior, formatBudgetPrior } from '../src/core/ml/budget-advisor/budget-prior.ts';
import { monthlyPanel } from '../src/core/ml/forecast/monthly-panel.ts';
import { writeArtefact } from './model-manifest.ts';
import { readHistories } from './read-histories.ts';

const file = process.argv[2] ?? '../shared/data/histories/uk_cards.csv';
const panels = [...readHistories(file).values()].flatMap((rows) => monthlyPanel(rows, { categories: 8, income: true }) ?? []);
const prior = trainBudgetPrior(panels);
writeArtefact(
  'models',
  {
    id: 'budget-prior',
    file: 'budget-prior.json',
    version: 1,
    inputs: [
      {
        file: 'histories/uk_cards.csv',
        source: 'Birmingham City Council purchase cards',
        licence: 'UK Open Government Licence v3',
        ship: true,
      },
    ],
    metrics: { people: panels.length, trees: prior.middle.trees.length + prior.high.trees.length },
  },
  formatBudgetPrior(prior),
);
