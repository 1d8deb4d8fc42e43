/** Runs a speech model with sherpa-onnx. A broken model may end the process it runs in: see speech-process.ts. */
import sherpa from 'sherpa-onnx-node';
import type { SpeechModel } from '../../ports.ts';

const SAMPLE_RATE = 16_000;
/** Whisper hears half a minute at a time. */
const MAX_PIECE_SECONDS = 28;
const VAD_WINDOW = 512;
const THREADS = 2;
/** Spoken languages that Whisper is told about; it finds out others by itself. */
const TOLD_LANGUAGES = new Set(['en', 'es', 'de', 'fr', 'pt']);

export interface SpeechEngine {
  transcribe(samples: Float32Array): Promise<string>;
}

/** @throws Error with the words of the library when a file is not what its name says. */
export async function loadSpeechEngine(model: SpeechModel, language: string | null): Promise<SpeechEngine> {
  const decode = model.kind === 'streaming-transducer' ? streamingDecoder(model) : await wholeDecoder(model, language);
  return {
    async transcribe(samples) {
      const pieces = model.voiceActivity ? spokenPieces(model.voiceActivity, samples) : evenPieces(samples);
      const texts: string[] = [];
      for (const piece of pieces) texts.push((await decode(piece)).trim());
      return texts.filter((text) => text !== '').join(' ');
    },
  };
}

type Decode = (samples: Float32Array) => Promise<string> | string;

async function wholeDecoder(model: SpeechModel, language: string | null): Promise<Decode> {
  const recognizer = await sherpa.OfflineRecognizer.createAsync(configOf(partsOf(model, language), model));
  return async (samples) => {
    const stream = recognizer.createStream();
    stream.acceptWaveform({ samples, sampleRate: SAMPLE_RATE });
    return (await recognizer.decodeAsync(stream)).text;
  };
}

function streamingDecoder(model: SpeechModel): Decode {
  const recognizer = new sherpa.OnlineRecognizer(configOf(partsOf(model, null), model));
  return (samples) => {
    const stream = recognizer.createStream();
    stream.acceptWaveform({ samples, sampleRate: SAMPLE_RATE });
    // The last word is only decided on what follows it.
    stream.acceptWaveform({ samples: new Float32Array(SAMPLE_RATE / 2), sampleRate: SAMPLE_RATE });
    stream.inputFinished();
    while (recognizer.isReady(stream)) recognizer.decode(stream);
    return recognizer.getResult(stream).text;
  };
}

function configOf(parts: Record<string, unknown>, { files }: SpeechModel) {
  return {
    featConfig: { sampleRate: SAMPLE_RATE, featureDim: 80 },
    modelConfig: { ...parts, tokens: files.tokens, numThreads: THREADS, provider: 'cpu', debug: 0 },
  };
}

/** The networks, under the names that the library gives to them. */
function partsOf(model: SpeechModel, language: string | null): Record<string, unknown> {
  const { tokens: _tokens, ...networks } = model.files;
  const told = language && TOLD_LANGUAGES.has(language) ? language : '';
  switch (model.kind) {
    case 'whisper':
      return { whisper: { ...networks, language: model.englishOnly ? 'en' : told, task: 'transcribe' } };
    case 'moonshine':
      return { moonshine: networks };
    case 'sense-voice':
      return { senseVoice: { ...networks, language: 'auto', useInverseTextNormalization: 1 } };
    case 'transducer':
      return {
        transducer: networks,
        ...(/parakeet|nemo/i.test(networks.encoder ?? '') ? { modelType: 'nemo_transducer' } : {}),
      };
    case 'streaming-transducer':
      return { transducer: networks };
  }
}

/** What Silero takes for speech, pauses left out. */
function spokenPieces(vadModel: string, samples: Float32Array): Float32Array[] {
  const config = {
    sileroVad: {
      model: vadModel,
      threshold: 0.5,
      minSilenceDuration: 0.5,
      minSpeechDuration: 0.25,
      maxSpeechDuration: 20,
      windowSize: VAD_WINDOW,
    },
    sampleRate: SAMPLE_RATE,
    numThreads: 1,
  };
  const vad = new sherpa.Vad(config, 60);
  for (let at = 0; at + VAD_WINDOW <= samples.length; at += VAD_WINDOW) {
    vad.acceptWaveform(samples.subarray(at, at + VAD_WINDOW));
  }
  vad.flush();
  const pieces: Float32Array[] = [];
  while (!vad.isEmpty()) {
    pieces.push(vad.front(false).samples);
    vad.pop();
  }
  return pieces;
}

function evenPieces(samples: Float32Array): Float32Array[] {
  const count = Math.max(1, Math.ceil(samples.length / (MAX_PIECE_SECONDS * SAMPLE_RATE)));
  const size = Math.ceil(samples.length / count);
  return Array.from({ length: count }, (_, at) => samples.subarray(at * size, (at + 1) * size));
}
