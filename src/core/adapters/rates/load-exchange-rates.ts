import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { BrokenArtefact } from '../models/load-categorizer-artefacts.ts';

const ID = 'exchange-rates';

/** The packed rates that ship with the app, checked against models/manifest.json. @throws BrokenArtefact */
export function loadExchangeRates(modelsDir: string): Uint8Array {
  const manifest = JSON.parse(readFileSync(join(modelsDir, 'manifest.json'), 'utf8')) as {
    artefacts: { id: string; file: string; sha256: string }[];
  };
  const entry = manifest.artefacts.find((artefact) => artefact.id === ID);
  if (!entry) throw new BrokenArtefact(ID, 'is not in the manifest');
  const bytes = readFileSync(join(modelsDir, entry.file));
  if (createHash('sha256').update(bytes).digest('hex') !== entry.sha256) throw new BrokenArtefact(ID, 'was changed');
  return gunzipSync(bytes);
}
