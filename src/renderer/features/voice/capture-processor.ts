/** Runs on the browser's audio thread: passes on what the microphone hears, a tenth of a second at a time. */
import { PIECE_SAMPLES } from './voice-activity.ts';

declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

class CaptureProcessor extends AudioWorkletProcessor {
  #piece = new Float32Array(PIECE_SAMPLES);
  #filled = 0;

  process(inputs: Float32Array[][]): boolean {
    const heard = inputs[0]?.[0];
    for (let at = 0; heard && at < heard.length; ) {
      const count = Math.min(PIECE_SAMPLES - this.#filled, heard.length - at);
      this.#piece.set(heard.subarray(at, at + count), this.#filled);
      this.#filled += count;
      at += count;
      if (this.#filled < PIECE_SAMPLES) continue;
      this.port.postMessage(this.#piece, [this.#piece.buffer]);
      this.#piece = new Float32Array(PIECE_SAMPLES);
      this.#filled = 0;
    }
    return true;
  }
}

registerProcessor('capture', CaptureProcessor);
