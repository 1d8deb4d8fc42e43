import { useMutation, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { GroupDetail } from '#shared/contract/groups.ts';
import { orpc } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';

/** Expenses that write themselves down when their day comes. */
export function SchedulesCard({ group }: { group: GroupDetail }) {
  const format = useFormat();
  const { data: schedules } = useQuery(orpc.groups.schedules.queryOptions({ input: { groupId: group.id } }));
  const remove = useMutation(orpc.groups.removeSchedule.mutationOptions({ onSuccess: (change) => offerUndo(change) }));
  if (!schedules || schedules.length === 0) return null;
  return (
    <Card title="Recurring">
      <ul>
        {schedules.map(({ id, says, nextDate, template }) => (
          <li key={id} className="grid grid-cols-[minmax(0,1fr)_auto_26px] items-center gap-3 py-1">
            <span className="min-w-0">
              <span className="block truncate">{template.title}</span>
              <span className="block truncate text-small text-muted">
                {says}
                {nextDate && ` · next ${format.dayShort(nextDate)}`}
              </span>
            </span>
            <Amount minor={template.amountMinor} currency={template.currency} className="font-[560]" />
            <Button
              variant="ghost"
              size="icon"
              aria-label={`Stop ${template.title}`}
              onClick={() => remove.mutate({ id })}
            >
              <X size={14} aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
