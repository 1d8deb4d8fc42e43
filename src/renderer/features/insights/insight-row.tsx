import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import {
  CalendarX, CircleAlert, Copy, PiggyBank, Repeat, Sparkles, TrendingDown, TrendingUp, Moon, type LucideIcon, X,
} from 'lucide-react';
import type { Insight, InsightList } from '#shared/contract/insights.ts';
import { firstDayOf, lastDayOf } from '#shared/dates.ts';
import { insightSentence } from '#shared/insight-words.ts';
import { orpc } from '../../client.ts';
import type { TransactionsSearch } from '../../routes.tsx';
import { Button } from '../../ui/button.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';

const icons: Record<Insight['kind'], LucideIcon> = {
  'category-above': TrendingUp,
  'category-below': TrendingDown,
  'price-rise': TrendingUp,
  'new-subscription': Repeat,
  'double-charge': Copy,
  'unusual-amount': CircleAlert,
  'large-one-off': Sparkles,
  'category-unused': Moon,
  'income-missing': CalendarX,
  'savings-rate': PiggyBank,
};

export function InsightRow({ insight, list }: { insight: Insight; list: InsightList }) {
  const format = useFormat();
  const dismiss = useMutation(orpc.insights.dismiss.mutationOptions({ onSuccess: (change) => offerUndo(change) }));
  const sentence = insightSentence(insight, list.knownUntil, {
    money: (minor) => format.money(minor, list.currency),
    day: format.dayShort,
    month: format.monthName,
  });
  const Icon = icons[insight.kind];
  return (
    <li className="group flex items-start gap-3 px-4 py-2.5">
      <Icon size={15} className="mt-0.5 shrink-0 text-muted" aria-hidden />
      <div className="min-w-0 flex-1">
        <p>{sentence}</p>
        <Link to="/transactions" search={searchOf(insight)} className="text-small text-accent hover:underline">
          {wordsFor(insight)}
        </Link>
      </div>
      <Button
        variant="ghost"
        size="icon"
        aria-label={`Put aside: ${sentence}`}
        title="Put aside"
        disabled={dismiss.isPending}
        onClick={() => dismiss.mutate({ key: insight.key })}
      >
        <X size={14} aria-hidden />
      </Button>
    </li>
  );
}

function wordsFor({ kind, transactionIds }: Insight): string {
  if (kind === 'savings-rate') return 'The month';
  if (kind === 'income-missing' || kind === 'category-unused') return 'Earlier transactions';
  return transactionIds.length === 1 ? 'The transaction' : `Its ${transactionIds.length} transactions`;
}

/** One transaction by itself; several by what they have in common. */
function searchOf({ kind, month, categoryId, payee, transactionIds }: Insight): TransactionsSearch {
  const inMonth = { from: firstDayOf(month), to: lastDayOf(month) };
  if (kind === 'savings-rate') return inMonth;
  if (kind === 'category-above' || kind === 'category-below') return { category: categoryId ?? 'none', ...inMonth };
  if (kind === 'category-unused') return { category: categoryId ?? 'none' };
  const first = transactionIds[0];
  return { ...(payee ? { text: payee } : {}), ...(first ? { id: first } : {}) };
}
