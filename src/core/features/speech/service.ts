/** Voice entry: which speech model is used, fetching one on a person's word, and what was said. */
import { z } from 'zod';
import { DomainError } from '#shared/contract/errors.ts';
import { speechManifest, type SpeechManifest, type SpeechOffer, type SpeechState } from '#shared/contract/speech.ts';
import type { SpeechModel, SpeechRecognizer } from '../../ports.ts';
import { speechOffers } from './offers.ts';

const TELL_EVERY_MS = 250;

/** Where models are kept; see adapters/speech/speech-model-store.ts. */
export interface SpeechModels {
  chosen(): Promise<{ source: 'downloaded' | 'folder'; name: string; folder: string } | null>;
  chooseFolder(folder: string): Promise<void>;
  read(folder: string): Promise<{ model: SpeechModel; sizeBytes: number } | { problem: string }>;
  unfinished(): Promise<{ manifest: SpeechManifest; doneBytes: number } | null>;
  begin(manifest: SpeechManifest): Promise<void>;
  fetchRest(signal: AbortSignal, onProgress: (doneBytes: number) => void): Promise<void>;
  discard(): Promise<void>;
  remove(): Promise<void>;
}

export interface SpeechServiceParts {
  models: SpeechModels;
  recognizer: SpeechRecognizer;
  /** The state is another than before. */
  changed: () => void;
}

export function createSpeechService({ models, recognizer, changed }: SpeechServiceParts) {
  let running: { name: string; totalBytes: number; doneBytes: number; stop: AbortController; ended: Promise<void> } | null = null;
  let downloadProblem: string | null = null;
  /** Of a model that is complete but does not load. */
  let loadProblem: { folder: string; sentence: string } | null = null;

  /** As it was when the page last asked, which it does before it listens. */
  let ready = false;

  const state = async (): Promise<SpeechState> => {
    // What is under way comes first: it may become the model while the files are looked at.
    const fetching = running;
    const unfinished = fetching ? null : await models.unfinished();
    const chosen = await models.chosen();
    const found = chosen ? await models.read(chosen.folder) : null;
    const now: SpeechState = {
      model: chosen &&
        found && {
          ...chosen,
          sizeBytes: 'model' in found ? found.sizeBytes : 0,
          voiceActivity: 'model' in found && found.model.voiceActivity !== null,
          problem: 'problem' in found ? found.problem : loadProblem?.folder === chosen.folder ? loadProblem.sentence : null,
        },
      download: fetching
        ? { name: fetching.name, doneBytes: fetching.doneBytes, totalBytes: fetching.totalBytes, running: true, problem: null }
        : unfinished && {
            name: unfinished.manifest.name,
            doneBytes: unfinished.doneBytes,
            totalBytes: bytesOf(unfinished.manifest),
            running: false,
            problem: downloadProblem,
          },
      offers: speechOffers.map(({ id, note, ...manifest }) => ({ id, note, ...offerOf(manifest) })),
    };
    ready = now.model?.problem === null;
    return now;
  };

  const usable = async (): Promise<SpeechModel> => {
    const chosen = await models.chosen();
    if (!chosen) throw new DomainError('UNREADABLE', 'There is no speech model yet. Choose one in the settings, under Voice.');
    const found = await models.read(chosen.folder);
    if ('problem' in found) throw new DomainError('UNREADABLE', found.problem);
    return found.model;
  };
  const check = async (folder: string): Promise<void> => {
    const found = await models.read(folder);
    if ('problem' in found) throw new DomainError('INVALID', found.problem, 'folder');
    await recognizer.check(found.model).catch((error: unknown) => {
      throw error instanceof DomainError ? new DomainError('INVALID', error.message, 'folder') : error;
    });
  };

  const run = (manifest: SpeechManifest, doneBytes: number): void => {
    const stop = new AbortController();
    let told = performance.now();
    const download: NonNullable<typeof running> = {
      name: manifest.name,
      totalBytes: bytesOf(manifest),
      doneBytes,
      stop,
      ended: Promise.resolve(),
    };
    running = download;
    downloadProblem = null;
    recognizer.close();
    download.ended = models
      .fetchRest(stop.signal, (done) => {
        download.doneBytes = done;
        if (performance.now() - told < TELL_EVERY_MS) return;
        told = performance.now();
        changed();
      })
      .then(async () => {
        const chosen = await models.chosen();
        if (chosen) await noteLoading(chosen.folder);
      })
      .catch((error: unknown) => {
        if (stop.signal.aborted) return;
        downloadProblem = error instanceof DomainError ? error.message : 'The download could not be written to disk.';
      })
      .finally(() => {
        running = null;
        changed();
      });
  };
  const noteLoading = async (folder: string): Promise<void> => {
    loadProblem = null;
    await check(folder).catch((error: unknown) => {
      loadProblem = { folder, sentence: error instanceof DomainError ? error.message : 'The model could not be loaded.' };
    });
  };
  const stopDownload = async (): Promise<void> => {
    running?.stop.abort();
    await running?.ended;
  };

  return {
    state,

    /** Whether the microphone may be opened at all. */
    mayListen: (): boolean => ready,

    async chooseFolder(folder: string): Promise<SpeechState> {
      await check(folder);
      loadProblem = null;
      await models.chooseFolder(folder);
      changed();
      return state();
    },

    readManifest(text: string): SpeechOffer & { manifest: SpeechManifest } {
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        throw new DomainError('UNREADABLE', 'This is not a list of model files: it is not JSON.', 'file');
      }
      const parsed = speechManifest.safeParse(value);
      if (!parsed.success) {
        throw new DomainError('UNREADABLE', `This is not a list of model files. ${z.prettifyError(parsed.error)}`, 'file');
      }
      return { ...offerOf(parsed.data), manifest: parsed.data };
    },

    async startDownload(wanted: { offer: string } | { manifest: SpeechManifest }): Promise<SpeechState> {
      if (running) throw new DomainError('CONFLICT', 'Another model is being downloaded. Stop it first.');
      const manifest = 'manifest' in wanted ? wanted.manifest : speechOffers.find(({ id }) => id === wanted.offer);
      if (!manifest) throw new DomainError('NOT_FOUND', 'There is no such model.');
      await models.begin(speechManifest.parse(manifest));
      run(manifest, 0);
      return state();
    },

    async resumeDownload(): Promise<SpeechState> {
      const unfinished = await models.unfinished();
      if (unfinished && !running) run(unfinished.manifest, unfinished.doneBytes);
      return state();
    },

    async stopDownload(): Promise<SpeechState> {
      await stopDownload();
      return state();
    },

    async discardDownload(): Promise<SpeechState> {
      await stopDownload();
      await models.discard();
      downloadProblem = null;
      changed();
      return state();
    },

    async remove(): Promise<SpeechState> {
      recognizer.close();
      await models.remove();
      changed();
      return state();
    },

    /** `pcm`: 16 bit samples, little-endian, 16 kHz. `language`: BCP 47. */
    async transcribe(pcm: Uint8Array, language: string, signal?: AbortSignal): Promise<{ text: string }> {
      const model = await usable();
      const samples = toSamples(pcm);
      const spoken = /^[a-z]{2}(?=-|$)/i.exec(language)?.[0].toLowerCase() ?? null;
      const text = await recognizer.transcribe(model, samples, spoken, signal);
      return { text: text.replace(/\s+/g, ' ').trim() };
    },

    async stop(): Promise<void> {
      await stopDownload();
      recognizer.close();
    },
  };
}

export type SpeechService = ReturnType<typeof createSpeechService>;

function offerOf({ name, languages, licence, files }: SpeechManifest): SpeechOffer {
  const sources = [...new Set(files.map((file) => new URL(file.url).host))];
  return { name, languages, licence, sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0), sources };
}

function bytesOf(manifest: SpeechManifest): number {
  return manifest.files.reduce((sum, file) => sum + file.sizeBytes, 0);
}

function toSamples(pcm: Uint8Array): Float32Array {
  const view = new DataView(pcm.buffer, pcm.byteOffset, pcm.byteLength);
  const samples = new Float32Array(Math.floor(pcm.byteLength / 2));
  for (let at = 0; at < samples.length; at++) samples[at] = view.getInt16(at * 2, true) / 32_768;
  return samples;
}
