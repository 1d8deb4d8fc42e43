import type { Dashboard } from '#shared/contract/dashboard.ts';
import { Amount } from '../../ui/amount.tsx';
import { useFormat } from '../../ui/use-format.ts';

/** The chart in words, for those who cannot see it. */
export function TrendTable({ data }: { data: Dashboard }) {
  const format = useFormat();
  return (
    <table className="sr-only">
      <caption>Income and spending of twelve months</caption>
      <thead>
        <tr>
          <th scope="col">Month</th>
          <th scope="col">Income</th>
          <th scope="col">Spending</th>
        </tr>
      </thead>
      <tbody>
        {data.trend.map((flow) => (
          <tr key={flow.month}>
            <th scope="row">{format.month(flow.month)}</th>
            <td>
              <Amount minor={flow.incomeMinor} currency={data.currency} />
            </td>
            <td>
              <Amount minor={flow.spendingMinor} currency={data.currency} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
