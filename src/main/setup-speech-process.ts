import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { SpeechAnswer, StartSpeechProcess } from '#core/adapters/speech/speech-process.ts';

/** Speech is recognised in a helper process of Electron's, which may end without harm. `bundles`: folder of the entries. */
export function setupSpeechProcess(bundles: string): StartSpeechProcess {
  return () => {
    // What the library prints may hold what was said: nobody reads it.
    const child = utilityProcess.fork(join(bundles, 'recognise-speech.js'), [], { serviceName: 'Saldo speech', stdio: 'ignore' });
    return {
      post: (request) => child.postMessage(request),
      onAnswer: (listener) => void child.on('message', (answer: SpeechAnswer) => listener(answer)),
      onEnd: (listener) => void child.once('exit', () => listener()),
      end: () => void child.kill(),
    };
  };
}
