/** As much of sherpa-onnx-node 1.13 as is used; the package brings no types of its own. */
declare module 'sherpa-onnx-node' {
  interface Waveform {
    samples: Float32Array;
    sampleRate: number;
  }
  interface RecognizerConfig {
    featConfig: { sampleRate: number; featureDim: number };
    modelConfig: Record<string, unknown>;
  }

  class OfflineStream {
    acceptWaveform(wave: Waveform): void;
  }
  class OfflineRecognizer {
    /** Unlike the constructor, rejects where the network cannot be read; that would end the process. */
    static createAsync(config: RecognizerConfig): Promise<OfflineRecognizer>;
    createStream(): OfflineStream;
    decodeAsync(stream: OfflineStream): Promise<{ text: string }>;
  }

  class OnlineStream {
    acceptWaveform(wave: Waveform): void;
    inputFinished(): void;
  }
  class OnlineRecognizer {
    constructor(config: RecognizerConfig);
    createStream(): OnlineStream;
    isReady(stream: OnlineStream): boolean;
    decode(stream: OnlineStream): void;
    getResult(stream: OnlineStream): { text: string };
  }

  class Vad {
    constructor(
      config: {
        sileroVad: {
          model: string;
          threshold: number;
          minSilenceDuration: number;
          minSpeechDuration: number;
          maxSpeechDuration: number;
          windowSize: number;
        };
        sampleRate: number;
        numThreads: number;
      },
      bufferSizeInSeconds: number,
    );
    acceptWaveform(samples: Float32Array): void;
    isEmpty(): boolean;
    pop(): void;
    /** `enableExternalBuffer` false: Electron forbids buffers outside of its heap. */
    front(enableExternalBuffer: boolean): { samples: Float32Array; start: number };
    flush(): void;
  }

  const sherpa: {
    OfflineRecognizer: typeof OfflineRecognizer;
    OnlineRecognizer: typeof OnlineRecognizer;
    Vad: typeof Vad;
  };
  export default sherpa;
  export type { OfflineRecognizer, OnlineRecognizer, RecognizerConfig, Vad };
}
