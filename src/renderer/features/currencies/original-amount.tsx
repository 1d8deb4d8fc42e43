import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../client.ts';
import { useFormat } from '../../ui/use-format.ts';
import { rateInWords } from './rate-words.ts';

interface OriginalAmountProps {
  /** Of the account, in minor units. */
  amountMinor: number;
  currency: string;
  original: { amountMinor: number; currency: string };
  date: string;
}

/** What was paid in another currency, the rate that was taken, and how that compares with the rate of the day. */
export function OriginalAmount({ amountMinor, currency, original, date }: OriginalAmountProps) {
  const format = useFormat();
  const { data } = useQuery(
    orpc.currencies.implied.queryOptions({
      input: {
        amountMinor,
        currency,
        originalMinor: original.amountMinor,
        originalCurrency: original.currency,
        date,
      },
      enabled: original.currency !== currency,
    }),
  );
  const difference = data?.differenceMinor ?? null;
  return (
    <div className="text-small text-muted tabular-nums">
      <p>Paid as {format.money(Math.abs(original.amountMinor), original.currency, { show: 'always' })}</p>
      {data && (
        <p>
          1 {original.currency} = {rateInWords(data.rate, format.locale)} {currency}
          {difference !== null && data.reference && data.reference.daysOld <= 7 && (
            <>
              {' · '}
              {difference === 0
                ? 'the rate of the day'
                : `${format.money(Math.abs(difference), currency)} ${difference > 0 ? 'more' : 'less'} than by the rate of ${format.dayShort(data.reference.rateDate)}`}
            </>
          )}
        </p>
      )}
    </div>
  );
}
