/** Models and their scores in words that say what they mean for a person. */
import type { ForecastKind, ForecastScore } from '#shared/contract/forecasts.ts';

const names: Readonly<Record<string, string>> = {
  combination: 'All together',
  naive: 'Like the month before',
  seasonalNaive: 'Like the same month last year',
  mean3: 'Mean of 3 months',
  mean12: 'Mean of 12 months',
  median12: 'Middle of 12 months',
  ets: 'Exponential smoothing',
  theta: 'Theta',
  tsb: 'Rare spending',
  recentMedian: 'Middle, recent months first',
  steadyMedian: 'Middle, slow to change',
  lowQuantile: 'Low side of 12 months',
  seasonalMedian: 'Middle, the season counting more',
  prophet: 'Prophet',
  lstm: 'LSTM network',
};

export function modelName(model: string): string {
  const [base = model, ...bent] = model.split('+');
  return (names[base] ?? base) + (bent.length > 0 ? ', seasonal' : '');
}

/** Beside the middle of 12 months: "8 % nearer". Null where it could not be compared, and for that middle itself. */
export function comparedWithMedian({ model, againstMedian }: ForecastScore): string | null {
  if (againstMedian === null || model === 'median12') return null;
  const percent = Math.round(Math.abs(againstMedian - 1) * 100);
  if (percent < 2) return 'as near';
  return `${percent} % ${againstMedian < 1 ? 'nearer' : 'further off'}`;
}

/** What became of Prophet and the LSTM, a sentence each. */
export function slowModelsInWords(
  scores: readonly ForecastScore[],
  kind: ForecastKind,
  stage: 'quick' | 'refined',
  unavailable: readonly string[],
): string[] {
  return ['prophet', 'lstm'].map((model) => {
    const name = model === 'lstm' ? 'The LSTM network' : 'Prophet';
    if (unavailable.includes(model)) return `${name} cannot run on this machine.`;
    const score = scores.find((each) => each.model === model && each.kind === kind);
    if (score === undefined) return stage === 'quick' ? `${name} has not been heard yet.` : `${name} had too little history to learn from.`;
    if (score.mase === null || score.againstMedian === null) return `${name} had too little history to learn from.`;
    const words = comparedWithMedian(score) ?? '';
    const compared = words === 'as near' ? 'no nearer than the middle of 12 months' : `${words} than the middle of 12 months`;
    if (score.weight <= 0) return `${name} was ${compared}, so it has no say.`;
    return `${name} was ${compared} and has ${Math.max(1, Math.round(score.weight * 100))} % of the say.`;
  });
}

/** The combination, what is well known and what has most say; the rest when all are wanted. The nearest first. */
export function scoresToShow(scores: readonly ForecastScore[], kind: ForecastKind, all: boolean): ForecastScore[] {
  const own = scores.filter((score) => score.kind === kind);
  const bySay = [...own].sort((a, b) => b.weight - a.weight).slice(0, 4);
  const shown = all ? own : own.filter((score) => wellKnown.has(score.model) || bySay.includes(score));
  // A model that spoke in fewer months may have met the easier ones: beside the same middle they compare.
  return shown.sort((a, b) => (a.againstMedian ?? Infinity) - (b.againstMedian ?? Infinity));
}

const wellKnown = new Set(['combination', 'naive', 'median12', 'prophet', 'lstm']);
