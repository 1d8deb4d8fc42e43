import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { Goal } from '#shared/contract/goals.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import type { Format } from '../../ui/format.ts';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { useFormat } from '../../ui/use-format.ts';
import { GoalDialog } from './goal-dialog.tsx';

export function GoalsCard() {
  const query = useQuery(orpc.goals.list.queryOptions());
  const [edited, setEdited] = useState<Goal | 'new' | null>(null);
  const format = useFormat();
  useShortcuts({ n: { label: 'Set a goal', group: 'Insights & goals', run: () => setEdited('new') } });
  const { data } = query;
  const open = data?.goals.filter(({ archivedOn }) => archivedOn === null) ?? [];
  const archived = data?.goals.filter(({ archivedOn }) => archivedOn !== null) ?? [];
  return (
    <Card
      title="Goals"
      aside={
        <Button size="sm" onClick={() => setEdited('new')}>
          <Plus size={13} aria-hidden /> Set a goal
        </Button>
      }
    >
      {query.isError && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      {data && open.length === 0 && (
        <p className="text-muted">
          A reserve, a journey, a bicycle: say what it costs and by when, and this shows how likely your own months get you there.
        </p>
      )}
      {open.length > 0 && data && (
        <ul className="-mx-4 divide-y divide-line border-t border-line">
          {open.map((goal) => (
            <GoalRow key={goal.id} goal={goal} currency={data.currency} format={format} onOpen={() => setEdited(goal)} />
          ))}
        </ul>
      )}
      {archived.length > 0 && (
        <details className="mt-2 text-small text-muted">
          <summary>{archived.length} archived</summary>
          {archived.map((goal) => (
            <button key={goal.id} type="button" className="block py-1 text-accent hover:underline" onClick={() => setEdited(goal)}>
              {goal.name}
            </button>
          ))}
        </details>
      )}
      {edited && data && (
        <GoalDialog goal={edited === 'new' ? null : edited} currency={data.currency} onClose={() => setEdited(null)} />
      )}
    </Card>
  );
}

interface GoalRowProps {
  goal: Goal;
  currency: string;
  format: Format;
  onOpen: () => void;
}

function GoalRow({ goal, currency, format, onOpen }: GoalRowProps) {
  const share = Math.max(0, Math.min(1, goal.savedMinor / goal.targetMinor));
  const money = (minor: number): string => format.money(minor, currency, { whole: true });
  return (
    <li>
      <button type="button" onClick={onOpen} className="block w-full px-4 py-2.5 text-left hover:bg-hover">
        <span className="flex items-baseline justify-between gap-4">
          <span className="truncate font-[530]">{goal.name}</span>
          <span className="shrink-0 tabular-nums">
            {money(goal.savedMinor)} <span className="text-muted">of {money(goal.targetMinor)}</span>
          </span>
        </span>
        <span aria-hidden className="my-1.5 block h-1.5 overflow-hidden rounded-full bg-line">
          <span className="block h-full rounded-full bg-accent" style={{ width: `${share * 100}%` }} />
        </span>
        <span className="block text-small text-muted">{goalSentence(goal, money, format)}</span>
      </button>
    </li>
  );
}

/** "7 in 10 by June 2027 · 133 a month would do". */
export function goalSentence(goal: Goal, money: (minor: number) => string, format: Format): string {
  if (goal.savedMinor >= goal.targetMinor) return 'Reached.';
  if (goal.probability === null) {
    const even = goal.neededMonthlyMinor === null ? '' : `${money(goal.neededMonthlyMinor)} a month gets there. `;
    return `${even}How likely that is shows after six whole months.`;
  }
  const tenths = Math.round(goal.probability * 10);
  const chance = tenths === 10 ? 'Nearly sure' : tenths === 0 ? 'Hardly likely' : `${tenths} in 10`;
  const when = goal.byMonth ? `by ${format.month(goal.byMonth)}` : goal.reachedBy ? `around ${format.month(goal.reachedBy)}` : 'within ten years';
  const parts = [goal.byMonth ? `${chance} ${when}` : goal.reachedBy ? `Reached ${when}` : `${chance} ${when}`];
  if (goal.byMonth && goal.neededMonthlyMinor !== null) {
    parts.push(
      goal.safeMonthlyMinor === null
        ? `needs ${money(goal.neededMonthlyMinor)} a month, more than your months surely leave`
        : `${money(goal.safeMonthlyMinor)} a month gets there in 8 of 10 cases`,
    );
  }
  if (goal.soonest && goal.latest && !goal.byMonth) parts.push(`8 in 10: ${format.month(goal.soonest)} to ${format.month(goal.latest)}`);
  return parts.join(' · ');
}
