/**
 * What crosses between the core and the process that recognises speech. It is a process of its own, not a thread: a
 * model that is not what it seems makes the library end the process, which must not be the one with the ledger in it.
 */
import type { SpeechModel } from '../../ports.ts';

export interface SpeechRequest {
  id: number;
  model: SpeechModel;
  language: string | null;
  /** Null only loads the model. */
  samples: Float32Array | null;
}

export type SpeechAnswer = { id: number; text: string } | { id: number; failure: string };

/** A running helper; each host starts it in its own way. */
export interface SpeechProcess {
  post(request: SpeechRequest): void;
  onAnswer(listener: (answer: SpeechAnswer) => void): void;
  /** Called once, however it ended. */
  onEnd(listener: () => void): void;
  end(): void;
}
export type StartSpeechProcess = () => SpeechProcess;
