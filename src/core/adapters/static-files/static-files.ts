/** The files of the built page, for both hosts: nothing outside their folder is ever read. */
import { readFile, realpath } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, sep } from 'node:path';

export interface StaticFile {
  body: Uint8Array<ArrayBuffer>;
  headers: Record<string, string>;
}

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/**
 * Reads the file that a URL's path names, percent-encoding and all; `/` is `index.html`. Null for what is not there,
 * is of no known kind, or lies outside `root`, links followed.
 */
export async function readStaticFile(root: string, urlPath: string): Promise<StaticFile | null> {
  const inside = decodePath(urlPath);
  if (inside === null) return null;
  const type = TYPES[extname(inside)];
  if (!type) return null;
  try {
    const folder = await realpath(root);
    const file = await realpath(join(folder, inside));
    if (!contains(folder, file)) return null;
    return {
      body: new Uint8Array(await readFile(file)),
      headers: {
        'Content-Type': type,
        // Names of assets carry a hash of their content.
        'Cache-Control': inside.startsWith('assets/') ? 'private, max-age=31536000, immutable' : 'no-store',
      },
    };
  } catch {
    return null;
  }
}

/** `index.html`, `assets/main.js`; null when the path is malformed or climbs. Decoded once only. */
function decodePath(urlPath: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  if (!path.startsWith('/') || /[\0\\:]/.test(path)) return null;
  const parts = path.slice(1).split('/');
  if (parts.some((part) => part === '..' || part === '.')) return null;
  return path === '/' ? 'index.html' : parts.join('/');
}

function contains(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}
