/** Asks the models, which compute in a thread of their own. It begins with the first question. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { BudgetSuggestion } from '../../../core/ml/budget-advisor/budget-advisor.ts';
import type { Panel } from '../../../core/ml/forecast/forecaster.ts';
import type { PlainMonth } from '../../../shared/dates.ts';

export type Question =
  | { about: 'suggestions' | 'suggestions-by-month'; panel: Panel }
  | { about: 'savings'; panel: Panel; months: number };

export interface Models {
  /** For the running month, one a category; none before three months are known. */
  suggestions(panel: Panel | null): Promise<BudgetSuggestion[]>;
  /** What would have been suggested at the beginning of each month, from the fourth known one on. */
  suggestionsByMonth(panel: Panel | null): Promise<Map<PlainMonth, BudgetSuggestion[]>>;
  /** Minor units, for so many months after the running one; null when too little is known. */
  savings(panel: Panel | null, months: number): Promise<number[] | null>;
  stop(): Promise<void>;
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

export function createModels(): Models {
  let worker: Worker | null = null;
  let asked = 0;
  const waiting = new Map<number, Waiting>();

  function begin(): Worker {
    const thread = new Worker(join(import.meta.dirname, 'model-thread.ts'));
    thread.on('message', ({ id, answer, error }: { id: number; answer?: unknown; error?: unknown }) => {
      const one = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) one?.resolve(answer);
      else one?.reject(error);
    });
    const ended = (error: unknown) => {
      if (worker === thread) worker = null;
      for (const one of waiting.values()) one.reject(error);
      waiting.clear();
    };
    thread.on('error', ended);
    thread.on('exit', () => ended(new Error('The models were stopped.')));
    // It must not keep a process alive that has nothing else to do.
    thread.unref();
    return thread;
  }

  function ask(question: Question): Promise<unknown> {
    const thread = (worker ??= begin());
    const id = (asked += 1);
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      thread.postMessage({ id, ...question });
    });
  }

  return {
    async suggestions(panel) {
      return panel === null ? [] : ((await ask({ about: 'suggestions', panel })) as BudgetSuggestion[]);
    },
    async suggestionsByMonth(panel) {
      if (panel === null) return new Map();
      return (await ask({ about: 'suggestions-by-month', panel })) as Map<PlainMonth, BudgetSuggestion[]>;
    },
    async savings(panel, months) {
      return panel === null ? null : ((await ask({ about: 'savings', panel, months })) as number[] | null);
    },
    stop: async () => void (await worker?.terminate()),
  };
}
