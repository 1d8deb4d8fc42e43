import { scheduleJob } from 'node-schedule';

/**
 * Calls at the start of each minute of the clock on the wall. What is due is read from the ledger each time, so that it
 * does not matter which minutes were slept through. Answers how to stop it.
 */
export function everyMinute(call: () => void): () => void {
  const timer = scheduleJob('0 * * * * *', call);
  return () => void timer.cancel();
}
