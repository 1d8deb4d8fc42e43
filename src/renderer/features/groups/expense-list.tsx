import { Landmark, MessageSquare, Paperclip, Repeat } from 'lucide-react';
import type { GroupDetail, GroupExpense } from '#shared/contract/groups.ts';
import { Amount } from '../../ui/amount.tsx';
import { ColorSquare } from '../../ui/category-mark.tsx';
import { cx } from '../../ui/cx.ts';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';

interface ExpenseListProps {
  group: GroupDetail;
  expenses: readonly GroupExpense[];
  onOpen: (expense: GroupExpense) => void;
}

const columns = 'grid grid-cols-[70px_minmax(0,1fr)_110px_110px] items-center gap-x-3 px-4';

/** Newest first; each opens its details. */
export function ExpenseList({ group, expenses, onOpen }: ExpenseListProps) {
  const format = useFormat();
  const categories = useCategories();
  const me = group.members.find((member) => member.isMe);
  const nameOf = (id: string): string => group.members.find((member) => member.id === id)?.name ?? '';
  const whoPaid = ({ payers }: GroupExpense): string =>
    payers.length === 1 ? `${nameOf(payers[0]?.memberId ?? '')} paid` : `${format.count(payers.length)} paid`;
  return (
    <section aria-label="Expenses" className="overflow-hidden rounded-card border border-line bg-surface">
      <div aria-hidden className={cx(columns, 'h-8 border-b border-line text-mini font-[530] text-muted')}>
        <span>Day</span>
        <span>What for</span>
        <span className="text-right">{me ? 'Your part' : ''}</span>
        <span className="text-right">Amount</span>
      </div>
      <ul>
        {expenses.map((expense) => {
          const category = categories.byId(expense.categoryId);
          const mine = expense.shares.find((share) => share.memberId === me?.id)?.amountMinor ?? 0;
          const payment = expense.kind === 'payment';
          return (
            <li key={expense.id} className="border-b border-line last:border-b-0">
              <button
                type="button"
                className={cx(columns, 'h-9 w-full text-left hover:bg-hover focus-visible:outline-offset-[-2px]')}
                onClick={() => onOpen(expense)}
              >
                <span className="text-small whitespace-nowrap text-muted">{format.dayShort(expense.date)}</span>
                <span className="flex min-w-0 items-center gap-2">
                  {!payment && <ColorSquare color={category?.color ?? null} />}
                  <span className={cx('truncate', payment && 'text-muted')}>{expense.title}</span>
                  {!payment && <span className="shrink-0 text-small text-muted">{whoPaid(expense)}</span>}
                  {expense.transactionId && <Mark icon={Landmark} name="linked to a bank row" />}
                  {expense.recurring && <Mark icon={Repeat} name="recurring" />}
                  {expense.comments > 0 && <Mark icon={MessageSquare} name="has comments" />}
                  {expense.receipts > 0 && <Mark icon={Paperclip} name="has a receipt" />}
                </span>
                <span className="text-right text-muted">
                  {payment ? (
                    <span className="text-small">payment</span>
                  ) : mine === 0 ? (
                    <span aria-label="nothing">–</span>
                  ) : (
                    <Amount minor={mine} currency={group.currency} />
                  )}
                </span>
                <Amount
                  minor={expense.amountMinor}
                  currency={group.currency}
                  className={cx('text-right', payment ? 'text-muted' : 'font-[560]')}
                />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Mark({ icon: Icon, name }: { icon: typeof Landmark; name: string }) {
  return (
    <span className="shrink-0 text-muted" title={name}>
      <Icon size={13} aria-hidden />
      <span className="sr-only">{name}</span>
    </span>
  );
}
