import type { ReactNode } from 'react';
import type { PastScope, RuleChange, RulePreview as Preview } from '#shared/contract/rules.ts';
import { Amount } from '../../ui/amount.tsx';
import { CategoryMark } from '../../ui/category-mark.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';

interface RulePreviewProps {
  /** Null until the rule is whole. */
  preview: Preview | null;
  scope: PastScope;
  onScope: (scope: PastScope) => void;
}

/** What a rule would change in the past: how much, what is left alone and why, and the newest rows before and after. */
export function RulePreview({ preview, scope, onScope }: RulePreviewProps) {
  const format = useFormat();
  return (
    <section aria-label="What it would change in the past" className="mt-5">
      <div className="flex min-h-6 items-baseline justify-between gap-4">
        <h3 className="font-[530]">In the past</h3>
        <p role="status" className="text-small text-muted">
          {preview ? summary(preview, format.count) : 'Say what it asks and does to see what it would change.'}
        </p>
      </div>
      <div className="mt-1.5 flex flex-wrap gap-x-5 gap-y-1">
        <label className="flex items-center gap-2">
          <Checkbox checked={scope.byHand} onChange={(byHand) => onScope({ ...scope, byHand })} />
          Also what was set by hand
        </label>
        <label className="flex items-center gap-2">
          <Checkbox checked={scope.reconciled} onChange={(reconciled) => onScope({ ...scope, reconciled })} />
          Also reconciled transactions
        </label>
      </div>
      {preview && preview.rows.length > 0 && (
        <div
          className="mt-2 max-h-[216px] overflow-y-auto rounded-card border border-line"
          tabIndex={0}
          role="group"
          aria-label="Transactions that would change"
        >
          <table className="w-full table-fixed">
            <caption className="sr-only">The newest transactions that would change, before and after</caption>
            <colgroup>
              <col className="w-[136px]" />
              <col />
              <col className="w-[88px]" />
              <col className="w-[324px]" />
            </colgroup>
            <thead className="sr-only">
              <tr>
                <th scope="col">Date</th>
                <th scope="col">Payee</th>
                <th scope="col">Amount</th>
                <th scope="col">Change</th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {preview.rows.map((row) => (
                <tr key={row.id} className="h-9">
                  <td className="pl-3 whitespace-nowrap text-muted">{format.day(row.date)}</td>
                  <td className="truncate pr-3" title={row.description || row.payee}>
                    {row.payee} {row.description && <span className="text-small text-muted">{row.description}</span>}
                  </td>
                  <td className="text-right">
                    <Amount minor={row.amountMinor} currency={row.currency} />
                  </td>
                  <td className="pr-3 pl-5">
                    <ul className="flex min-w-0 flex-col py-1">
                      {row.changes.map((change) => (
                        <li key={change.field} className="flex min-w-0 items-center gap-2">
                          <Change change={change} />
                        </li>
                      ))}
                    </ul>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function summary({ matched, changed, left }: Preview, count: (n: number) => string): string {
  if (matched === 0) return 'Nothing matches.';
  const kept = [
    left.byHand > 0 && `${count(left.byHand)} set by hand`,
    left.byOtherRule > 0 && `${count(left.byOtherRule)} set by a rule above`,
    left.split > 0 && `${count(left.split)} split`,
    left.reconciled > 0 && `${count(left.reconciled)} reconciled`,
  ].filter(Boolean);
  const same = left.same > 0 ? ` · ${count(left.same)} so already` : '';
  return `${count(matched)} match · ${count(changed)} would change${same}${kept.length > 0 ? ` · left alone: ${kept.join(', ')}` : ''}`;
}

function Change({ change: { field, before, after } }: { change: RuleChange }) {
  const categories = useCategories();
  const accounts = useAccounts();
  const mark = (id: string) => {
    const category = categories.byId(id);
    return <CategoryMark color={category?.color ?? null} name={category?.name ?? 'No category'} />;
  };
  switch (field) {
    case 'category':
      return <BeforeAfter before={mark(before)} after={mark(after)} />;
    case 'split':
      return <BeforeAfter before={mark(before)} after={`split into ${after.split(' ').length}`} />;
    case 'transfer':
      return <BeforeAfter before={mark(before)} after={`⇄ ${accounts.byId(after)?.name ?? ''}`} />;
    default:
      return <BeforeAfter before={before || 'nothing'} after={after} />;
  }
}

function BeforeAfter({ before, after }: { before: ReactNode; after: ReactNode }) {
  return (
    <>
      <span className="min-w-0 truncate text-muted">{before}</span>
      <span className="text-muted" aria-label="becomes">
        →
      </span>
      <span className="min-w-0 truncate">{after}</span>
    </>
  );
}
