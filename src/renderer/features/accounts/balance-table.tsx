import { lastDayOf, monthOf } from '#shared/dates.ts';
import { Amount } from '../../ui/amount.tsx';
import { useFormat } from '../../ui/use-format.ts';

interface BalanceTableProps {
  dates: readonly string[];
  /** Minor units, one for each date. */
  values: readonly number[];
  currency: string;
}

/** The chart in words, by the ends of months, for those who cannot see it. */
export function BalanceTable({ dates, values, currency }: BalanceTableProps) {
  const format = useFormat();
  const ends = dates
    .map((date, at) => ({ date, value: values[at] ?? 0 }))
    .filter(({ date }, at) => at === dates.length - 1 || date === lastDayOf(monthOf(date)));
  return (
    <table className="sr-only">
      <caption>Balance at the ends of months</caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">Balance</th>
        </tr>
      </thead>
      <tbody>
        {ends.map(({ date, value }) => (
          <tr key={date}>
            <th scope="row">{format.day(date)}</th>
            <td>
              <Amount minor={value} currency={currency} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
