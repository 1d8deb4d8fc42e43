/** Speech models: found in folders, downloaded, broken; and sentences that were recorded before. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { forkSpeechProcess } from '../../src/core/adapters/speech/fork-speech-process.ts';
import { createSherpaRecognizer } from '../../src/core/adapters/speech/sherpa-recognizer.ts';
import { readSpeechFolder } from '../../src/core/adapters/speech/speech-model-folder.ts';
import { createSpeechModelStore } from '../../src/core/adapters/speech/speech-model-store.ts';
import { speechOffers } from '../../src/core/features/speech/offers.ts';
import { createSpeechService } from '../../src/core/features/speech/service.ts';
import type { SpeechRecognizer } from '../../src/core/ports.ts';
import { speechManifest, type SpeechManifest } from '../../src/shared/contract/speech.ts';
import { DomainError } from '../../src/shared/contract/errors.ts';
import { temporaryFolder } from './ledger-fixture.ts';

const NETWORK = randomBytes(5000);
const WHISPER = { 'base-encoder.int8.onnx': NETWORK, 'base-decoder.int8.onnx': NETWORK, 'base-tokens.txt': Buffer.from('a 0\n') };

function folderWith(files: Record<string, Uint8Array>, name = 'some-model'): string {
  const folder = join(temporaryFolder(), name);
  mkdirSync(folder, { recursive: true });
  for (const [file, bytes] of Object.entries(files)) writeFileSync(join(folder, file), bytes);
  return folder;
}

/** Answers with what was said, by the loudness of the recording. */
function recorded(transcripts: Record<number, string>): SpeechRecognizer {
  return {
    check: async () => undefined,
    transcribe: async (_model, samples) => transcripts[Math.round((samples[0] ?? 0) * 10)] ?? '',
    close: () => undefined,
  };
}

function pcm(level: number): Uint8Array {
  return new Uint8Array(Int16Array.from({ length: 1600 }, () => level * 32_767).buffer);
}

function service(recognizer: SpeechRecognizer, dir = temporaryFolder()) {
  const changed = vi.fn();
  const speech = createSpeechService({ models: createSpeechModelStore(dir), recognizer, changed });
  onTestFinished(() => speech.stop());
  return { speech, changed, dir };
}

describe('a folder with a model', () => {
  it.each([
    ['whisper', 'any', WHISPER],
    ['moonshine', 'moonshine-tiny', { 'preprocess.onnx': NETWORK, 'encode.int8.onnx': NETWORK, 'uncached_decode.int8.onnx': NETWORK, 'cached_decode.int8.onnx': NETWORK, 'tokens.txt': NETWORK }],
    ['transducer', 'zipformer-en', { 'encoder-epoch-99-avg-1.int8.onnx': NETWORK, 'decoder-epoch-99-avg-1.onnx': NETWORK, 'joiner-epoch-99-avg-1.int8.onnx': NETWORK, 'tokens.txt': NETWORK }],
    ['streaming-transducer', 'm', { 'encoder-epoch-99-avg-1-chunk-16-left-128.onnx': NETWORK, 'decoder-epoch-99-avg-1-chunk-16-left-128.onnx': NETWORK, 'joiner-epoch-99-avg-1-chunk-16-left-128.onnx': NETWORK, 'tokens.txt': NETWORK }],
    ['sense-voice', 'sherpa-onnx-sense-voice-zh-en', { 'model.int8.onnx': NETWORK, 'tokens.txt': NETWORK }],
  ])('is known as %s', async (kind, name, files) => {
    expect(await readSpeechFolder(folderWith(files, name))).toMatchObject({ model: { kind, voiceActivity: null } });
  });

  it('takes the small one of two sizes, and the detector of speech beside it', async () => {
    const folder = folderWith({ ...WHISPER, 'base-encoder.onnx': NETWORK, 'silero_vad.onnx': NETWORK });
    expect(await readSpeechFolder(folder)).toMatchObject({
      model: { files: { encoder: join(folder, 'base-encoder.int8.onnx') }, voiceActivity: join(folder, 'silero_vad.onnx') },
    });
  });

  it.each([
    ['base-decoder.int8.onnx', WHISPER],
    ['base-encoder.int8.onnx', WHISPER],
    ['base-tokens.txt', WHISPER],
  ])('that lacks %s says so by name', async (missing, files) => {
    const rest = Object.fromEntries(Object.entries(files).filter(([name]) => name !== missing));
    expect(await readSpeechFolder(folderWith(rest))).toEqual({ problem: `A file is missing in the folder: ${missing}` });
  });

  it('is refused with a sentence when it is no model, holds a pointer or an empty file', async () => {
    const pointer = Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:…\nsize 29120534\n');
    const problem = async (files: Record<string, Uint8Array>) => readSpeechFolder(folderWith(files));
    expect(await problem({ 'photo.jpg': NETWORK })).toMatchObject({ problem: expect.stringMatching(/no speech model/) });
    expect(await problem({ 'resnet.onnx': NETWORK })).toMatchObject({ problem: expect.stringMatching(/kind of model/) });
    expect(await problem({ ...WHISPER, 'base-encoder.int8.onnx': pointer })).toMatchObject({ problem: expect.stringMatching(/^base-encoder\.int8\.onnx only points/) });
    expect(await problem({ ...WHISPER, 'base-tokens.txt': new Uint8Array() })).toMatchObject({ problem: expect.stringMatching(/^base-tokens\.txt is empty/) });
    expect(await readSpeechFolder('/nowhere/at/all')).toEqual({ problem: 'There is no folder /nowhere/at/all.' });
  });
});

describe('sherpa-onnx in its process', () => {
  it('names the damaged file of a model, and the core lives on', { timeout: 30_000 }, async () => {
    const recognizer = createSherpaRecognizer(forkSpeechProcess(resolve('src/workers')));
    onTestFinished(() => recognizer.close());
    const { speech } = service(recognizer);
    await expect(speech.chooseFolder(folderWith(WHISPER))).rejects.toMatchObject({
      code: 'INVALID',
      field: 'folder',
      message: 'base-encoder.int8.onnx is damaged, or not a model that can be used.',
    });
    // This one makes the library end its process.
    const streaming = { 'encoder-chunk-16.onnx': NETWORK, 'decoder-chunk-16.onnx': NETWORK, 'joiner-chunk-16.onnx': NETWORK, 'tokens.txt': Buffer.from('a 0\n') };
    await expect(speech.chooseFolder(folderWith(streaming))).rejects.toMatchObject({ code: 'INVALID', message: expect.stringMatching(/damaged/) });
    expect((await speech.state()).model).toBeNull();
  });

  it('ends what is cancelled, and starts again for the next', async () => {
    let started = 0;
    const recognizer = createSherpaRecognizer(() => {
      const number = ++started;
      const listeners: ((answer: { id: number; text: string }) => void)[] = [];
      return {
        post: ({ id }) => void (number > 1 && setTimeout(() => listeners.forEach((tell) => tell({ id, text: 'twelve euros' })))),
        onAnswer: (listener) => void listeners.push(listener),
        onEnd: () => undefined,
        end: () => undefined,
      };
    });
    const model = { kind: 'whisper' as const, files: {}, voiceActivity: null, englishOnly: false };
    const cancel = new AbortController();
    const first = recognizer.transcribe(model, new Float32Array(1), 'en', cancel.signal);
    cancel.abort();
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    expect(await recognizer.transcribe(model, new Float32Array(1), 'en')).toBe('twelve euros');
    expect(started).toBe(2);
  });
});

describe('recordings', () => {
  it('become the sentences that were said; silence is empty', async () => {
    const { speech } = service(recorded({ 5: ' Spent twelve dollars  fifty on lunch. ' }));
    await speech.chooseFolder(folderWith(WHISPER));
    expect(await speech.transcribe(pcm(0.5), 'en-GB')).toEqual({ text: 'Spent twelve dollars fifty on lunch.' });
    expect(await speech.transcribe(pcm(0), 'en-GB')).toEqual({ text: '' });
  });

  it('leave nothing in the data folder', async () => {
    const { speech, dir } = service(recorded({ 5: 'lunch' }));
    await speech.chooseFolder(folderWith(WHISPER));
    await speech.transcribe(pcm(0.5), 'en');
    expect(readdirSync(dir, { recursive: true })).toEqual(['chosen.json']);
  });

  it('need a model, and say so; the microphone stays shut until there is one', async () => {
    const { speech } = service(recorded({}));
    await expect(speech.transcribe(pcm(0.5), 'en')).rejects.toThrow(/no speech model yet/);
    await speech.state();
    expect(speech.mayListen()).toBe(false);
    const folder = folderWith(WHISPER);
    await speech.chooseFolder(folder);
    expect(speech.mayListen()).toBe(true);
    rmSync(join(folder, 'base-tokens.txt'));
    expect((await speech.state()).model?.problem).toBe('A file is missing in the folder: base-tokens.txt');
    expect(speech.mayListen()).toBe(false);
  });
});

describe('a download', () => {
  interface Served {
    manifest: SpeechManifest;
    ranges: (string | undefined)[];
    /** Sends this many bytes of a file, then nothing more. */
    stallAfter: number | null;
    bytes: Record<string, Uint8Array>;
  }

  async function serve(files: Record<string, Uint8Array> = WHISPER): Promise<Served> {
    const served: Served = { manifest: { name: 'Test', languages: [], licence: 'MIT', files: [] }, ranges: [], stallAfter: null, bytes: { ...files } };
    const server = createServer((request: IncomingMessage, response: ServerResponse) => {
      const bytes = served.bytes[(request.url ?? '').slice(1)];
      if (!bytes) return void response.writeHead(404).end();
      served.ranges.push(request.headers.range);
      const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
      response.writeHead(from > 0 ? 206 : 200, { 'Content-Length': bytes.length - from });
      if (served.stallAfter !== null) return void response.write(bytes.subarray(from, from + served.stallAfter));
      response.end(bytes.subarray(from));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    served.manifest.files = Object.entries(files).map(([name, bytes]) => ({
      name,
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`,
      sizeBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    }));
    return served;
  }
  const done = (speech: ReturnType<typeof service>['speech']) =>
    vi.waitFor(async () => {
      const state = await speech.state();
      if (state.download?.running) throw new Error('still running');
      return state;
    });

  it('comes with progress, is checked, used and removed', async () => {
    const { manifest } = await serve();
    const { speech, changed, dir } = service(recorded({}));
    await speech.startDownload({ manifest });
    const state = await done(speech);
    expect(state).toMatchObject({ model: { source: 'downloaded', name: 'Test', problem: null }, download: null });
    expect(changed).toHaveBeenCalled();
    expect((await speech.remove()).model).toBeNull();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('that was stopped goes on where it was, also after a restart', async () => {
    const served = await serve();
    served.stallAfter = 1000;
    const first = service(recorded({}));
    await first.speech.startDownload({ manifest: served.manifest });
    await vi.waitFor(async () => expect((await first.speech.state()).download?.doneBytes).toBe(1000));
    expect((await first.speech.stopDownload()).download).toMatchObject({ doneBytes: 1000, running: false, problem: null });

    served.stallAfter = null;
    const again = service(recorded({}), first.dir);
    expect((await again.speech.state()).download).toMatchObject({ name: 'Test', doneBytes: 1000, totalBytes: 10_004, running: false });
    await again.speech.resumeDownload();
    expect((await done(again.speech)).model).toMatchObject({ name: 'Test', problem: null });
    expect(served.ranges).toEqual([undefined, 'bytes=1000-', undefined, undefined]);
  });

  it('of another file than promised is deleted and said', async () => {
    const served = await serve();
    served.bytes['base-decoder.int8.onnx'] = randomBytes(5000);
    const { speech } = service(recorded({}));
    await speech.startDownload({ manifest: served.manifest });
    const { download, model } = await done(speech);
    expect(model).toBeNull();
    expect(download).toMatchObject({ doneBytes: 5000, problem: expect.stringMatching(/not the file that was promised/) });
    expect((await speech.discardDownload()).download).toBeNull();
  });

  it('that meets an error or an open connection says so', async () => {
    const served = await serve();
    delete served.bytes['base-decoder.int8.onnx'];
    const { speech } = service(recorded({}));
    await speech.startDownload({ manifest: served.manifest });
    expect((await done(speech)).download?.problem).toMatch(/answered with error 404/);
    const open = { ...served.manifest, files: served.manifest.files.map((file) => ({ ...file, url: 'http://models.example/x' })) };
    await speech.startDownload({ manifest: open });
    expect((await done(speech)).download?.problem).toMatch(/not reached over an encrypted connection/);
  });

  it('keeps what came, when the model does not load, and says so', async () => {
    const { manifest } = await serve();
    const refusing = { ...recorded({}), check: async () => Promise.reject(new DomainError('UNREADABLE', 'base-encoder.int8.onnx is damaged.')) };
    const { speech } = service(refusing);
    await speech.startDownload({ manifest });
    expect((await done(speech)).model?.problem).toBe('base-encoder.int8.onnx is damaged.');
    expect(speech.mayListen()).toBe(false);
  });

  it('is described before it starts; a list with a folder in a name or without hashes is refused', async () => {
    const { manifest } = await serve();
    const { speech } = service(recorded({}));
    expect(speech.readManifest(JSON.stringify(manifest))).toMatchObject({ sizeBytes: 10_004, licence: 'MIT', manifest });
    const climbing = { ...manifest, files: manifest.files.map((file) => ({ ...file, name: '../x' })) };
    expect(() => speech.readManifest(JSON.stringify(climbing))).toThrow(/plain file name/);
    expect(() => speech.readManifest('hello')).toThrow(/not JSON/);
  });
});

it('models on offer are complete and come over encrypted connections', async () => {
  for (const offer of speechOffers) {
    speechManifest.parse(offer);
    expect(offer.files.every((file) => file.url.startsWith('https://'))).toBe(true);
    const folder = folderWith(Object.fromEntries(offer.files.map((file) => [file.name, NETWORK])));
    expect(await readSpeechFolder(folder)).toMatchObject({ model: { kind: 'whisper', voiceActivity: expect.any(String) } });
  }
});
