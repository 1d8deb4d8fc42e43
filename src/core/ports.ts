/**
 * What the core needs from the outside. Each host (Electron, plain Node) implements these; tests fake them.
 * Nothing else in the core touches the machine, except the adapters beside this file.
 */
import type { NotificationAction } from '#shared/contract/notifications.ts';
import type { PlainDate } from '#shared/dates.ts';

export interface Clock {
  now(): Date;
  /** The day it is where the user is. */
  today(): PlainDate;
}

/** Structured logging. Fields carry ids, counts and durations; never amounts, payees, descriptions or names. */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields & { error?: unknown }): void;
}
export type LogFields = Record<string, string | number | boolean | null | undefined | unknown>;

export interface Notifier {
  /**
   * A newer notification of the same tag takes the place of the older. `respond` may be called later, with `open` for a
   * click or with the id of an action, where the platform has them. False: this host cannot show it.
   */
  notify(
    notification: { title: string; body: string; tag: string; actions: readonly NotificationAction[] },
    respond: (response: 'open' | NotificationAction['id']) => void,
  ): boolean;
}

/** Small secrets kept by the platform's keyring (Electron safeStorage) or a file only the user can read. */
export interface Secrets {
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** Folders, absolute. `data` is the user's; the others ship with the app and are only read. */
export interface Files {
  data: string;
  migrations: string;
  models: string;
}

/** Long work off the core's thread. One method per kind of task, see src/workers. */
export interface Workers {
  /** Rejects with an AbortError when `signal` fires; `onProgress` is called at most ten times a second. */
  run<Input, Output>(
    task: WorkerTask,
    input: Input,
    options?: { signal?: AbortSignal; onProgress?: (done: number, total: number) => void; transfer?: ArrayBuffer[] },
  ): Promise<Output>;
  close(): Promise<void>;
}
export type WorkerTask = 'read-statement' | 'retrain-categorizer' | 'forecast' | 'read-receipt' | 'suggest-budgets' | 'back-up-ledger';

/** Files that belong to transactions, named by the SHA-256 of their content. */
export interface AttachmentStore {
  /** Keeps the bytes, once, however often they come; answers their hash in hex. */
  put(bytes: Uint8Array): Promise<string>;
  /** Null when the file is not there, or is not what was put. */
  get(sha256: string): Promise<Uint8Array | null>;
}

/** The only way out to the network, and only to addresses that a person switched on. */
export type Download = (
  url: string,
  /** @throws DomainError UNREADABLE with a sentence: not reached, refused, too large, too slow. */
  limits: { maxBytes: number; timeoutMs: number },
) => Promise<Uint8Array>;

/** A speech model on disk: absolute paths by the part they play. */
export interface SpeechModel {
  kind: 'whisper' | 'moonshine' | 'transducer' | 'streaming-transducer' | 'sense-voice';
  files: Readonly<Record<string, string>>;
  /** A model that tells speech from silence; null when there is none. */
  voiceActivity: string | null;
  /** Understands English alone. */
  englishOnly: boolean;
}

/** Turns recorded speech into text on this machine. What it is given is neither kept nor sent. */
export interface SpeechRecognizer {
  /** @throws DomainError UNREADABLE with a sentence when the model cannot be used. */
  check(model: SpeechModel): Promise<void>;
  /**
   * `samples`: 16 kHz, one channel, from −1 to 1. `language`: ISO 639-1, or null when it is not known. Empty when
   * nothing was said. @throws DomainError UNREADABLE; AbortError
   */
  transcribe(model: SpeechModel, samples: Float32Array, language: string | null, signal?: AbortSignal): Promise<string>;
  close(): void;
}

export interface HostInfo {
  kind: 'electron' | 'web';
  version: string;
  platform: string;
  demo: boolean;
}

export interface Ports {
  host: HostInfo;
  clock: Clock;
  logger: Logger;
  notifier: Notifier;
  secrets: Secrets;
  files: Files;
  workers: Workers;
  download: Download;
  speechRecognizer: SpeechRecognizer;
}
