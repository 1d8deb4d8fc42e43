/** Worker: forecasts months and balances, and lets the slow models learn. */
import { defineTask } from '#core/adapters/workers/define-task.ts';
import { runForecast, type ForecastAnswers, type ForecastInput } from '#core/features/forecasts/forecast-task.ts';

export default defineTask<ForecastInput, ForecastAnswers[ForecastInput['kind']]>(runForecast);
