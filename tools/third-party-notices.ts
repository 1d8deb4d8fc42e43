/**
 * The notices of the work that Saldo is built on: every package that the product's code imports, and what those need,
 * with its licence as it came. Written into each packaged app.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** What the brief allows in the product; OFL is for the font. */
const ALLOWED = /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0( WITH LLVM-exception)?|MPL-2\.0|OFL-1\.1|BlueOak-1\.0\.0|Unlicense|CC0-1\.0|Python-2\.0)$/;

/**
 * sharp loads libvips, which is under the LGPL, as a library of its own that anyone may exchange: see
 * docs/decisions/2026-11-23-sharp-libvips.md. On Windows both come in one package.
 */
const REPLACEABLE = /^@img\/sharp-(libvips|win32)-[a-z0-9-]+$/;
const ALLOWED_WHERE_REPLACEABLE = /^(Apache-2\.0|LGPL-3\.0-or-later)$/;

/** In the product without being imported: found by their path. */
const FOUND_BY_PATH = ['@tesseract.js-data/eng'];

/** The optional server is a product of its own, with dependencies of its own. */
const SERVER = 'server';

export interface UsedPackage {
  name: string;
  version: string;
  licence: string;
  /** The text of its licence file; null when it brings none. */
  text: string | null;
}

/** Every package in the product, by name. @throws Error naming a package whose licence may not be in it. */
export function usedPackages(): UsedPackage[] {
  const found = new Map<string, UsedPackage>();
  const visit = (name: string, from: string): void => {
    const folder = folderOf(name, from);
    if (!folder) return;
    const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageFile;
    const key = `${about.name}@${about.version}`;
    if (found.has(key)) return;
    const licence = licenceOf(about);
    if (!isAllowed(about.name, licence)) throw new Error(`${key} is under ${licence || 'no licence'}, which may not be in the product.`);
    found.set(key, { name: about.name, version: about.version, licence, text: licenceText(folder) });
    for (const dependency of Object.keys({ ...about.dependencies, ...about.optionalDependencies })) visit(dependency, folder);
  };
  for (const name of [...importedPackages(join(ROOT, 'src')), ...FOUND_BY_PATH]) visit(name, ROOT);
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function thirdPartyNotices(): string {
  const packages = usedPackages().map(
    ({ name, version, licence, text }) => `${name} ${version}\n${licence}\n\n${text?.trim() ?? ''}`.trim(),
  );
  const data = readFileSync(join(ROOT, 'models', 'NOTICE.md'), 'utf8').trim();
  return `${['Saldo is built on the following work.', data, ...packages].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

interface PackageFile {
  name: string;
  version: string;
  license?: string | { type: string };
  licenses?: { type: string }[];
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

function licenceOf({ license, licenses }: PackageFile): string {
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? '';
}

/** `(MIT OR GPL-2.0)` leaves the choice; `A AND B` asks for both. */
function isAllowed(name: string, licence: string): boolean {
  const allowed = REPLACEABLE.test(name) ? ALLOWED_WHERE_REPLACEABLE : ALLOWED;
  return licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((part) => allowed.test(part.trim())));
}

function licenceText(folder: string): string | null {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file ? readFileSync(join(folder, file), 'utf8') : null;
}

/** Null for an optional package that is not for this platform. */
function folderOf(name: string, from: string): string | null {
  for (const folder of createRequire(join(from, 'x.js')).resolve.paths(name) ?? []) {
    if (existsSync(join(folder, name, 'package.json'))) return join(folder, name);
  }
  return null;
}

/** Names of packages in `import … from 'name/…'` and `import('name')`. */
function importedPackages(folder: string): Set<string> {
  const names = new Set<string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!/\.(ts|tsx|css)$/.test(entry.name) || entry.parentPath.startsWith(join(folder, SERVER))) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    for (const match of text.matchAll(/(?:from|import|@import)\s*\(?\s*['"]([^'".#][^'"]*)['"]/g)) {
      const specifier = match[1] ?? '';
      const name = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
      // Electron brings its own notices; the others are of Node.
      if (name && !isBuiltin(specifier) && name !== 'electron' && name !== 'tailwindcss') names.add(name);
    }
  }
  return names;
}
