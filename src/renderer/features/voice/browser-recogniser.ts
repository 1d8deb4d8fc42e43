/**
 * Speech recognition of the browser, where it works on the device. Most browsers send what they hear to a server: those
 * are never used, and `processLocally` makes the browser refuse rather than send.
 */

interface Recognition extends EventTarget {
  lang: string;
  interimResults: boolean;
  maxAlternatives: number;
  processLocally: boolean;
  onresult: ((event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  stop(): void;
  abort(): void;
}
interface RecognitionClass {
  new (): Recognition;
  available?(options: { langs: string[]; processLocally: boolean }): Promise<string>;
}

/** `local`: usable. `remote`: there, but what is said would leave the machine. */
export type BrowserRecogniser = 'local' | 'remote' | 'none';

function recognitionClass(): RecognitionClass | undefined {
  const page = globalThis as { SpeechRecognition?: RecognitionClass; webkitSpeechRecognition?: RecognitionClass };
  return page.SpeechRecognition ?? page.webkitSpeechRecognition;
}

export async function findBrowserRecogniser(language: string): Promise<BrowserRecogniser> {
  const Recognition = recognitionClass();
  if (!Recognition) return 'none';
  if (!Recognition.available || !('processLocally' in Recognition.prototype)) return 'remote';
  try {
    const found = await Recognition.available({ langs: [language], processLocally: true });
    return found === 'available' ? 'local' : 'remote';
  } catch {
    return 'remote';
  }
}

/** Listens for one sentence; empty when nothing was said. @throws Error with a sentence; the cancel's reason */
export function listenInBrowser(
  language: string,
  { stop, cancel, onListening }: { stop: AbortSignal; cancel: AbortSignal; onListening: () => void },
): Promise<string> {
  const Recognition = recognitionClass();
  if (!Recognition) return Promise.resolve('');
  return new Promise((resolve, reject) => {
    const recognition = new Recognition();
    recognition.lang = language;
    recognition.processLocally = true;
    recognition.interimResults = false;
    recognition.maxAlternatives = 1;
    let text = '';
    recognition.onresult = ({ results }) => {
      text = Array.from(results, (result) => result[0]?.transcript ?? '').join(' ').trim();
    };
    recognition.onerror = ({ error }) => {
      if (error === 'no-speech' || error === 'aborted') return;
      reject(
        new Error(
          error === 'not-allowed'
            ? 'Saldo may not use the microphone. Allow it in the settings of the browser, or type the sentence.'
            : 'The browser could not recognise speech. Type the sentence instead.',
        ),
      );
    };
    recognition.onend = () => resolve(text);
    stop.addEventListener('abort', () => recognition.stop(), { once: true });
    cancel.addEventListener(
      'abort',
      () => {
        recognition.abort();
        reject(cancel.reason as Error);
      },
      { once: true },
    );
    recognition.start();
    onListening();
  });
}
