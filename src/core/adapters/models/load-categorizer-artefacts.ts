import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { categoryTree } from '#shared/taxonomy.ts';
import type { CategorizerArtefacts } from '../../ml/categorizer/categorizer.ts';

interface Manifest {
  artefacts: { id: string; file: string; sha256: string }[];
}

/** A model file is missing or not the one that the manifest names. */
export class BrokenArtefact extends Error {
  constructor(id: string, why: string) {
    super(`The model file ${id} ${why}. Install Saldo again to repair it.`);
    this.name = 'BrokenArtefact';
  }
}

/** Reads the shipped lists, checked against models/manifest.json. @throws BrokenArtefact */
export function loadCategorizerArtefacts(modelsDir: string): CategorizerArtefacts {
  const manifest = JSON.parse(readFileSync(join(modelsDir, 'manifest.json'), 'utf8')) as Manifest;
  const brands = new Map<string, string>();
  const index = read<{ brands: Record<string, string> }>(manifest, modelsDir, 'brand-index');
  for (const [leaf, names] of Object.entries(index.brands)) for (const name of names.split('|')) brands.set(name, leaf);
  const mcc = read<{ categories: Record<string, string> }>(manifest, modelsDir, 'mcc-categories');
  const names = new Map(categoryTree().map((entry) => [entry.id, entry.name]));
  return { brands, mcc: new Map(Object.entries(mcc.categories)), categoryName: (id) => names.get(id) ?? id };
}

function read<T>(manifest: Manifest, dir: string, id: string): T {
  const artefact = manifest.artefacts.find((entry) => entry.id === id);
  if (!artefact) throw new BrokenArtefact(id, 'is not in the manifest');
  const text = readFileSync(join(dir, artefact.file), 'utf8');
  if (createHash('sha256').update(text).digest('hex') !== artefact.sha256) throw new BrokenArtefact(id, 'was changed');
  return JSON.parse(text) as T;
}
