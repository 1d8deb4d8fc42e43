/** The sentence of an insight: what it means for the person. */
import type { Insight } from './contract/insights.ts';

export interface InsightFormat {
  /** Minor units of the base currency as text. */
  money(minor: number): string;
  /** "22 Nov" */
  day(date: string): string;
  /** "November" */
  month(month: string): string;
}

/** @param knownUntil the last day of the ledger: a month that runs is spoken of up to then */
export function insightSentence(insight: Insight, knownUntil: string, { money, day, month }: InsightFormat): string {
  const { nowValue, usualValue, stakeMinor } = insight;
  const category = insight.categoryName ?? 'What has no category';
  const payee = insight.payee ?? '';
  const mostly = insight.payee === null || insight.payeeMinor === null ? '' : `; ${payee} is ${insight.payeeMinor === stakeMinor ? 'all' : money(insight.payeeMinor)} of it`;
  switch (insight.kind) {
    case 'category-above':
      return `${category} ${are(category)} ${money(stakeMinor)} above usual by ${day(knownUntil)}${mostly}.`;
    case 'category-below':
      return `${category} ${are(category)} ${money(stakeMinor)} below usual by ${day(knownUntil)}.`;
    case 'price-rise':
      return `${payee} went from ${money(usualValue)} to ${money(nowValue)}: ${money(stakeMinor)} more a year.`;
    case 'new-subscription':
      return `${payee} now comes back: ${money(nowValue)} each time, ${money(usualValue)} a year.`;
    case 'double-charge':
      return `${payee} took ${money(nowValue)} twice within two days, last on ${day(insight.date)}. You may want to ask for it back.`;
    case 'unusual-amount':
      return `${payee} took ${money(nowValue)} on ${day(insight.date)}; ${money(usualValue)} is usual.`;
    case 'large-one-off':
      return `${money(nowValue)} for ${payee} on ${day(insight.date)} is among your largest payments, and the first to them.`;
    case 'category-unused':
      return `Nothing for ${category} in three months; ${money(usualValue)} a month was usual. If something was cancelled, a budget could shrink.`;
    case 'income-missing':
      return `${money(usualValue)} from ${payee} was due on ${day(insight.date)} and has not come.`;
    case 'savings-rate':
      return nowValue < 0
        ? `In ${month(insight.month)} you spent ${money(stakeMinor)} more of your income than usual: more than came in.`
        : `In ${month(insight.month)} you kept ${percent(nowValue)} of your income; ${percent(usualValue)} is usual. That is ${money(stakeMinor)} ${nowValue > usualValue ? 'more' : 'less'}.`;
  }
}

const percent = (thousandths: number): string => `${Math.round(thousandths / 10)} %`.replace('-', '−');

/** "Groceries are", "Rent is". */
const are = (name: string): string => (/[^s]s$/.test(name) ? 'are' : 'is');
