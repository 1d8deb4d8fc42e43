/**
 * Walks the tags of SGML and XML alike, well-formed or not: OFX of the first kind leaves closing tags out, and banks
 * leave more out than they may. It resolves the five entities of XML and numbered ones, nothing else: a document cannot
 * make it read other files or grow. One pass, without a tree.
 */
import { DomainError } from '#shared/contract/errors.ts';
import { detectEncoding } from './csv/decode-text.ts';

export interface MarkupVisitor {
  /** `value` is the text between this tag and the next one, with entities as they stand: see {@link plainValue}. */
  open(name: string, value: string, attributes: string, offset: number): void;
  close(name: string, offset: number): void;
}

/** Longer names are none. */
const longestName = 100;

/** `name` comes without its namespace prefix. @throws DomainError UNREADABLE for documents that declare entities */
export function scanMarkup(text: string, visitor: MarkupVisitor): void {
  const names = new TagNames();
  let at = text.indexOf('<');
  while (at !== -1) {
    const next = text.charCodeAt(at + 1);
    if (next === 33 || next === 63) {
      at = text.indexOf('<', endOfAside(text, at));
      continue;
    }
    const closing = next === 47;
    const name = names.read(text, closing ? at + 2 : at + 1);
    if (name === null) {
      at = text.indexOf('<', at + 1);
      continue;
    }
    const nameEnd = names.end;
    const end = text.charCodeAt(nameEnd) === 62 ? nameEnd : text.indexOf('>', nameEnd);
    if (end === -1) return;
    if (closing) {
      visitor.close(name, at);
      at = text.indexOf('<', end + 1);
      continue;
    }
    const attributes = end === nameEnd ? '' : text.slice(nameEnd, end);
    let value = '';
    let valueEnd = text.indexOf('<', end + 1);
    if (valueEnd === -1 || !beginsTag(text.charCodeAt(valueEnd + 1))) [value, valueEnd] = valueAt(text, end + 1);
    else if (valueEnd !== end + 1) value = text.slice(end + 1, valueEnd).trim();
    visitor.open(name, value, attributes, at);
    if (attributes.endsWith('/')) visitor.close(name, at);
    at = valueEnd;
  }
}

/** Reads names. A file has few, millions of times: each is made once. */
class TagNames {
  /** Behind the name read last. */
  end = 0;
  private readonly known = new Map<number, string>();

  /** The name that begins here, without its prefix; null where none does. */
  read(text: string, start: number): string | null {
    if (!beginsName(text.charCodeAt(start))) return null;
    let from = start;
    let hash = 0;
    let at = start;
    for (; at < start + longestName; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 58) {
        from = at + 1;
        hash = 0;
      } else if (beginsName(code) || (code >= 45 && code <= 57 && code !== 47)) {
        hash = (Math.imul(hash, 31) + code) | 0;
      } else {
        break;
      }
    }
    this.end = at;
    const known = this.known.get(hash);
    if (known !== undefined && known.length === at - from && text.startsWith(known, from)) return known;
    const name = text.slice(from, at);
    if (known === undefined && this.known.size < 1000) this.known.set(hash, name);
    return name;
  }
}

function beginsName(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

/** What follows an angle bracket that is one, and not a sign within the words. */
function beginsTag(code: number): boolean {
  return beginsName(code) || code === 47;
}

/** The text from here to the next tag, and where that begins (-1: nowhere). CDATA is part of it, comments are not. */
function valueAt(text: string, start: number): [value: string, end: number] {
  let value = '';
  let from = start;
  let at = text.indexOf('<', start);
  while (at !== -1) {
    const next = text.charCodeAt(at + 1);
    if (next === 33) {
      const end = endOfAside(text, at);
      value += text.slice(from, at);
      if (text.startsWith('<![CDATA[', at)) value += text.slice(at + 9, end - 3).replaceAll('&', '&amp;');
      from = end;
      at = text.indexOf('<', end);
    } else if (next === 63 || beginsTag(next)) {
      break;
    } else {
      at = text.indexOf('<', at + 1);
    }
  }
  const last = text.slice(from, at === -1 ? text.length : at);
  return [value === '' ? last.trim() : (value + last).trim(), at];
}

/** Behind a comment, CDATA, declaration or processing instruction. */
function endOfAside(text: string, at: number): number {
  const closer = text.startsWith('<!--', at) ? '-->' : text.startsWith('<![CDATA[', at) ? ']]>' : '>';
  const end = text.indexOf(closer, at + 2);
  if (text.charCodeAt(at + 1) === 33 && closer === '>') {
    const declaration = text.slice(at, Math.min(end === -1 ? text.length : end, at + 10_000));
    if (/^<!(ENTITY|DOCTYPE[^>]*\[)/i.test(declaration)) {
      throw new DomainError(
        'UNREADABLE',
        'This file declares entities of its own, which no bank does. It is not read, to be on the safe side.',
      );
    }
  }
  return end === -1 ? text.length : end + closer.length;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const entity = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi;

/** No name or purpose is longer. */
const longest = 4000;

/** Anything but single blanks between words. */
const unusualBlank = / {2}|[^\S ]|[\u0000-\u001f\u007f]|^ | $/;

/** The value as people read it: entities resolved, twice where a bank escaped twice, and on one line. */
export function plainValue(value: string): string {
  let text = value.length > longest ? value.slice(0, longest) : value;
  for (let pass = 0; pass < 2 && text.includes('&'); pass += 1) {
    text = text.replace(entity, (whole, decimal?: string, hex?: string, name?: string) => {
      if (name) return entities[name.toLowerCase()] ?? whole;
      const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
      return code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ' ';
    });
  }
  return unusualBlank.test(text) ? text.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim() : text;
}

/** What the file declares, where the bytes do not say it better themselves: headers are often wrong, UTF-8 is not. */
export function encodingOf(bytes: Uint8Array): string {
  const found = detectEncoding(bytes);
  if (found.startsWith('utf-')) return found;
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  const stated = /<\?xml[^>]*encoding=["']([\w-]+)["']/i.exec(head)?.[1] ?? /^CHARSET:\s*([\w-]+)/im.exec(head)?.[1];
  const name = (stated ?? '').toLowerCase();
  if (/^125\d$/.test(name)) return `windows-${name}`;
  // What calls itself Latin 1 has Windows' quotation marks more often than control characters.
  if (name === 'iso-8859-1') return 'windows-1252';
  return /^(windows-125\d|iso-8859-\d+)$/.test(name) ? name : found;
}
