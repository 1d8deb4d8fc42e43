/** Decides what each column is, by its heading where there is one and by what it holds. */
import type { ColumnRole, CsvMapping } from '#shared/contract/csv-mapping.ts';
import { isCurrency } from '#shared/currencies.ts';
import type { MappingQuestion } from '../statement-reader.ts';
import { checkBalance } from './check-balance.ts';
import { currencyOfHeading, rolesOfHeading, type HeadingMatch } from './heading-words.ts';
import { DecimalEvidence, looksLikeAmount, parseAmount, scanAmount, sideOfWord } from './infer-amounts.ts';
import { looksLikeDate, looksLikeDateSerial } from './infer-dates.ts';
import { isBlank, type SniffedDialect } from './sniff-dialect.ts';

export interface ColumnFinding {
  columns: CsvMapping['columns'];
  amountStyle: CsvMapping['amountStyle'];
  signValues: CsvMapping['signValues'];
  /** The currency that the heading of an amount column or a line above the table names. */
  currency: string | null;
  questions: MappingQuestion[];
  reasons: string[];
}

interface Column {
  index: number;
  heading: string;
  matches: HeadingMatch[];
  filled: number;
  dates: number;
  serials: number;
  amounts: number;
  /** Amounts other than zero. */
  nonZero: number;
  withDecimals: number;
  withSymbol: number;
  negatives: number;
  signed: number;
  currencies: number;
  debitWords: Set<string>;
  creditWords: Set<string>;
  sideWords: number;
  wordy: number;
  texts: Set<string>;
}

export function inferColumns(dialect: SniffedDialect): ColumnFinding {
  const rows = dialect.sample.map((record) => record.cells).filter((cells) => !sameCells(cells, dialect.header));
  const columns = profileColumns(dialect, rows);
  const roles = new Map<number, ColumnRole>();
  const questions: MappingQuestion[] = [];
  const reasons: string[] = [];
  const claim = (column: Column | undefined, role: ColumnRole): void => {
    if (column && !roles.has(column.index)) roles.set(column.index, role);
  };
  const free = (column: Column): boolean => !roles.has(column.index);
  const claimants = (role: ColumnRole, holds: (column: Column) => boolean): Column[] =>
    columns
      .filter((column) => free(column) && rankOf(column, role) < Infinity && holds(column))
      .sort((a, b) => emptyLast(a) - emptyLast(b) || rankOf(a, role) - rankOf(b, role) || a.index - b.index);

  // Dates.
  const dateColumn =
    claimants('date', holdsDates)[0] ??
    claimants('valueDate', holdsDates)[0] ??
    columns.find((column) => column.filled > 0 && column.dates >= column.filled * 0.6);
  claim(dateColumn, 'date');
  const valueDateColumn =
    claimants('valueDate', holdsDates)[0] ??
    (dialect.header
      ? undefined
      : columns.find((each) => free(each) && each.filled > 0 && each.dates >= each.filled * 0.8));
  claim(valueDateColumn, 'valueDate');
  if (!dateColumn && rows.length > 0) {
    questions.push({
      kind: 'date-column',
      message: 'No column looks like dates. Which one says when it happened?',
      options: columns.map(columnOption),
    });
  }

  // Currencies before amounts: a column of codes is beyond doubt.
  const currencyColumn =
    claimants('currency', (column) => column.filled === 0 || column.currencies >= column.filled * 0.5)[0] ??
    (dialect.header ? undefined : columns.find((each) => each.filled > 0 && each.currencies >= each.filled * 0.9));
  const originalAmount = claimants('originalAmount', holdsAmounts)[0];
  const originalCurrency = claimants('originalCurrency', (each) => each.filled === 0 || each.currencies > 0)[0];
  claim(originalCurrency, 'originalCurrency');
  claim(currencyColumn, 'currency');

  // Amounts.
  let amountStyle: CsvMapping['amountStyle'] = 'single';
  let signValues: CsvMapping['signValues'] = { debit: [], credit: [] };
  let currency: string | null = null;
  const named = claimants('amount', holdsAmounts);
  const debit = claimants('debit', holdsAmounts)[0];
  const credit = claimants('credit', (column) => holdsAmounts(column) && column !== debit)[0];
  const both = debit !== undefined && credit !== undefined && debit.filled + credit.filled > 0;
  const rankedFirst = named[0];
  if (rankedFirst && !(both && rankedFirst.negatives === 0) && (rankedFirst.filled > 0 || !both)) {
    let amount = rankedFirst;
    // "bedrag; munt; …; bedrag in EUR": the second is what the account was charged.
    const charged = named.find((each) => each !== amount && each.filled > 0 && currencyOfHeading(each.heading) !== null);
    if (charged && currencyColumn && currencyOfHeading(amount.heading) === null) {
      claim(amount, 'originalAmount');
      roles.set(currencyColumn.index, 'originalCurrency');
      amount = charged;
    }
    claim(amount, 'amount');
    currency = currencyOfHeading(amount.heading);
  } else if (debit || credit) {
    amountStyle = 'debit-credit';
    claim(debit, 'debit');
    claim(credit, 'credit');
    currency = currencyOfHeading(debit?.heading ?? '') ?? currencyOfHeading(credit?.heading ?? '');
  } else if (rows.length > 0) {
    const unnamed = amountsByContent(columns.filter((each) => free(each) && each !== originalAmount), rows);
    amountStyle = unnamed.style;
    for (const { index, role } of unnamed.columns) roles.set(index, role);
    if (unnamed.question) questions.push(unnamed.question);
    if (unnamed.reason) reasons.push(unnamed.reason);
  }
  claim(originalAmount, 'originalAmount');
  claim(claimants('balance', holdsAmounts)[0], 'balance');

  // Debit or credit in words beside an unsigned amount.
  const amountColumn = columns.find((column) => roles.get(column.index) === 'amount');
  if (amountColumn) {
    const sign =
      claimants('sign', saysSides)[0] ??
      columns.find((each) => free(each) && saysSides(each) && (!each.heading || saysBothSides(each)));
    if (sign) {
      claim(sign, 'sign');
      const found = { debit: [...sign.debitWords], credit: [...sign.creditWords] };
      const isBlankSide = sign.filled < rows.length * 0.9 && found.debit.length * found.credit.length === 0;
      if (isBlankSide) found[found.debit.length === 0 ? 'debit' : 'credit'].push('');
      signValues = found;
      if (amountColumn.negatives === 0) amountStyle = 'amount-sign';
    }
  }

  // Words.
  const wordy = (column: Column): boolean => column.filled === 0 || column.amounts + column.dates < column.filled;
  claim(claimants('payee', wordy)[0], 'payee');
  for (const column of claimants('description', (each) => each.filled === 0 || each.amounts < each.filled)) {
    if (column.filled > 0 || rows.length === 0) claim(column, 'description');
  }
  claim(claimants('category', wordy)[0], 'category');
  for (const column of claimants('note', wordy)) if (column.filled > 0) claim(column, 'note');
  claim(claimants('account', () => true)[0], 'account');
  claim(claimants('reference', (each) => each.filled === 0 || each.dates < each.filled)[0], 'reference');
  claim(claimants('status', wordy)[0], 'status');
  if (![...roles.values()].some((role) => role === 'payee' || role === 'description')) {
    const texts = columns.filter((each) => free(each) && each.wordy > each.filled / 2);
    const telling = texts.filter((each) => each.texts.size > 1 || rows.length === 1);
    for (const column of telling.length > 0 ? telling : texts) claim(column, 'description');
  }

  return {
    columns: columns.map(({ index }) => ({ index, role: roles.get(index) ?? 'ignore' })),
    amountStyle,
    signValues,
    currency: currency ?? currencyAbove(dialect),
    questions,
    reasons,
  };
}

function sameCells(cells: string[], header: string[] | null): boolean {
  return header !== null && cells.length === header.length && cells.every((cell, at) => cell === header[at]);
}

function columnOption({ index, heading }: Column): { value: string; label: string } {
  return { value: String(index), label: heading || `column ${index + 1}` };
}

function rankOf(column: Column, role: ColumnRole): number {
  return column.matches.find((match) => match.role === role)?.rank ?? Infinity;
}

function emptyLast(column: Column): number {
  return column.filled === 0 ? 1 : 0;
}

function holdsDates(column: Column): boolean {
  return column.filled === 0 || column.dates > 0 || column.serials >= column.filled * 0.8;
}

function holdsAmounts(column: Column): boolean {
  return column.filled === 0 || (column.amounts >= column.filled * 0.5 && column.dates < column.filled * 0.5);
}

function saysSides(column: Column): boolean {
  return column.filled > 0 && column.sideWords >= column.filled * 0.9;
}

function saysBothSides(column: Column): boolean {
  return column.debitWords.size > 0 && column.creditWords.size > 0;
}

function profileColumns(dialect: SniffedDialect, rows: string[][]): Column[] {
  const width = Math.max(dialect.width, dialect.header?.length ?? 0);
  return Array.from({ length: width }, (_, index) => {
    const heading = (dialect.header?.[index] ?? '').trim();
    const column: Column = {
      index,
      heading,
      matches: heading ? rolesOfHeading(heading) : [],
      filled: 0,
      dates: 0,
      serials: 0,
      amounts: 0,
      nonZero: 0,
      withDecimals: 0,
      withSymbol: 0,
      negatives: 0,
      signed: 0,
      currencies: 0,
      debitWords: new Set(),
      creditWords: new Set(),
      sideWords: 0,
      wordy: 0,
      texts: new Set(),
    };
    for (const cells of rows) note(column, (cells[index] ?? '').trim());
    return column;
  });
}

function note(column: Column, cell: string): void {
  if (cell === '') return;
  column.filled += 1;
  column.texts.add(cell);
  const side = sideOfWord(cell);
  if (side) {
    column.sideWords += 1;
    (side === 'debit' ? column.debitWords : column.creditWords).add(cell.toLowerCase());
  }
  if (looksLikeDate(cell)) column.dates += 1;
  else if (looksLikeAmount(cell)) {
    const amount = scanAmount(cell);
    if (!amount) return;
    column.amounts += 1;
    if (/[1-9]/.test(amount.body)) column.nonZero += 1;
    if (/[.,]\d{1,2}$/.test(amount.body)) column.withDecimals += 1;
    if (amount.symbol) column.withSymbol += 1;
    if (amount.negative) column.negatives += 1;
    if (amount.signed || amount.side) column.signed += 1;
    if (looksLikeDateSerial(cell)) column.serials += 1;
  } else if (/^[A-Za-z]{3}$/.test(cell) && isCurrency(cell.toUpperCase())) column.currencies += 1;
  else if (/\p{L}{2}/u.test(cell)) column.wordy += 1;
}

interface AmountsFinding {
  style: 'single' | 'debit-credit';
  columns: { index: number; role: ColumnRole }[];
  question?: MappingQuestion;
  reason?: string;
}

/** Without headings: by decimals, signs, blanks that complement each other, and the running balance. */
function amountsByContent(columns: Column[], rows: string[][]): AmountsFinding {
  const numeric = columns.filter((each) => each.amounts > 0 && each.amounts >= each.filled * 0.8);
  const money = numeric.filter((each) => each.withDecimals + each.withSymbol > 0);
  const candidates = money.length > 0 ? money : numeric;
  const ask = (message: string): MappingQuestion => ({
    kind: 'amount-column',
    message,
    options: columns.map(columnOption),
  });
  if (candidates.length === 0) {
    return { style: 'single', columns: [], question: ask('No column looks like amounts. Which one says how much?') };
  }
  const evidence = new DecimalEvidence();
  for (const cells of rows) for (const { index } of candidates) evidence.add(cells[index] ?? '');
  const decimal = evidence.decide(2).decimal ?? '.';
  const valuesOf = ({ index }: Column): (number | null)[] =>
    rows.map((cells) => parseAmount(cells[index] ?? '', decimal, 2));
  const agreement = (amounts: (number | null)[], balance: Column): number => {
    const balances = valuesOf(balance);
    const pairs = amounts.flatMap((amountMinor, at) =>
      amountMinor === null ? [] : [{ amountMinor, balanceMinor: balances[at] ?? null }],
    );
    const { checked, agreeing } = checkBalance(pairs);
    return checked === 0 ? 0 : agreeing / checked;
  };

  const pair = complementaryPair(candidates, rows);
  if (pair) {
    const [first, second] = pair;
    const balances = candidates.filter((each) => each !== first && each !== second && each.filled >= rows.length * 0.9);
    const asOut = (out: Column, back: Column): (number | null)[] => {
      const [outs, backs] = [valuesOf(out), valuesOf(back)];
      return rows.map((_, at) => (outs[at] ? -Math.abs(outs[at]) : backs[at] ? Math.abs(backs[at]) : null));
    };
    const balanced = balances
      .flatMap((balance) => [
        { debit: first, credit: second, balance, share: agreement(asOut(first, second), balance) },
        { debit: second, credit: first, balance, share: agreement(asOut(second, first), balance) },
      ])
      .sort((a, b) => b.share - a.share)[0];
    const signedFirst = first.negatives > 0 && second.negatives === 0;
    const signedSecond = second.negatives > 0 && first.negatives === 0;
    const byBalance = balanced !== undefined && balanced.share >= 0.5;
    const debit = byBalance ? balanced.debit : signedSecond ? second : first;
    const found: AmountsFinding = {
      style: 'debit-credit',
      columns: [
        { index: debit.index, role: 'debit' },
        { index: (debit === first ? second : first).index, role: 'credit' },
        ...(byBalance ? [{ index: balanced.balance.index, role: 'balance' as const }] : []),
      ],
    };
    if (!byBalance && !signedFirst && !signedSecond) {
      found.question = {
        kind: 'amount-column',
        message: `Columns ${first.index + 1} and ${second.index + 1} hold amounts. Which of them is money out?`,
        options: [columnOption(first), columnOption(second)],
      };
    } else {
      found.reason = byBalance
        ? `Column ${debit.index + 1} is money out: so the balance in column ${balanced.balance.index + 1} comes right.`
        : `Column ${debit.index + 1} is money out: it holds the negative amounts.`;
    }
    return found;
  }

  const fullest = Math.max(...candidates.map((each) => each.filled));
  const full = candidates.filter((each) => each.filled >= fullest * 0.9);
  const [only] = full;
  if (full.length === 1 && only) return { style: 'single', columns: [{ index: only.index, role: 'amount' }] };
  const balanced = full
    .flatMap((amount) =>
      full
        .filter((balance) => balance !== amount)
        .map((balance) => {
          const plain = valuesOf(amount);
          const turned = plain.map((value) => (value === null ? null : -value));
          return { amount, balance, share: Math.max(agreement(plain, balance), agreement(turned, balance)) };
        }),
    )
    .sort((a, b) => b.share - a.share)[0];
  if (balanced && balanced.share >= 0.5) {
    return {
      style: 'single',
      columns: [
        { index: balanced.amount.index, role: 'amount' },
        { index: balanced.balance.index, role: 'balance' },
      ],
      reason: `Column ${balanced.balance.index + 1} is the balance: it moves by column ${balanced.amount.index + 1}.`,
    };
  }
  const signed = full.filter((each) => each.signed > 0);
  const [theSigned] = signed;
  if (signed.length === 1 && theSigned) {
    return {
      style: 'single',
      columns: [{ index: theSigned.index, role: 'amount' }],
      reason: `Column ${theSigned.index + 1} is the amount: the only one with signs.`,
    };
  }
  return {
    style: 'single',
    columns: only ? [{ index: only.index, role: 'amount' }] : [],
    question: ask(`Columns ${full.map((each) => each.index + 1).join(' and ')} hold amounts. Which one is the amount?`),
  };
}

/** Two columns of which every row fills exactly one (the other blank or zero). */
function complementaryPair(candidates: Column[], rows: string[][]): [Column, Column] | null {
  for (const first of candidates) {
    for (const second of candidates) {
      if (second.index <= first.index) continue;
      let one = 0;
      let other = 0;
      let both = 0;
      let none = 0;
      for (const cells of rows) {
        const inFirst = /[1-9]/.test(cells[first.index] ?? '');
        const inSecond = /[1-9]/.test(cells[second.index] ?? '');
        if (inFirst && inSecond) both += 1;
        else if (inFirst) one += 1;
        else if (inSecond) other += 1;
        else none += 1;
      }
      if (both === 0 && one > 0 && other > 0 && none <= rows.length * 0.1) return [first, second];
    }
  }
  return null;
}

/** A code that stands alone in a cell above the table, if there is just one. */
function currencyAbove(dialect: SniffedDialect): string | null {
  const codes = new Set<string>();
  for (const { cells } of dialect.preamble) {
    if (isBlank(cells)) continue;
    for (const cell of cells) if (/^[A-Z]{3}$/.test(cell.trim()) && isCurrency(cell.trim())) codes.add(cell.trim());
  }
  const [code] = codes;
  return codes.size === 1 && code ? code : null;
}
