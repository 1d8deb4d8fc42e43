/**
 * Speech models that are known to work and may be downloaded: Whisper (OpenAI, MIT) as exported for sherpa-onnx, 8 bit,
 * with Silero (MIT), which tells speech from silence. Sizes and hashes are those of the published files; a file that
 * differs is deleted as soon as it came, so a source that changes its files shows as a failed download.
 */
import type { SpeechManifest } from '#shared/contract/speech.ts';

export interface SpeechModelOffer extends SpeechManifest {
  id: string;
  note: string;
}

const SILERO = {
  name: 'silero_vad.onnx',
  url: 'https://github.com/k2-fsa/sherpa-onnx/releases/download/asr-models/silero_vad.onnx',
  sizeBytes: 643_854,
  sha256: '9e2449e1087496d8d4caba907f23e0bd3f78d91fa552479bb9c23ac09cbb1fd6',
};
/** All sizes of Whisper share their words. */
const WHISPER_TOKENS = { sizeBytes: 816_730, sha256: 'b34b360dbb493e781e479794586d661700670d65564001f23024971d1f2fa126' };

export const speechOffers: readonly SpeechModelOffer[] = [
  whisper('base', 'recommended: understands well, and quickly', {
    encoder: { sizeBytes: 29_120_534, sha256: '0b8fb1304b6109976038efff5ace81720e00386f3ff6b54ee8c75291ca0a1e11' },
    decoder: { sizeBytes: 130_672_026, sha256: '9759d217388a01b3a4c7c15533201067b48ae819c4daafc8624e64b9409dc02d' },
  }),
  whisper('tiny', 'for small or slow machines; mishears more', {
    encoder: { sizeBytes: 12_937_772, sha256: 'd24fb083ae3b1041fc24e97971d60e280c9342201fbb67b0ab428a8b4a51a434' },
    decoder: { sizeBytes: 89_855_401, sha256: 'd2fece8dd42771f1df975c6c0445770d0c292bf7547c2cae04a6c0cc57540925' },
  }),
  whisper('small', 'understands best; takes more memory and a few seconds a sentence', {
    encoder: { sizeBytes: 112_442_483, sha256: '4cbe7b22fa9026b843b60a68640c747de05bafb1a11b57edc0e66c232d9f33a9' },
    decoder: { sizeBytes: 262_226_114, sha256: 'acad50b5c782696e91b55914cc5ab4f756f1532f76e22aa6fc615f39fb69a8ee' },
  }),
];

interface Pinned {
  sizeBytes: number;
  sha256: string;
}

function whisper(size: string, note: string, parts: { encoder: Pinned; decoder: Pinned }): SpeechModelOffer {
  const from = `https://huggingface.co/csukuangfj/sherpa-onnx-whisper-${size}/resolve/main`;
  const file = (name: string, pinned: Pinned) => ({ name, url: `${from}/${name}`, ...pinned });
  return {
    id: `whisper-${size}`,
    name: `Whisper ${size}`,
    note,
    languages: ['en', 'es', 'de', 'fr', 'pt'],
    licence: 'MIT',
    files: [
      file(`${size}-encoder.int8.onnx`, parts.encoder),
      file(`${size}-decoder.int8.onnx`, parts.decoder),
      file(`${size}-tokens.txt`, WHISPER_TOKENS),
      SILERO,
    ],
  };
}
