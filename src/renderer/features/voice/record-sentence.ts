import { SPEECH_SAMPLE_RATE } from '#shared/contract/speech.ts';
import captureUrl from './capture-processor.ts?worker&url';
import { createVoiceActivity, PIECE_SAMPLES } from './voice-activity.ts';

interface Options {
  /** Ends the recording; what was said until then counts. */
  stop: AbortSignal;
  /** Ends it and throws it away. */
  cancel: AbortSignal;
  onListening: () => void;
  /** Loudness from 0 to 1, ten times a second. */
  onLevel: (level: number) => void;
}

/** The microphone could not be opened; the message is a sentence for a person. */
export class NoMicrophone extends Error {}

/**
 * Records until a pause follows what was said. Answers 16 bit samples at 16 kHz, silence around them left out; null
 * when nobody spoke. The microphone is shut when this ends, however it ends. @throws NoMicrophone; the cancel's reason
 */
export async function recordSentence({ stop, cancel, onListening, onLevel }: Options): Promise<Int16Array<ArrayBuffer> | null> {
  const microphone = await openMicrophone();
  const context = new AudioContext({ sampleRate: SPEECH_SAMPLE_RATE });
  try {
    cancel.throwIfAborted();
    await context.audioWorklet.addModule(captureUrl);
    await context.resume();
    const capture = new AudioWorkletNode(context, 'capture', { numberOfOutputs: 0, channelCount: 1, channelCountMode: 'explicit' });
    const activity = createVoiceActivity();
    const pieces: Float32Array[] = [];
    const ended = new Promise<void>((resolve, reject) => {
      capture.port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
        pieces.push(data);
        const state = activity.push(data);
        onLevel(activity.level());
        if (state === 'ended' || state === 'nothing') resolve();
      };
      stop.addEventListener('abort', () => resolve(), { once: true });
      cancel.addEventListener('abort', () => reject(cancel.reason as Error), { once: true });
      if (stop.aborted) resolve();
    });
    context.createMediaStreamSource(microphone).connect(capture);
    onListening();
    await ended;
    const spoken = activity.spoken();
    return spoken && toPcm(pieces.slice(spoken.from, spoken.to));
  } finally {
    for (const track of microphone.getTracks()) track.stop();
    await context.close().catch(() => undefined);
  }
}

async function openMicrophone(): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new NoMicrophone('The microphone cannot be used on this page.');
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'NotAllowedError') {
      throw new NoMicrophone('Saldo may not use the microphone. Allow it in the settings of the browser or system, or type the sentence.');
    }
    if (name === 'NotFoundError') throw new NoMicrophone('There is no microphone. Type the sentence instead.');
    throw new NoMicrophone('The microphone could not be opened. Another program may be using it.');
  }
}

function toPcm(pieces: Float32Array[]): Int16Array<ArrayBuffer> {
  const pcm = new Int16Array(pieces.length * PIECE_SAMPLES);
  pieces.forEach((piece, number) =>
    piece.forEach((sample, at) => {
      pcm[number * PIECE_SAMPLES + at] = Math.max(-1, Math.min(1, sample)) * 32_767;
    }),
  );
  return pcm;
}
