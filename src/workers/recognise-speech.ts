/** Process: recognises speech. Started by the host; its messages are in adapters/speech/speech-process.ts. */
import type { SpeechEngine } from '#core/adapters/speech/sherpa-engine.ts';
import type { SpeechAnswer, SpeechRequest } from '#core/adapters/speech/speech-process.ts';

/** Electron gives its helper processes a port; Node gives them `process.send`. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: SpeechRequest }) => void): void;
  postMessage(answer: SpeechAnswer): void;
}
const port = (process as { parentPort?: ParentPort }).parentPort;
const answer = (message: SpeechAnswer): void => (port ? port.postMessage(message) : void process.send?.(message));

let loaded: { key: string; engine: SpeechEngine } | null = null;
let queue: Promise<void> = Promise.resolve();

const take = (request: SpeechRequest): void => {
  queue = queue.then(() => handle(request));
};
if (port) port.on('message', ({ data }) => take(data));
else process.on('message', (request) => take(request as SpeechRequest));
process.on('disconnect', () => process.exit());

async function handle({ id, model, language, samples }: SpeechRequest): Promise<void> {
  try {
    const { loadSpeechEngine } = await import('#core/adapters/speech/sherpa-engine.ts');
    const key = JSON.stringify([model, language]);
    if (loaded?.key !== key) {
      // Two at a time would take twice the memory.
      loaded = null;
      loaded = { key, engine: await loadSpeechEngine(model, language) };
    }
    answer({ id, text: samples ? await loaded.engine.transcribe(samples) : '' });
  } catch (error) {
    answer({ id, failure: sentenceOf(error) });
  }
}

/** The library names the file in words of its own: `Load model from /…/encoder.onnx failed:Protobuf parsing failed.` */
function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const file = /([^/\\]+\.onnx)/.exec(message)?.[1];
  if (/Could not find sherpa-onnx/.test(message)) return 'This build of Saldo has no speech recognition for this machine.';
  return file ? `${file} is damaged, or not a model that can be used.` : 'The files do not make up a model that can be used.';
}
