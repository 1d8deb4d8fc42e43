/** What the worker is asked to forecast, and what it answers. Pure: the worker file only hands it to a thread. */
import { panelKey, fitLstm, fitProphet, slowMember, type SlowFit, type SlowName } from '../../ml/forecast/slow-models.ts';
import { forecastBalance, type BalanceForecast, type KnownPayment } from '../../ml/forecast/balance-forecast.ts';
import { combinePrepared, forecastPrepared, prepareLedger, testPrepared, type LedgerForecast, type LedgerForecastOptions } from '../../ml/forecast/ledger-forecast.ts';
import { loadLstm } from '../../ml/forecast/lstm.ts';
import { modelScores, type ModelScore } from '../../ml/forecast/model-scores.ts';
import { loadProphet } from '../../ml/forecast/prophet.ts';
import { replayForecasts, type ReplayedMonth } from '../../ml/forecast/replay.ts';
import { unpackBalanceBookings, unpackLedgerBookings, type PackedBookings } from './packed-bookings.ts';

/** Months back for which it is worked out what would have been said. */
const REPLAYED_MONTHS = 12;
/** The LSTM stops learning after so long; what it has learned by then counts. */
const LSTM_SECONDS = 15;

export interface KeptSlowFit {
  readonly key: string;
  readonly fit: SlowFit;
}

interface LedgerInput extends LedgerForecastOptions {
  readonly bookings: PackedBookings;
}

export type ForecastInput =
  /** Everything quick; kept fits are heard where they are of the same months. */
  | (LedgerInput & { readonly kind: 'months'; readonly slow: readonly KeptSlowFit[] })
  /** The same months as of their own time, with their categories. */
  | (LedgerInput & { readonly kind: 'replay' })
  | (LedgerInput & { readonly kind: 'fit'; readonly model: SlowName })
  | {
      readonly kind: 'balance';
      readonly bookings: PackedBookings;
      readonly today: string;
      readonly days: number;
      readonly balanceMinor: number;
      readonly bills: readonly KnownPayment[];
    };

export interface MonthsAnswer {
  readonly forecast: Omit<LedgerForecast, 'recurring'>;
  readonly scores: readonly ModelScore[];
  /** Total and income only. */
  readonly replayed: readonly ReplayedMonth[];
  /** Of the months that models see: a fit with this key is of the same data. */
  readonly key: string;
}

export interface ForecastAnswers {
  /** Null while no month is complete. */
  months: MonthsAnswer | null;
  replay: readonly ReplayedMonth[];
  /** Null when the model cannot run here. */
  fit: SlowFit | null;
  balance: BalanceForecast;
}

export async function runForecast(
  input: ForecastInput,
  onProgress: (done: number, total: number) => void,
): Promise<ForecastAnswers[ForecastInput['kind']]> {
  if (input.kind === 'balance') return forecastBalance(unpackBalanceBookings(input.bookings), input);
  const rows = unpackLedgerBookings(input.bookings);
  const prepared = prepareLedger(rows, input);
  if (prepared === null) return input.kind === 'replay' ? [] : null;
  const { rest, whole, firstAhead } = prepared;
  const replayOf = (categories: number) => {
    return replayForecasts(rows, { firstMonth: whole.firstMonth, firstAhead, months: REPLAYED_MONTHS, categories }, onProgress);
  };
  switch (input.kind) {
    case 'months': {
      const key = panelKey(rest);
      const members = [...testPrepared(prepared), ...input.slow.filter((kept) => kept.key === key).map(({ fit }) => slowMember(fit))];
      const combined = combinePrepared(prepared, members);
      const { firstMonth, series } = forecastPrepared(prepared, combined);
      return { forecast: { firstMonth, series }, scores: modelScores(rest, members, combined), replayed: replayOf(0), key };
    }
    case 'replay':
      return replayOf(input.categories);
    case 'fit':
      return fitSlow(input.model, prepared.rest, input.horizon, onProgress);
  }
}

async function fitSlow(
  model: SlowName,
  panel: Parameters<typeof fitLstm>[1],
  horizon: number,
  onProgress: (done: number, total: number) => void,
): Promise<SlowFit | null> {
  try {
    if (model === 'lstm') return fitLstm(await loadLstm({ secondsLimit: LSTM_SECONDS }), panel, horizon);
    return fitProphet(await loadProphet(), panel, horizon, onProgress);
  } catch {
    // Its files are not there or this machine cannot run them; the page says that it was not asked.
    return null;
  }
}
