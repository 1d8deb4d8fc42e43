/** The field `:86:`: who paid and what for, in the dialects of banks. */

export interface EntryDetails {
  payee: string | null;
  description: string;
  /** The end-to-end reference, where the field names it. */
  reference: string | null;
}

/** `lines` are those of the field or fields below one statement line. */
export function parseEntryDetails(lines: string[]): EntryDetails {
  const [first = ''] = lines;
  const structured = /^\s*(\d{3})([?>^~|@+])\d\d/.exec(first) ?? /^\s*(\d{3})([?>])\d/.exec(joinWrapped(lines));
  if (structured) return readNumbered(lines.map((line) => line.replace(/\r$/, '')).join(''), structured[2] as string);
  if (/^\/[A-Z]{3,5}\//.test(first)) return readSlashes(lines.join(''));
  return { payee: null, description: joinWrapped(lines), reference: null };
}

/** Lines that are full were cut in the middle of a word; others end where the bank ended them. */
function joinWrapped(lines: string[]): string {
  let text = '';
  for (const line of lines) {
    text += line.length >= 64 ? line : `${line} `;
  }
  return text.replace(/\s+/g, ' ').trim();
}

/** `166?00POSTING TEXT?20purpose?21goes on?32name?33goes on`: fields by two digits behind a mark. */
function readNumbered(text: string, mark: string): EntryDetails {
  const purpose: string[] = [];
  const name: string[] = [];
  let posting = '';
  for (const field of text.split(mark).slice(1)) {
    const number = Number(field.slice(0, 2));
    const value = field.slice(2);
    if (!/^\d\d/.test(field)) {
      // The mark itself within the words.
      if (purpose.length > 0) purpose.push(mark + field);
    } else if (number === 0) posting = value;
    else if ((number >= 20 && number <= 29) || (number >= 60 && number <= 63)) purpose.push(value);
    else if (number === 32 || number === 33) name.push(value);
  }
  const { words, reference } = readSepaTags(purpose.join(''));
  return {
    payee: spaced(name.join('')) || null,
    description: spaced(words) || spaced(posting),
    reference,
  };
}

const sepaTag = /(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC)\+/g;

/** `EREF+…MREF+…SVWZ+…`: the purpose is what a person wrote, the rest are numbers of the payment. */
function readSepaTags(text: string): { words: string; reference: string | null } {
  const tags = [...text.matchAll(sepaTag)];
  if (tags.length === 0) return { words: text, reference: null };
  const valueOf = (name: string): string | null => {
    const at = tags.findIndex((tag) => tag[1] === name);
    const tag = tags[at];
    return tag ? text.slice(tag.index + tag[0].length, tags[at + 1]?.index ?? text.length).trim() : null;
  };
  const before = text.slice(0, tags[0]?.index ?? 0);
  const reference = valueOf('EREF');
  return {
    words: valueOf('SVWZ') ?? (before.trim() || reference || text),
    reference: reference && !/^(NOTPROVIDED|NONREF)$/i.test(reference) ? spaced(reference) : null,
  };
}

const slashTag =
  /\/(TRTP|IBAN|BIC|NAME|REMI|EREF|PREF|MARF|CSID|CNTP|BENM|ORDP|ISDT|PURP|RTRN|ADDR|ULTC|ULTD|ULTB|SVCL|TRCD|OCMT|EXCH|CHGS|PAYR)\//g;

/** `/TRTP/…/NAME/…/REMI/…`, as Dutch banks write. ING packs the other party into `/CNTP/iban/bic/name///`. */
function readSlashes(text: string): EntryDetails {
  const tags = [...text.matchAll(slashTag)];
  const values = new Map<string, string>();
  tags.forEach((tag, at) => {
    const name = tag[1] as string;
    const value = text.slice(tag.index + tag[0].length, tags[at + 1]?.index ?? text.length);
    if (!values.has(name)) values.set(name, value);
  });
  const clean = (value: string | undefined): string => spaced((value ?? '').replace(/^\/+|\/+$/g, ''));
  const counterparty = values.get('CNTP')?.split('/')[2];
  const remittance = clean(values.get('REMI')).replace(/^(USTD|STRD\/\w+)\/+/, '').replace(/^\/+/, '');
  const reference = clean(values.get('EREF'));
  return {
    payee: clean(values.get('NAME') ?? counterparty) || null,
    description: remittance || clean(values.get('TRTP')) || (tags.length === 0 ? spaced(text) : ''),
    reference: reference && !/^(NOTPROVIDED|NONREF)$/i.test(reference) ? reference : null,
  };
}

/** The field `:NS:` of some banks: lines that begin with the number of what they hold. */
export function parseBankLines(lines: string[]): EntryDetails {
  const purpose: string[] = [];
  const name: string[] = [];
  let posting = '';
  for (const line of lines) {
    const number = Number(line.slice(0, 2));
    const value = line.slice(2).trim();
    if (number >= 1 && number <= 14) purpose.push(value);
    else if (number === 15 || number === 16) name.push(value);
    else if (number === 17) posting = value;
  }
  return { payee: spaced(name.join(' ')) || null, description: spaced(purpose.join(' ')) || posting, reference: null };
}

function spaced(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
