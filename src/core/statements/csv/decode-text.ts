/** Finds out how a text file is encoded. Banks rarely say; a wrong guess turns "Müller" into "MÃ¼ller". */
import iconv from 'iconv-lite';

export interface DecodedText {
  text: string;
  /** 'utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15', 'windows-1250', 'macintosh', 'cp850' and so on. */
  encoding: string;
}

/** The text without a byte order mark. `encoding` is detected unless given; an unknown name is detected as well. */
export function decodeText(bytes: Uint8Array, encoding: string | null = null): DecodedText {
  const name = encoding !== null && iconv.encodingExists(encoding) ? encoding : detectEncoding(bytes);
  return { text: decodeAs(bytes, name), encoding: name };
}

function decodeAs(bytes: Uint8Array, encoding: string): string {
  // TextDecoder is several times faster than iconv-lite, and both drop a byte order mark.
  if (encoding === 'utf-8' || encoding === 'utf-16le') return new TextDecoder(encoding).decode(bytes);
  return iconv.decode(asBuffer(bytes), encoding);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function detectEncoding(bytes: Uint8Array): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const wide = detectBareUtf16(bytes);
  if (wide) return wide;
  return isUtf8(bytes) ? 'utf-8' : detectEightBit(bytes);
}

/** Digits, delimiters and line ends have a zero byte in UTF-16, always on the same side. */
function detectBareUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(bytes.length, 4096) & ~1;
  if (length < 4) return null;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) even += 1;
    if (bytes[at + 1] === 0) odd += 1;
  }
  const pairs = length / 2;
  if (odd > pairs * 0.4 && even < pairs * 0.05) return 'utf-16le';
  if (even > pairs * 0.4 && odd < pairs * 0.05) return 'utf-16be';
  return null;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The letters beyond ASCII of the languages that banks write in, and the encodings they use, likeliest first. */
const languages: readonly { letters: string; encodings: readonly string[] }[] = [
  { letters: 'äöüß', encodings: ['windows-1252', 'iso-8859-15', 'cp850', 'cp437', 'macintosh', 'windows-1250'] },
  { letters: 'àâæçéèêëîïôœùûü', encodings: ['windows-1252', 'iso-8859-15', 'cp850', 'cp437', 'macintosh'] },
  { letters: 'áéíñóúü¿¡ºª', encodings: ['windows-1252', 'iso-8859-15', 'cp850', 'cp437', 'macintosh'] },
  { letters: 'àèéìíòóù', encodings: ['windows-1252', 'iso-8859-15', 'cp850', 'cp437', 'macintosh'] },
  { letters: 'ãáâàçéêíõóôúºª', encodings: ['windows-1252', 'iso-8859-15', 'cp850', 'macintosh'] },
  { letters: 'éëïóöüèáç', encodings: ['windows-1252', 'iso-8859-15', 'cp850', 'cp437', 'macintosh'] },
  { letters: 'åäöé', encodings: ['windows-1252', 'iso-8859-15', 'cp850', 'cp437', 'macintosh'] },
  { letters: 'æøåéö', encodings: ['windows-1252', 'iso-8859-15', 'cp850', 'macintosh'] },
  { letters: 'áéíóöőúüű', encodings: ['windows-1250', 'iso-8859-2', 'cp852'] },
  { letters: 'áčďéěíňóřšťúůýž', encodings: ['windows-1250', 'iso-8859-2', 'cp852'] },
  { letters: 'áäčďéíĺľňóôŕšťúýž', encodings: ['windows-1250', 'iso-8859-2', 'cp852'] },
  { letters: 'ąćęłńóśźż', encodings: ['windows-1250', 'iso-8859-2', 'cp852'] },
  { letters: 'čćđšž', encodings: ['windows-1250', 'iso-8859-2', 'cp852'] },
  { letters: 'ăâîșşțţ', encodings: ['windows-1250', 'iso-8859-16', 'iso-8859-2'] },
  { letters: 'ąčęėįšųūž', encodings: ['windows-1257', 'iso-8859-13'] },
  { letters: 'āčēģīķļņšūž', encodings: ['windows-1257', 'iso-8859-13'] },
  { letters: 'äöüõšž', encodings: ['windows-1257', 'iso-8859-15'] },
  { letters: 'çğıİöşüâî', encodings: ['windows-1254', 'cp857'] },
  { letters: 'абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ№', encodings: ['windows-1251', 'koi8-r', 'cp866', 'iso-8859-5'] },
  { letters: 'αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ', encodings: ['windows-1253', 'iso-8859-7'] },
];
// What may stand between words in any language: currency and quotation signs, dashes, the no-break space.
const signs = new Set('€£¥§°«»„“”‘’–—…•·²³½¼±´®©™×\u00a0');

interface Script {
  encoding: string;
  letters: Set<string>;
  /** Earlier is likelier when two explain the bytes equally well. */
  rank: number;
}

const scripts: Script[] = languages.flatMap(({ letters, encodings }, language) =>
  encodings.map((encoding, at) => ({
    encoding,
    letters: new Set([...letters, ...letters.toUpperCase()]),
    rank: at * 100 + language,
  })),
);

/**
 * Picks the encoding under which the bytes read as one language: a letter that this language does not have, a sign
 * inside a word or a capital after a small letter counts against it.
 */
function detectEightBit(bytes: Uint8Array): string {
  const contexts = sampleHighBytes(bytes);
  const decoded = new Map<string, string>();
  let best: { encoding: string; rank: number } = { encoding: 'windows-1252', rank: Infinity };
  let bestMisses = Infinity;
  for (const script of scripts) {
    let text = decoded.get(script.encoding);
    if (text === undefined) {
      text = iconv.decode(contexts, script.encoding);
      decoded.set(script.encoding, text);
    }
    const misses = countMisses(text, script.letters, script.encoding);
    if (misses < bestMisses || (misses === bestMisses && script.rank < best.rank)) {
      best = script;
      bestMisses = misses;
    }
  }
  return best.encoding;
}

/** Up to 3,000 bytes above ASCII, each with the byte before and after it. Single-byte sets keep positions. */
function sampleHighBytes(bytes: Uint8Array): Buffer {
  const out: number[] = [];
  for (let at = 0; at < bytes.length && out.length < 9000; at += 1) {
    if ((bytes[at] ?? 0) >= 0x80) out.push(bytes[at - 1] ?? 0x20, bytes[at] ?? 0, bytes[at + 1] ?? 0x20);
  }
  return Buffer.from(out);
}

const letter = /\p{L}/u;
const small = /\p{Ll}/u;
const capital = /\p{Lu}/u;
const latin = /\p{Script=Latin}/u;
const asciiLetter = /[a-z]/i;

function countMisses(text: string, letters: Set<string>, encoding: string): number {
  let misses = 0;
  for (let at = 1; at < text.length; at += 3) {
    const char = text[at] ?? '';
    const before = text[at - 1] ?? '';
    const after = text[at + 1] ?? '';
    const insideWord = letter.test(before) && letter.test(after);
    if (letters.has(char)) {
      if (capital.test(char) && small.test(before)) misses += 1;
      // Nobody writes Cyrillic or Greek letters into a Latin word.
      else if (!latin.test(char) && (asciiLetter.test(before) || asciiLetter.test(after))) misses += 1;
    } else if (signs.has(char)) {
      // A DOS letter read as Windows becomes a quotation mark in the middle of a word; an apostrophe may stand there.
      if (insideWord && char !== '’' && char !== '´') misses += 1;
    } else {
      misses += letter.test(char) ? 1 : 1.5;
    }
    // The old general currency sign is where ISO-8859-15 put the euro.
    if (char === '¤' && encoding === 'windows-1252') misses += 1;
  }
  return misses;
}
