import { DomainError } from '#shared/contract/errors.ts';
import type { SpeechModel, SpeechRecognizer } from '../../ports.ts';
import type { SpeechProcess, StartSpeechProcess } from './speech-process.ts';

/** A loaded model takes hundreds of megabytes; the next sentence may come soon, or tomorrow. */
const IDLE_MS = 90_000;

interface Waiting {
  resolve(text: string): void;
  reject(error: unknown): void;
}

/** Recognises speech in a process that is started on first use and ended when idle. */
export function createSherpaRecognizer(start: StartSpeechProcess, idleMs = IDLE_MS): SpeechRecognizer {
  const waiting = new Map<number, Waiting>();
  let running: SpeechProcess | null = null;
  let idle: NodeJS.Timeout | undefined;
  let lastId = 0;

  const end = (reason: unknown): void => {
    clearTimeout(idle);
    const ended = running;
    running = null;
    ended?.end();
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  };
  const process = (): SpeechProcess => {
    if (running) return running;
    const started = start();
    running = started;
    started.onAnswer((answer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('text' in answer) asked?.resolve(answer.text);
      else asked?.reject(new DomainError('UNREADABLE', answer.failure));
    });
    started.onEnd(() => {
      if (running !== started) return;
      end(new DomainError('UNREADABLE', 'The speech model could not be used: one of its files is damaged or of another version.'));
    });
    return started;
  };
  const ask = (model: SpeechModel, language: string | null, samples: Float32Array | null, signal?: AbortSignal): Promise<string> => {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    clearTimeout(idle);
    const id = ++lastId;
    return new Promise<string>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      // The library cannot be interrupted; its process can.
      signal?.addEventListener('abort', () => waiting.has(id) && end(signal.reason), { once: true });
      process().post({ id, model, language, samples });
    }).finally(() => {
      if (waiting.size > 0 || !running) return;
      idle = setTimeout(() => end(null), idleMs);
      idle.unref();
    });
  };

  return {
    async check(model) {
      await ask(model, null, null);
    },
    transcribe: (model, samples, language, signal) => ask(model, language, samples, signal),
    close: () => end(new DomainError('CANCELLED', 'Saldo is closing.')),
  };
}
