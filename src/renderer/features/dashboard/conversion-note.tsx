import { Link } from '@tanstack/react-router';
import type { Dashboard } from '#shared/contract/dashboard.ts';
import { useFormat } from '../../ui/use-format.ts';
import { foundRateInWords } from '../currencies/rate-words.ts';

type Conversion = NonNullable<Dashboard['conversion']>;

/** By which rates the figures were converted, and what is not in them. */
export function ConversionNote({ data, conversion }: { data: Dashboard; conversion: Conversion }) {
  const format = useFormat();
  const { currency } = data;
  const rates = conversion.rates.flatMap(({ currency: from, balances }) => {
    const words = balances && foundRateInWords(balances, from, currency, format.locale);
    return words ? [{ from, ...words }] : [];
  });
  const sources = [...new Set(rates.map((rate) => rate.source))];
  const old = rates.find((rate) => rate.old !== null)?.old;
  return (
    <div className="flex flex-col gap-0.5 text-small text-muted tabular-nums" role="note" aria-label="Conversion">
      {rates.length > 0 && (
        <p>
          Accounts of all currencies, in {currency}. {rates.map((rate) => rate.rate).join(' · ')} ({sources.join('; ')}
          {old && <span className="text-warning">: {old}</span>}). Each month is converted at the rate of its last day.{' '}
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

function leftOutInWords(
  left: Conversion['leftOut'][number],
  format: ReturnType<typeof useFormat>,
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
