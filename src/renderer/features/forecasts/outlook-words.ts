/** The lowest point of a balance in a sentence. */
import { oddsInWords, type LowestPoint } from '#shared/balance-outlook.ts';

interface Words {
  day(date: string): string;
  money(minor: number): string;
}

/** "Lowest on 27 Dec: 112, may go below zero with 1 in 5". */
export function lowestInWords({ date, balanceMinor, chanceBelowZero }: LowestPoint, today: string, { day, money }: Words): string {
  const when = date === today ? 'Lowest today' : `Lowest on ${day(date)}`;
  const odds = oddsInWords(chanceBelowZero);
  if (balanceMinor < 0) return `${when}: ${money(balanceMinor)}, below zero unless something changes`;
  if (odds === null) return `${when}: ${money(balanceMinor)}`;
  return `${when}: ${money(balanceMinor)}, may go below zero with ${odds}`;
}
