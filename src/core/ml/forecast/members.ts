/** The ways of forecasting months, and those that the combination listens to. */
import { mean12, mean3, median12, naive, seasonalNaive } from './baselines.ts';
import { combinationOf } from './combination.ts';
import { exponentialSmoothing } from './exponential-smoothing.ts';
import type { Forecaster } from './forecaster.ts';
import { tsb } from './intermittent.ts';
import { withPersonSeasons } from './person-seasons.ts';
import { lowQuantile, recentMedian, seasonalMedian, steadyMedian } from './recency-medians.ts';
import { theta } from './theta.ts';

/** All that are quick: each takes well under a millisecond a series. */
export const quickForecasters: readonly Forecaster[] = [
  naive,
  seasonalNaive,
  mean3,
  mean12,
  median12,
  exponentialSmoothing,
  theta,
  tsb,
  recentMedian,
  steadyMedian,
  lowQuantile,
  seasonalMedian,
];

const seasonal = [mean12, exponentialSmoothing, theta, tsb, recentMedian, steadyMedian, lowQuantile].map(withPersonSeasons);

export const combinationMembers: readonly Forecaster[] = [naive, seasonalNaive, mean3, median12, seasonalMedian, ...seasonal];

export const combination = combinationOf(combinationMembers);
