import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { categoryTree } from '#shared/taxonomy.ts';
import type { CategorizerArtefacts } from '../../ml/categorizer/categorizer.ts';
import { createGazetteer, type Gazetteer } from '../../ml/categorizer/gazetteer.ts';
import { unpackModel } from '../../ml/categorizer/linear-model.ts';
import { brandNames, parseNameList } from '../../ml/categorizer/name-lists.ts';

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

/** Reads the shipped lists and the model, checked against models/manifest.json. @throws BrokenArtefact */
export function loadCategorizerArtefacts(modelsDir: string): CategorizerArtefacts {
  const manifest = JSON.parse(readFileSync(join(modelsDir, 'manifest.json'), 'utf8')) as Manifest;
  const tree = categoryTree();
  const leaves = tree.filter((entry) => entry.parentId !== null).map((entry) => entry.id);
  const text = (id: string): string => read(manifest, modelsDir, id).toString('utf8');
  const [brandIndex, merchants, words] = [text('brand-index'), text('merchant-names'), text('generic-words')];
  let gazetteer: Gazetteer | null = null;
  const mcc = (JSON.parse(text('mcc-categories')) as { categories: Record<string, string> }).categories;
  const model = unpackModel(read(manifest, modelsDir, 'categorizer'));
  if (model.leaves.join() !== leaves.join()) throw new BrokenArtefact('categorizer', 'is of another version');
  const names = new Map(tree.map((entry) => [entry.id, entry.name]));
  const modelId = manifest.artefacts.find((entry) => entry.id === 'categorizer')?.sha256 ?? '';
  return {
    modelId,
    /** Made on first use: it takes longer than opening the ledger, and the first page asks for no guess. */
    get gazetteer() {
      return (gazetteer ??= createGazetteer([
        ...parseNameList(merchants, 'merchant', leaves),
        ...parseNameList(words, 'word', leaves),
        ...brandNames((JSON.parse(brandIndex) as { brands: Record<string, string> }).brands, leaves),
      ]));
    },
    model,
    mcc: new Map(Object.entries(mcc)),
    categoryName: (id) => names.get(id) ?? id,
  };
}

function read(manifest: Manifest, dir: string, id: string): Buffer {
  const artefact = manifest.artefacts.find((entry) => entry.id === id);
  if (!artefact) throw new BrokenArtefact(id, 'is not in the manifest');
  const bytes = readFileSync(join(dir, artefact.file));
  if (createHash('sha256').update(bytes).digest('hex') !== artefact.sha256) throw new BrokenArtefact(id, 'was changed');
  return bytes;
}
