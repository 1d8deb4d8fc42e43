/** Finds out whether the files of a folder are a speech model, and if not, which one is missing. */
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { SpeechModel } from '../../ports.ts';

export type SpeechFolder = { model: SpeechModel; sizeBytes: number } | { problem: string };

interface Listed {
  name: string;
  size: number;
}

const POINTER = 'version https://git-lfs';
/** No network is this small; pointers to large files and pages of errors are. */
const SMALLEST_NETWORK = 2048;

export async function readSpeechFolder(folder: string): Promise<SpeechFolder> {
  let names: string[];
  try {
    names = (await readdir(folder, { withFileTypes: true })).filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { problem: `There is no folder ${folder}.` };
    if (code === 'ENOTDIR') return { problem: `${folder} is a file. Choose the folder that it is in.` };
    return { problem: `The folder ${folder} cannot be read.` };
  }
  const files: Listed[] = [];
  for (const name of names) {
    const about = await stat(join(folder, name)).catch(() => null);
    if (about?.isFile()) files.push({ name, size: about.size });
  }
  const found = recogniseModel(basename(folder), files);
  if ('problem' in found) return found;

  const used = [...Object.values(found.parts), ...(found.voiceActivity ? [found.voiceActivity] : [])];
  const problem = await brokenFile(folder, used);
  if (problem) return { problem };
  return {
    model: {
      kind: found.kind,
      files: Object.fromEntries(Object.entries(found.parts).map(([part, file]) => [part, join(folder, file.name)])),
      voiceActivity: found.voiceActivity ? join(folder, found.voiceActivity.name) : null,
      englishOnly: found.englishOnly,
    },
    sizeBytes: used.reduce((sum, file) => sum + file.size, 0),
  };
}

interface Recognised {
  kind: SpeechModel['kind'];
  parts: Record<string, Listed>;
  voiceActivity: Listed | null;
  englishOnly: boolean;
}

/** By the names that the makers of sherpa-onnx give to the parts of their models. */
function recogniseModel(folderName: string, files: Listed[]): Recognised | { problem: string } {
  const networks = files.filter((file) => /\.onnx$/i.test(file.name));
  const voiceActivity = networks.find((file) => /^silero[-_]?vad/i.test(file.name)) ?? null;
  const find = (part: RegExp): Listed | undefined =>
    networks
      .filter((file) => part.test(file.name))
      // Both sizes of a part come in one folder: the small one is as good and three times as quick.
      .sort((a, b) => Number(/int8/.test(b.name)) - Number(/int8/.test(a.name)))[0];
  const tokens = files.find((file) => /tokens\.txt$/i.test(file.name));

  const complete = (
    kind: SpeechModel['kind'],
    parts: Record<string, Listed | undefined>,
    nameOf: (part: string) => string,
  ): Recognised | { problem: string } => {
    for (const [part, file] of Object.entries({ ...parts, tokens })) {
      if (!file) return { problem: `A file is missing in the folder: ${nameOf(part)}` };
    }
    const englishOnly = kind === 'moonshine' || networks.some((file) => /\.en-/.test(file.name));
    return { kind, parts: { ...parts, tokens } as Record<string, Listed>, voiceActivity, englishOnly };
  };

  const cached = find(/^cached_decode/i);
  const uncached = find(/^uncached_decode/i);
  const preprocessor = find(/^preprocess/i);
  if (cached || uncached || preprocessor) {
    const parts = { preprocessor, encoder: find(/^encode[._-]/i), uncachedDecoder: uncached, cachedDecoder: cached };
    const names: Record<string, string> = {
      preprocessor: 'preprocess.onnx',
      encoder: 'encode.int8.onnx',
      uncachedDecoder: 'uncached_decode.int8.onnx',
      cachedDecoder: 'cached_decode.int8.onnx',
    };
    return complete('moonshine', parts, (part) => names[part] ?? 'tokens.txt');
  }

  const encoder = find(/encoder/i);
  const decoder = find(/decoder/i);
  const joiner = find(/joiner/i);
  const known = encoder ?? decoder ?? joiner;
  if (known) {
    const prefix = /^(.*?)(?:encoder|decoder|joiner)/i.exec(known.name)?.[1] ?? '';
    const nameOf = (part: string): string =>
      part === 'tokens' ? `${prefix}tokens.txt` : known.name.replace(/encoder|decoder|joiner/i, part);
    const transducer = joiner || /^(en|de)coder-epoch/i.test(known.name) || /transducer|zipformer|parakeet/i.test(folderName);
    if (!transducer) return complete('whisper', { encoder, decoder }, nameOf);
    const streaming = /streaming/i.test(folderName) || networks.some((file) => /chunk-\d/.test(file.name));
    return complete(streaming ? 'streaming-transducer' : 'transducer', { encoder, decoder, joiner }, nameOf);
  }

  const single = find(/^model[._-]/i) ?? find(/sense.?voice/i);
  if (single && /sense.?voice/i.test(`${folderName} ${single.name}`)) {
    return complete('sense-voice', { model: single }, () => 'tokens.txt');
  }
  if (networks.length === 0 || networks.every((file) => file === voiceActivity)) {
    return { problem: 'There is no speech model in this folder: its files end in .onnx and come with a tokens.txt.' };
  }
  return {
    problem: 'This kind of model is not known. Whisper, Moonshine, Zipformer, Parakeet and SenseVoice as made for sherpa-onnx are.',
  };
}

/** A sentence about the first file that did not come whole. */
async function brokenFile(folder: string, files: Listed[]): Promise<string | null> {
  for (const { name, size } of files) {
    if (size === 0) return `${name} is empty. Download it again.`;
    if (!/\.onnx$/i.test(name) || size >= SMALLEST_NETWORK) continue;
    const handle = await open(join(folder, name));
    try {
      const { buffer } = await handle.read(Buffer.alloc(POINTER.length), 0, POINTER.length, 0);
      if (buffer.toString('latin1') === POINTER) return `${name} only points to the model. Download the file itself.`;
    } finally {
      await handle.close();
    }
  }
  return null;
}
