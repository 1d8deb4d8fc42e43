/**
 * The seasons of a person, from the total of what they spend: one category alone is too noisy to show its own. A month
 * counts as if two ordinary months stood beside it, so a single year moves the index only a third of the way.
 */
import { defineForecaster, type Forecaster, type Panel } from './forecaster.ts';
import { mean } from './order-statistics.ts';

const yearLength = 12;
const ordinaryMonths = 2;
const neighbourWeight = 0.3;
/** Beyond this multiple of its surroundings a month is a one-off and not a season. */
const largestRatio = 3;

/** The factor of each of the `horizon` months after the end of the total. */
export function personSeasons(total: Float64Array, horizon: number): Float64Array {
  const { length } = total;
  return Float64Array.from({ length: horizon }, (_, ahead) => {
    let ratios = ordinaryMonths;
    let weights = ordinaryMonths;
    for (let same = length + ahead - yearLength; same >= 0; same -= yearLength) {
      for (let at = Math.max(same - 1, 0); at <= Math.min(same + 1, length - 1); at++) {
        const level = mean(total.subarray(Math.max(at - 6, 0), at + 7));
        if (level <= 0) continue;
        const weight = at === same ? 1 : neighbourWeight;
        ratios += weight * Math.min((total[at] as number) / level, largestRatio);
        weights += weight;
      }
    }
    return ratios / weights;
  });
}

/** A forecaster whose every path is bent by the seasons of the panel's total. */
export function withPersonSeasons(inner: Forecaster): Forecaster {
  return defineForecaster(`${inner.name}+seasons`, (panel) => {
    const fitted = inner.fit(panel);
    const total = totalOf(panel);
    return {
      predict(horizon) {
        const seasons = personSeasons(total, horizon);
        return fitted.predict(horizon).map((path) => path?.map((value, ahead) => value * (seasons[ahead] as number)) ?? null);
      },
    };
  });
}

function totalOf({ series, length }: Panel): Float64Array {
  return series.find(({ kind }) => kind === 'total')?.values ?? new Float64Array(length);
}
