import { Link } from '@tanstack/react-router';
import { ArrowLeftRight, Ellipsis } from 'lucide-react';
import type { BudgetLine, BudgetMonth } from '#shared/contract/budgets.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { CategoryMark } from '../../ui/category-mark.tsx';
import { cx } from '../../ui/cx.ts';
import { useFormat } from '../../ui/use-format.ts';
import { AmountInPlace } from './amount-in-place.tsx';
import { useBudgetRow, type BudgetRowActions } from './use-budget-row.ts';

interface EnvelopeTableProps {
  data: BudgetMonth;
  onOpen: (line: BudgetLine) => void;
  onMove: (line: BudgetLine) => void;
}

const head = 'px-3 py-1.5 text-right text-small font-[530] whitespace-nowrap text-muted';

/** What was put into each envelope, what was in it before, what was taken out and what is in it now. */
export function EnvelopeTable({ data, onOpen, onMove }: EnvelopeTableProps) {
  const envelopes = data.lines.filter(({ categoryId }) => categoryId !== null);
  const held = new Set(envelopes.map(({ categoryId }) => categoryId));
  return (
    <table className="w-full">
      <thead>
        <tr className="border-b border-line">
          <th scope="col" className={cx(head, 'pl-1.5! text-left!')}>Envelope</th>
          <th scope="col" className={head}>Assigned</th>
          <th scope="col" className={head}>From before</th>
          <th scope="col" className={head}>Spent</th>
          <th scope="col" className={head}>In it now</th>
          <th scope="col" className={head}><span className="sr-only">What can be done</span></th>
        </tr>
      </thead>
      <tbody>
        {envelopes.map((line) => (
          <EnvelopeRow
            key={line.categoryId}
            line={line}
            month={data.month}
            currency={data.currency}
            inner={line.groupId !== null && held.has(line.groupId)}
            onOpen={() => onOpen(line)}
            onMove={() => onMove(line)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface EnvelopeRowProps extends BudgetRowActions {
  line: BudgetLine;
  month: string;
  currency: string;
  inner: boolean;
}

function EnvelopeRow({ line, month, currency, inner, ...actions }: EnvelopeRowProps) {
  const format = useFormat();
  const row = useBudgetRow<HTMLTableRowElement>(line, month, actions);
  const over = line.state === 'over';
  return (
    <tr {...row.props} className="h-9 hover:bg-hover focus-visible:bg-hover">
      <th scope="row" className={cx('max-w-0 min-w-[140px] pl-1.5 text-left font-normal', inner && 'pl-6!')}>
        <Link to="/transactions" search={row.transactions} title="Show the transactions ( o )" className="block truncate hover:underline">
          <CategoryMark color={line.color} name={line.name} />
        </Link>
      </th>
      <td className="px-2 text-right whitespace-nowrap">
        <AmountInPlace
          name={line.name}
          amountMinor={line.amountMinor}
          currency={currency}
          editing={row.editing}
          onEdit={row.edit}
          onSave={row.save}
          onLeave={row.leave}
          onClose={row.close}
        />
      </td>
      <td className="px-3 text-right text-muted">
        {line.rollOver ? <Amount minor={line.carriedMinor} currency={currency} /> : <span title="Does not roll over">–</span>}
      </td>
      <td className="px-3 text-right"><Amount minor={line.spentMinor} currency={currency} /></td>
      <td className={cx('px-3 text-right font-[530] whitespace-nowrap tabular-nums', over && 'text-warning')}>
        {over ? `${format.money(-line.leftMinor, currency)} over` : format.money(line.leftMinor, currency)}
      </td>
      <td className="w-0 pr-1.5 whitespace-nowrap">
        <span className="flex justify-end gap-1">
          <Button
            size="sm"
            aria-label={over ? `Cover what ${line.name} is over` : `Move money from ${line.name}`}
            title={over ? 'Cover it from another envelope ( m )' : 'Move to another envelope ( m )'}
            onClick={actions.onMove}
          >
            <ArrowLeftRight size={12} aria-hidden /> {over ? 'Cover' : 'Move'}
          </Button>
          <Button
            size="icon"
            variant="ghost"
            aria-label={`Roll-over, alert and history of ${line.name}`}
            title="Roll-over, alert and history ( e )"
            onClick={actions.onOpen}
          >
            <Ellipsis size={14} aria-hidden />
          </Button>
        </span>
      </td>
    </tr>
  );
}
