import { Link } from '@tanstack/react-router';
import type { FoundRate } from '#shared/contract/currencies.ts';
import type { Dashboard } from '#shared/contract/dashboard.ts';
import type { Format } from '../../ui/format.ts';
import { useFormat } from '../../ui/use-format.ts';
import { foundRateInWords } from '../currencies/rate-words.ts';

type Conversion = NonNullable<Dashboard['conversion']>;

/** By which rates the figures were converted, and what is not in them. */
export function ConversionNote({ data, conversion }: { data: Dashboard; conversion: Conversion }) {
  const format = useFormat();
  const { currency } = data;
  const words = (which: 'balances' | 'month') =>
    ratesInWords(conversion.rates.map((rate) => ({ from: rate.currency, found: rate[which] })), currency, format);
  const balances = words('balances');
  const month = words('month');
  return (
    <div className="flex flex-col gap-0.5 text-small text-muted tabular-nums" role="note" aria-label="Conversion">
      {(balances ?? month) && (
        <p>
          Accounts of all currencies, in {currency}.{' '}
          {balances && (
            <>
              {balances.rates} ({balances.sources}
              {balances.old && <span className="text-warning">: {balances.old}</span>}).{' '}
            </>
          )}
          {month && month.sources !== balances?.sources && (
            <>
              {format.monthName(data.month)} at {month.rates} ({month.sources}).{' '}
            </>
          )}
          Each month is converted at the rate of its last day.{' '}
          <Link to="/currencies" className="underline underline-offset-2 hover:text-ink">
            Rates
          </Link>
        </p>
      )}
      {conversion.leftOut.map((left) => (
        <p key={left.currency} className="text-warning">
          Not in these figures: {leftOutInWords(left, format, data.month)}{' '}
          <Link
            to="/currencies"
            search={{ from: left.currency, to: currency }}
            className="underline underline-offset-2"
          >
            Enter a rate
          </Link>
        </p>
      ))}
    </div>
  );
}

interface FoundFor {
  from: string;
  found: FoundRate | null;
}

/** All rates in one sentence; null when none is known. */
function ratesInWords(list: FoundFor[], to: string, { locale }: Format) {
  const rates = list.flatMap(({ from, found }) => (found && foundRateInWords(found, from, to, locale)) ?? []);
  if (rates.length === 0) return null;
  return {
    rates: rates.map((rate) => rate.rate).join(' · '),
    sources: [...new Set(rates.map((rate) => rate.source))].join('; '),
    old: rates.find((rate) => rate.old !== null)?.old ?? null,
  };
}

function leftOutInWords(
  left: Conversion['leftOut'][number],
  format: Format,
  shown: string,
): string {
  const money = (minor: number) => format.money(minor, left.currency, { show: 'always' });
  const parts: string[] = [];
  if (left.accounts > 0) {
    parts.push(`${money(left.balanceMinor)} in ${left.accounts === 1 ? 'one account' : `${left.accounts} accounts`}`);
  }
  if (left.incomeMinor !== 0) parts.push(`income of ${money(left.incomeMinor)}`);
  if (left.spendingMinor !== 0) parts.push(`spending of ${money(left.spendingMinor)}`);
  const earlier = left.months.filter((month) => month !== shown).length;
  if (earlier > 0) parts.push(`${left.currency} in ${earlier === 1 ? 'one other month' : `${earlier} other months`}`);
  return `${parts.join(', ')}. No rate between ${left.currency} and ${format.baseCurrency ?? 'EUR'} is known.`;
}
