/** The thread in which the models compute, so that other requests do not wait for them. */
import { parentPort } from 'node:worker_threads';
import type { Question } from './models.ts';
import { forecastSavings } from './savings-forecast.ts';
import { suggestionsByMonth, suggestionsOf } from './suggestions.ts';

parentPort?.on('message', ({ id, ...question }: Question & { id: number }) => {
  try {
    parentPort?.postMessage({ id, answer: answerTo(question) });
  } catch (error) {
    parentPort?.postMessage({ id, error });
  }
});

function answerTo(question: Question): unknown {
  switch (question.about) {
    case 'suggestions':
      return suggestionsOf(question.panel);
    case 'suggestions-by-month':
      return suggestionsByMonth(question.panel);
    case 'savings':
      return forecastSavings(question.panel, question.months);
  }
}
