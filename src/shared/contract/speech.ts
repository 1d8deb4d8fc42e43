import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';

const base = oc.errors(commonErrors);

/** Recordings are 16 bit samples, little-endian, one channel, at this rate. */
export const SPEECH_SAMPLE_RATE = 16_000;
/** A sentence, not a speech. */
export const MAX_RECORDING_SECONDS = 60;

const fileName = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,119}$/, 'A plain file name, without a folder.');

/** Says which files a model is made of, where they are and how to know that they came whole. */
export const speechManifest = z.object({
  name: z.string().trim().min(1).max(80),
  /** ISO 639-1 codes; empty for many. */
  languages: z.array(z.string().regex(/^[a-z]{2}$/)).max(100),
  licence: z.string().trim().min(1).max(80),
  files: z
    .array(
      z.object({
        name: fileName,
        url: z.url({ protocol: /^https?$/ }),
        sizeBytes: z.int().positive().max(4_000_000_000),
        sha256: z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 is 64 digits and letters from a to f.'),
      }),
    )
    .min(2)
    .max(20)
    .refine((files) => new Set(files.map((file) => file.name)).size === files.length, 'Two files have the same name.'),
});
export type SpeechManifest = z.infer<typeof speechManifest>;

/** What a person reads before they let it be downloaded. */
export const speechOffer = z.object({
  name: z.string(),
  languages: z.array(z.string()),
  licence: z.string(),
  sizeBytes: z.int(),
  /** Hosts that the files come from. */
  sources: z.array(z.string()),
});
export type SpeechOffer = z.infer<typeof speechOffer>;

export const speechState = z.object({
  /** Null while none was downloaded or chosen. */
  model: z
    .object({
      source: z.enum(['downloaded', 'folder']),
      name: z.string(),
      folder: z.string(),
      sizeBytes: z.int(),
      /** Pauses and noise are told from speech by a model of their own. */
      voiceActivity: z.boolean(),
      /** Why it cannot be used, in a sentence; null when it can. */
      problem: z.string().nullable(),
    })
    .nullable(),
  /** Under way, or stopped half-way and to be resumed. */
  download: z
    .object({
      name: z.string(),
      doneBytes: z.int(),
      totalBytes: z.int(),
      running: z.boolean(),
      problem: z.string().nullable(),
    })
    .nullable(),
  /** Models that are known to work and can be downloaded. */
  offers: z.array(speechOffer.extend({ id: z.string(), note: z.string() })),
});
export type SpeechState = z.infer<typeof speechState>;

export const speechContract = {
  state: base.output(speechState),
  /** INVALID, field `folder`, naming the file that is missing. The folder is used where it is. */
  chooseFolder: base.input(z.object({ folder: z.string().trim().min(1).max(4000) })).output(speechState),
  /** UNREADABLE, with what is wrong in it. Nothing is downloaded yet. */
  readManifest: base.input(z.object({ file: z.file().max(1_000_000) })).output(speechOffer.extend({ manifest: speechManifest })),
  /** CONFLICT while another download is under way. Answers at once; `speech-changed` says how it goes. */
  startDownload: base
    .input(z.union([z.object({ offer: z.string() }), z.object({ manifest: speechManifest })]))
    .output(speechState),
  /** Goes on where it stopped. */
  resumeDownload: base.output(speechState),
  /** What came so far stays. */
  stopDownload: base.output(speechState),
  /** Deletes what came so far. */
  discardDownload: base.output(speechState),
  /** Deletes a downloaded model; a chosen folder is forgotten, and its files stay. */
  remove: base.output(speechState),
  /** What was said; empty when nothing was. The recording is not kept. UNREADABLE when there is no model. */
  transcribe: base
    .input(
      z.object({
        audio: z.file().max(MAX_RECORDING_SECONDS * SPEECH_SAMPLE_RATE * 2),
        /** BCP 47 tag of the language that is probably spoken. */
        language: z.string().max(35),
      }),
    )
    .output(z.object({ text: z.string() })),
};
