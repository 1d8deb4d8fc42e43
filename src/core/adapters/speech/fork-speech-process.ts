import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { SpeechAnswer, StartSpeechProcess } from './speech-process.ts';

/** For plain Node. `workersDir`: folder of the worker entries. */
export function forkSpeechProcess(workersDir: string): StartSpeechProcess {
  return () => {
    // What the library prints may hold what was said: nobody reads it.
    const child = fork(join(workersDir, 'recognise-speech.ts'), { serialization: 'advanced', stdio: 'ignore', execArgv: [] });
    child.on('error', () => undefined);
    child.unref();
    child.channel?.unref();
    return {
      post: (request) => void child.send(request, () => undefined),
      onAnswer: (listener) => void child.on('message', (answer) => listener(answer as SpeechAnswer)),
      onEnd(listener) {
        let ended = false;
        const once = (): void => {
          if (!ended) listener();
          ended = true;
        };
        child.once('exit', once);
        child.once('error', once);
      },
      end: () => void child.kill('SIGKILL'),
    };
  };
}
