/** models/manifest.json: what each artefact was made from and how good it was. One entry an artefact, by id. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ArtefactEntry {
  id: string;
  file: string;
  version: number;
  inputs: { file: string; source: string; licence: string; ship: boolean }[];
  metrics: Record<string, unknown>;
}

/** Writes the file and its entry, which replaces the one of the same id. */
export function writeArtefact(modelsDir: string, entry: ArtefactEntry, bytes: string | Uint8Array): void {
  if (entry.inputs.some((input) => !input.ship)) throw new Error(`${entry.id} is made from a file that must not ship.`);
  writeFileSync(join(modelsDir, entry.file), bytes);
  recordArtefact(modelsDir, entry);
}

/** For artefacts that are written by hand: the entry alone. */
export function recordArtefact(modelsDir: string, { id, file, version, inputs, metrics }: ArtefactEntry): void {
  const path = join(modelsDir, 'manifest.json');
  const known = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as { artefacts: { id: string }[] }).artefacts
    : [];
  const sha256 = createHash('sha256').update(readFileSync(join(modelsDir, file))).digest('hex');
  const artefacts = [...known.filter((other) => other.id !== id), { id, file, version, sha256, inputs, metrics }];
  artefacts.sort((a, b) => (a.id < b.id ? -1 : 1));
  writeFileSync(path, `${JSON.stringify({ artefacts }, null, 2)}\n`);
}

/** The figures that were recorded for an artefact. */
export function metricsOf(modelsDir: string, id: string): Record<string, unknown> {
  const { artefacts } = JSON.parse(readFileSync(join(modelsDir, 'manifest.json'), 'utf8')) as { artefacts: ArtefactEntry[] };
  return artefacts.find((entry) => entry.id === id)?.metrics ?? {};
}
