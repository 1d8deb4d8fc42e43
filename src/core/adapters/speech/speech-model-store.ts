/** Where speech models are in the data folder: `downloading/` fills up and becomes `model/`; `chosen.json` says which is used. */
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { speechManifest, type SpeechManifest } from '#shared/contract/speech.ts';
import { downloadToFile } from '../download/download-to-file.ts';
import { readSpeechFolder, type SpeechFolder } from './speech-model-folder.ts';

export interface ChosenModel {
  source: 'downloaded' | 'folder';
  name: string;
  folder: string;
}

export interface SpeechModelStore {
  chosen(): Promise<ChosenModel | null>;
  chooseFolder(folder: string): Promise<void>;
  read(folder: string): Promise<SpeechFolder>;
  /** What was begun and not finished. */
  unfinished(): Promise<{ manifest: SpeechManifest; doneBytes: number } | null>;
  /** Begins anew; nothing is fetched yet. */
  begin(manifest: SpeechManifest): Promise<void>;
  /** Fetches what is missing, then makes it the model in use. @throws DomainError UNREADABLE; the signal's reason */
  fetchRest(signal: AbortSignal, onProgress: (doneBytes: number) => void): Promise<void>;
  discard(): Promise<void>;
  /** Forgets the model in use; deletes it when Saldo downloaded it. */
  remove(): Promise<void>;
}

export function createSpeechModelStore(dir: string, fetchOf?: typeof fetch): SpeechModelStore {
  const downloading = join(dir, 'downloading');
  const installed = join(dir, 'model');
  const choice = join(dir, 'chosen.json');

  const choose = async (model: ChosenModel): Promise<void> => {
    await mkdir(dir, { recursive: true });
    await writeFile(`${choice}.part`, JSON.stringify(model), { flush: true });
    await rename(`${choice}.part`, choice);
  };
  const chosen = async (): Promise<ChosenModel | null> => (await readJson(choice)) as ChosenModel | null;
  const begun = async (): Promise<SpeechManifest | null> => {
    const manifest = speechManifest.safeParse(await readJson(join(downloading, 'manifest.json')));
    return manifest.success ? manifest.data : null;
  };
  const bytesOf = async (name: string): Promise<number> => {
    for (const path of [join(downloading, name), join(downloading, `${name}.part`)]) {
      const about = await stat(path).catch(() => null);
      if (about) return about.size;
    }
    return 0;
  };

  return {
    chosen,
    chooseFolder: (folder) => choose({ source: 'folder', name: folder.split(/[/\\]/).filter(Boolean).at(-1) ?? folder, folder }),
    read: readSpeechFolder,

    async unfinished() {
      const manifest = await begun();
      if (!manifest) return null;
      let doneBytes = 0;
      for (const file of manifest.files) doneBytes += Math.min(file.sizeBytes, await bytesOf(file.name));
      return { manifest, doneBytes };
    },

    async begin(manifest) {
      await rm(downloading, { recursive: true, force: true });
      await mkdir(downloading, { recursive: true });
      await writeFile(join(downloading, 'manifest.json'), JSON.stringify(manifest));
    },

    async fetchRest(signal, onProgress) {
      const manifest = await begun();
      if (!manifest) return;
      let before = 0;
      for (const file of manifest.files) {
        await downloadToFile(join(downloading, file.name), file, {
          signal,
          onProgress: (done) => onProgress(before + done),
          ...(fetchOf ? { fetchOf } : {}),
        });
        before += file.sizeBytes;
        onProgress(before);
      }
      await rm(installed, { recursive: true, force: true });
      await rename(downloading, installed);
      await choose({ source: 'downloaded', name: manifest.name, folder: installed });
    },

    discard: () => rm(downloading, { recursive: true, force: true }),

    async remove() {
      await rm(choice, { force: true });
      await rm(installed, { recursive: true, force: true });
    },
  };
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}
