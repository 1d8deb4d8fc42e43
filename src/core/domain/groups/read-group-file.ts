/** Reads groups that this app, Splitwise or Spliit wrote. What cannot be understood is named by line or expense. */
import Papa from 'papaparse';
import { DomainError } from '#shared/contract/errors.ts';
import { isCurrency, minorDigits } from '#shared/currencies.ts';
import { isPlainDate } from '#shared/dates.ts';
import { formatDecimal } from '#shared/money.ts';
import { readAmount } from './decimal-weight.ts';
import { groupFile, GROUP_FILE_FORMAT, type FileExpense, type GroupFile } from './group-file.ts';
import { shareOut } from './share-out.ts';

export type GroupFileFormat = 'saldo' | 'splitwise' | 'spliit-json' | 'spliit-csv';

/** @throws DomainError UNREADABLE */
export function readGroupFile(name: string, text: string): { format: GroupFileFormat; group: GroupFile } {
  const body = text.replace(/^\uFEFF/, '').trim();
  return body.startsWith('{') ? readJson(body) : readCsv(name, body);
}

function readJson(body: string): { format: GroupFileFormat; group: GroupFile } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw unreadable('This file starts like JSON and breaks off or is damaged. Export it again.');
  }
  const record = parsed as Record<string, unknown>;
  if (record['format'] === GROUP_FILE_FORMAT) {
    const result = groupFile.safeParse(record);
    if (!result.success) {
      const issue = result.error.issues[0];
      throw unreadable(`This group file is damaged at ${issue?.path.join('.') || 'its start'}: ${issue?.message ?? ''}`);
    }
    return { format: 'saldo', group: result.data };
  }
  if (Array.isArray(record['participants']) && Array.isArray(record['expenses'])) {
    return { format: 'spliit-json', group: readSpliitJson(record) };
  }
  throw unreadable('This JSON is no group of Saldo or Spliit: it has no participants and expenses.');
}

const spliitModes = {
  EVENLY: 'equal',
  BY_SHARES: 'shares',
  BY_PERCENTAGE: 'percent',
  BY_AMOUNT: 'amount',
} as const;

function readSpliitJson(file: Record<string, unknown>): GroupFile {
  const participants = file['participants'] as { id?: unknown; name?: unknown }[];
  const names = new Map(participants.map(({ id, name }) => [String(id), String(name ?? '').trim()]));
  const currency = currencyOf(file['currencyCode']) ?? currencyOf(file['currency']);
  if (!currency) {
    throw unreadable(
      `The group's currency is written "${String(file['currency'] ?? '')}". Put its three letters into "currencyCode", such as EUR.`,
    );
  }
  const expenses = (file['expenses'] as Record<string, unknown>[]).map((row, index): FileExpense => {
    const title = String(row['title'] ?? '').trim() || 'Expense';
    const where = `Expense ${index + 1} (${title})`;
    const nameOf = (id: unknown): string => {
      const name = names.get(String(id));
      if (!name) throw unreadable(`${where} names a participant who is not in the file.`);
      return name;
    };
    const amountMinor = row['amount'];
    if (!Number.isSafeInteger(amountMinor)) throw unreadable(`${where} has no whole amount in cents.`);
    const mode = spliitModes[String(row['splitMode']) as keyof typeof spliitModes];
    if (!mode) throw unreadable(`${where} has the unknown split mode "${String(row['splitMode'])}".`);
    const date = String(row['expenseDate']).slice(0, 10);
    if (!isPlainDate(date)) throw unreadable(`${where} has no date.`);
    const paidFor = Array.isArray(row['paidFor']) ? (row['paidFor'] as { participantId: unknown; shares: unknown }[]) : [];
    if (paidFor.length === 0) throw unreadable(`${where} was paid for nobody.`);
    return {
      ...plainExpense,
      kind: row['isReimbursement'] === true ? 'payment' : 'expense',
      title,
      date,
      currency,
      amountMinor: Number(amountMinor),
      note: String(row['notes'] ?? ''),
      split: mode,
      payers: [{ member: nameOf(row['paidById']), amountMinor: Number(amountMinor) }],
      shares: paidFor.map(({ participantId, shares }) => ({
        member: nameOf(participantId),
        // Spliit keeps hundredths of shares and of percent, and cents.
        weight:
          mode === 'equal' ? '1' : mode === 'amount' ? String(shares) : formatDecimal(Number(shares) || 0, 2, '.'),
        amountMinor: null,
      })),
    };
  });
  return {
    ...emptyGroup,
    name: String(file['name'] ?? '').trim() || 'Group',
    note: String(file['information'] ?? ''),
    currency,
    members: [...names.values()].map((name) => ({ name, isMe: false })),
    expenses,
  };
}

function readCsv(fileName: string, body: string): { format: GroupFileFormat; group: GroupFile } {
  const parsed = Papa.parse<string[]>(body, { skipEmptyLines: false });
  const [heading = [], ...rows] = parsed.data;
  const labels = heading.map((label) => label.trim());
  const spliit = labels.includes('Split mode');
  const known = spliit
    ? ['Date', 'Description', 'Category', 'Currency', 'Cost', 'Original cost', 'Original currency', 'Conversion rate', 'Is Reimbursement', 'Split mode']
    : ['Date', 'Description', 'Category', 'Cost', 'Currency'];
  const needed = spliit ? ['Date', 'Description', 'Currency', 'Cost', 'Is Reimbursement', 'Split mode'] : known;
  const missing = needed.filter((label) => !labels.includes(label));
  if (missing.length > 0) {
    throw unreadable(
      `This is no export of Splitwise or Spliit: the column ${missing.join(', ')} is missing. Found: ${labels.filter(Boolean).join(', ').slice(0, 200) || 'no columns'}.`,
    );
  }
  const people = labels.map((label, at) => ({ label, at })).filter(({ label }) => label !== '' && !known.includes(label));
  if (people.length === 0) throw unreadable('No columns of members follow the known columns.');
  const cell = (row: string[], label: string): string => (row[labels.indexOf(label)] ?? '').trim();

  const expenses: FileExpense[] = [];
  const currencies = new Map<string, number>();
  rows.forEach((row, index) => {
    const line = index + 2;
    // Splitwise ends with a line of balances, and has empty lines around the rows.
    if (row.every((value) => value.trim() === '') || cell(row, 'Description') === 'Total balance') return;
    const date = cell(row, 'Date').slice(0, 10);
    if (!isPlainDate(date)) throw unreadable(`Line ${line}: "${cell(row, 'Date')}" is no date.`);
    const currency = currencyOf(cell(row, 'Currency'));
    if (!currency) {
      throw unreadable(`Line ${line}: "${cell(row, 'Currency')}" is no currency. Replace it by three letters, such as EUR.`);
    }
    currencies.set(currency, (currencies.get(currency) ?? 0) + 1);
    const amount = (label: string, value: string): number => {
      const minor = value === '' ? 0 : readAmount(value.replaceAll(',', ''), minorDigits(currency));
      if (typeof minor === 'string') throw unreadable(`Line ${line}: "${value}" in the column ${label} is no amount.`);
      return minor;
    };
    const cost = amount('Cost', cell(row, 'Cost'));
    const numbers = people.map(({ label, at }) => ({ member: label, minor: amount(label, (row[at] ?? '').trim()) }));
    if (cost === 0) return;
    const base = { ...plainExpense, title: cell(row, 'Description') || 'Expense', date, currency, amountMinor: cost };
    expenses.push(
      spliit
        ? { ...base, ...fromSpliitRow(cost, numbers, cell(row, 'Is Reimbursement') === 'Yes', line) }
        : { ...base, ...fromNet(cost, numbers, cell(row, 'Category'), line) },
    );
  });
  const [main] = [...currencies].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (!main) throw unreadable('The file has a heading and no expenses.');
  return {
    format: spliit ? 'spliit-csv' : 'splitwise',
    group: {
      ...emptyGroup,
      name: fileName.replace(/\.[a-z]+$/i, '').replace(/^Spliit Export - /, '') || 'Group',
      currency: main[0],
      members: people.map(({ label }) => ({ name: label, isMe: false })),
      expenses,
    },
  };
}

interface MemberNumber {
  member: string;
  minor: number;
}
type Sides = Pick<FileExpense, 'kind' | 'split' | 'payers' | 'shares'>;

/**
 * Splitwise tells what each is owed by an expense, not who paid how much. Those who are owed paid it; what they bore
 * themselves is the part that nobody owes, in proportion to what they are owed.
 */
function fromNet(cost: number, net: MemberNumber[], category: string, line: number): Sides {
  const sum = net.reduce((total, { minor }) => total + minor, 0);
  if (sum !== 0) throw unreadable(`Line ${line}: what the members are owed does not sum to zero.`);
  const toward = Math.sign(cost);
  const owed = net.filter(({ minor }) => Math.sign(minor) === toward);
  const owing = net.filter(({ minor }) => Math.sign(minor) === -toward);
  const own = cost - owed.reduce((total, { minor }) => total + minor, 0);
  if (Math.sign(own) === -toward) throw unreadable(`Line ${line}: the members are owed more than it cost.`);
  // Even for all: nobody owes anything, so everybody paid their own part.
  const payers = owed.length > 0 ? owed : net;
  const weights = payers.map(({ minor }) => BigInt(owed.length > 0 ? Math.abs(minor) : 1));
  const borne = shareOut(own, weights).shares;
  const shares = [
    ...payers.map(({ member }, at) => ({ member, minor: borne[at] ?? 0 })),
    ...owing.map(({ member, minor }) => ({ member, minor: -minor })),
  ];
  return {
    kind: category === 'Payment' ? 'payment' : 'expense',
    split: 'amount',
    payers: payers.map(({ member, minor }, at) => ({ member, amountMinor: minor + (borne[at] ?? 0) })),
    shares: exactParts(shares),
  };
}

/** Spliit tells what each bears, with a plus for the one who paid; each rounded by itself. */
function fromSpliitRow(cost: number, numbers: MemberNumber[], payment: boolean, line: number): Sides {
  const toward = Math.sign(cost);
  const paid = numbers.filter(({ minor }) => Math.sign(minor) === toward);
  const part = numbers.filter(({ minor }) => minor !== 0);
  // In a group of two, the one who does not take part is the one who paid.
  const absent = numbers.length === 2 ? numbers.filter(({ minor }) => minor === 0) : [];
  const [payer] = paid.length > 0 ? paid : absent;
  if (!payer || part.length === 0) {
    throw unreadable(
      `Line ${line}: it does not say who paid. Spliit's CSV leaves that out when the payer takes no part: export JSON there.`,
    );
  }
  const shares = shareOut(cost, part.map(({ minor }) => BigInt(Math.abs(minor)))).shares;
  const off = cost - part.reduce((total, { minor }) => total + toward * Math.abs(minor), 0);
  if (Math.abs(off) > part.length) throw unreadable(`Line ${line}: the parts do not add up to the cost.`);
  return {
    kind: payment ? 'payment' : 'expense',
    split: 'amount',
    payers: [{ member: payer.member, amountMinor: cost }],
    shares: exactParts(part.map(({ member }, at) => ({ member, minor: shares[at] ?? 0 }))),
  };
}

function exactParts(parts: MemberNumber[]): FileExpense['shares'] {
  return parts
    .filter(({ minor }) => minor !== 0)
    .map(({ member, minor }) => ({ member, weight: String(minor), amountMinor: null }));
}

const plainExpense = { groupMinor: null, categoryId: null, note: '', items: [], comments: [] } satisfies Partial<FileExpense>;
const emptyGroup = { format: GROUP_FILE_FORMAT, version: 1, icon: 'users', note: '' } as const;

const signs: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', $: 'USD', '₹': 'INR', '¥': 'JPY', CHF: 'CHF' };

function currencyOf(value: unknown): string | null {
  const text = String(value ?? '').trim();
  if (isCurrency(text.toUpperCase())) return text.toUpperCase();
  return signs[text] ?? null;
}

function unreadable(sentence: string): DomainError {
  return new DomainError('UNREADABLE', sentence, 'file');
}
