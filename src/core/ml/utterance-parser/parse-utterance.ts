/**
 * A typed or spoken sentence becomes transactions to confirm: "spent twelve dollars fifty on lunch at Chipotle
 * yesterday", "45 groceries tesco and 12 parking". Nothing is written here, and nothing is made up: what the sentence
 * does not say is null, and a missing amount is a question.
 */
import type { PlainDate } from '#shared/dates.ts';
import { findAccounts, type KnownAccount } from './account-words.ts';
import { findCategoryWords, type CategoryWord } from './category-words.ts';
import { languageOf, type Language } from './language.ts';
import { findPayee } from './payee-words.ts';
import { findPeople } from './people-words.ts';
import { cutIntoItems, type ItemSpan } from './item-spans.ts';
import { findAmounts } from './spoken-amounts.ts';
import { findDates, findTimes, type SpokenDate } from './spoken-dates.ts';
import { tokensOf, type Token } from './tokens.ts';
import { typeOf, type UtteranceType } from './type-words.ts';

export interface UtteranceContext {
  today: PlainDate;
  /** Of amounts that name none. */
  currency: string;
  /** How 3/4 is meant: the 3rd of April, or March 4th. */
  dayFirst: boolean;
  accounts: readonly KnownAccount[];
  /** Payees as the user calls them, with the category usual for each. */
  payees: readonly { name: string; categoryId: string | null }[];
  /** Members of groups, and others whom the user splits with. */
  people: readonly string[];
  /** What the categoriser says of a payee that the sentence gives no word for; null when it does not know. */
  categorize(payee: string, amountMinor: number): string | null;
}

export interface ParsedItem {
  type: UtteranceType;
  /** Minor units without a sign; null when the sentence names none. */
  amountMinor: number | null;
  currency: string;
  /** Today when no day was said. */
  date: PlainDate;
  dateSaid: boolean;
  payee: string | null;
  categoryId: string | null;
  accountId: string | null;
  /** The other account of a transfer. */
  toAccountId: string | null;
  /** What it was for, in the words of the sentence. */
  note: string | null;
  people: string[];
}

export interface ParsedUtterance {
  language: Language;
  items: ParsedItem[];
  /** What has to be said before anything can be written. */
  questions: { item: number; field: 'amount'; message: string }[];
}

export function parseUtterance(sentence: string, context: UtteranceContext): ParsedUtterance {
  const tokens = tokensOf(sentence);
  const language = languageOf(tokens);
  const dates = findDates(tokens, { today: context.today, language, dayFirst: context.dayFirst });
  const taken = new Set<number>();
  const take = (from: number, to: number): void => {
    for (let at = from; at < to; at += 1) taken.add(at);
  };
  for (const date of dates) take(date.from, date.to);
  for (const [from, to] of findTimes(tokens)) take(from, to);
  const amounts = findAmounts(tokens, taken, { language, currency: context.currency });
  for (const amount of amounts) take(amount.from, amount.to);
  const people = findPeople(tokens, taken, context.people);
  take(people.from, people.to);
  const accounts = findAccounts(tokens, taken, context.accounts);
  for (const account of accounts) take(account.from, account.to);

  const whole: ItemSpan = { amount: null, from: 0, to: tokens.length };
  const spans = cutIntoItems(tokens, amounts, taken);
  const items = (spans.length > 0 ? spans : [whole]).map((span) =>
    readItem(sentence, tokens, span, { ...context, dates, taken, accounts, people: people.names, alone: spans.length < 2, language }),
  );
  return {
    language,
    items,
    questions: items.flatMap((item, at) =>
      item.amountMinor === null ? [{ item: at, field: 'amount' as const, message: 'How much was it?' }] : [],
    ),
  };
}

interface ItemContext extends Omit<UtteranceContext, 'people' | 'accounts'> {
  dates: SpokenDate[];
  taken: ReadonlySet<number>;
  accounts: ReturnType<typeof findAccounts>;
  people: string[];
  /** The only item: everything in the sentence is about it. */
  alone: boolean;
  language: Language;
}

function readItem(sentence: string, tokens: readonly Token[], span: ItemSpan, context: ItemContext): ParsedItem {
  const { from, to } = context.alone ? { from: 0, to: tokens.length } : span;
  const found = findCategoryWords(tokens, from, to).filter((word) => !context.taken.has(word.from));
  const account = context.accounts.find((each) => each.from >= from && each.to <= to) ?? context.accounts[0];
  const type = typeOf(tokens, from, to, found) ?? typeOf(tokens, 0, tokens.length, found) ?? 'expense';
  const named = type === 'transfer' ? null : findPayee(sentence, tokens, from, to, { ...context, words: found, nounsAreCapital: context.language === 'de' });
  // "at Subway": what names somebody says nothing else.
  const words = found.filter((word) => !(named && isPartOf(named, word) && isName(tokens, word.from) && context.categorize(named.name, 0) !== null));
  const payee = named?.name ?? null;
  const known = payee && context.payees.find(({ name }) => name.toLowerCase() === payee.toLowerCase());
  const amountMinor = span.amount?.minor ?? null;
  const said = categoryOf(type, words, tokens);
  const date = context.dates.find((each) => each.from >= from && each.to <= to) ?? context.dates[0];
  return {
    type,
    amountMinor,
    currency: span.amount?.currency ?? context.currency,
    date: date?.date ?? context.today,
    dateSaid: date !== undefined,
    payee: known ? known.name : payee,
    categoryId:
      (said && !vague.has(said) ? said : null) ??
      (known ? known.categoryId : null) ??
      (payee ? context.categorize(payee, amountMinor ?? 0) : null) ??
      said ??
      (type === 'income' ? 'income.other' : null),
    accountId: (type === 'transfer' ? context.accounts.find((each) => each.role === 'from') : account)?.accountId ?? null,
    toAccountId: type === 'transfer' ? (context.accounts.find((each) => each.role === 'to')?.accountId ?? null) : null,
    note: words.length > 0 ? words.map((word) => textOf(sentence, tokens, word)).join(', ') : null,
    people: context.people,
  };
}

function isPartOf(whole: { from: number; to: number }, part: { from: number; to: number }): boolean {
  return part.from >= whole.from && part.to <= whole.to;
}

/** Written like a name, and not only because the sentence begins with it. */
function isName(tokens: readonly Token[], at: number): boolean {
  return at > 0 && /^\p{Lu}/u.test(tokens[at]?.text ?? '');
}

function textOf(sentence: string, tokens: readonly Token[], { from, to }: { from: number; to: number }): string {
  return sentence.slice(tokens[from]?.start, tokens[to - 1]?.end);
}

/** Words that name a thing but are often part of something else said in the same breath. */
const vague = new Set(['food_drink.other', 'services.online_services', 'home.other', 'travel.other', 'income.other']);

/** The category that the words agree with, of those the type allows. */
function categoryOf(type: UtteranceType, words: readonly CategoryWord[], tokens: readonly Token[]): string | null {
  const isIncome = (word: CategoryWord): boolean => word.category.startsWith('income.');
  const isTransfer = (word: CategoryWord): boolean => word.category.startsWith('transfer.');
  if (type === 'transfer') return words.find(isTransfer)?.category ?? 'transfer.between_accounts';
  if (type === 'income') {
    if (words.some((word) => word.category === 'housing_utilities.rent')) return 'income.rental_income';
    return words.find((word) => isIncome(word) && !vague.has(word.category))?.category ?? words.find(isIncome)?.category ?? null;
  }
  const fitting = words.filter((word) => !isIncome(word) && (!isTransfer(word) || word.category === 'transfer.person_to_person'));
  const weight = (word: CategoryWord): number => {
    const led = /^(on|for|of|en|fur|pour|por|com|com|de|with|um|uma|un|una)$/.test(tokens[word.from - 1]?.folded ?? '');
    return (word.to - word.from) * 2 + (led ? 1 : 0) - (vague.has(word.category) ? 2 : 0);
  };
  return fitting.reduce<CategoryWord | null>((best, word) => (best && weight(best) >= weight(word) ? best : word), null)?.category ?? null;
}
