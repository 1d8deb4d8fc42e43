import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ForecastOutlook } from '#shared/contract/forecasts.ts';
import { orpc } from '../../client.ts';
import { useForecastProgress } from '../../core-events.ts';
import { Button } from '../../ui/button.tsx';

/** What the slow models are doing, and a way to stop them or let them go on. */
export function RefiningNote({ outlook }: { outlook: ForecastOutlook }) {
  const queries = useQueryClient();
  const progress = useForecastProgress();
  const again = () => void queries.invalidateQueries({ queryKey: orpc.forecasts.outlook.key() });
  const cancel = useMutation(orpc.forecasts.cancel.mutationOptions({ onSuccess: again }));
  const refine = useMutation(orpc.forecasts.refine.mutationOptions({ onSuccess: again }));
  if (outlook.stage === 'refined') return null;
  const working = outlook.refining !== null;
  const done = Math.max(outlook.refining?.done ?? 0, working ? (progress?.done ?? 0) : 0);
  return (
    <div className="flex h-9 items-center gap-3 rounded-card border border-line bg-surface px-4 text-small text-muted">
      <span className="min-w-0 flex-1 truncate" role="status">
        {working
          ? 'A first forecast. Slower models are looking at your months now; the page follows when they are done.'
          : 'A first forecast, without the slower models: they were stopped.'}
      </span>
      {working && (
        <progress aria-label="Slower models" value={done} max={100} className="h-1 w-32 appearance-none overflow-hidden rounded-full [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent" />
      )}
      {working ? (
        <Button size="sm" variant="ghost" disabled={cancel.isPending} onClick={() => cancel.mutate({})}>
          Stop
        </Button>
      ) : (
        <Button size="sm" disabled={refine.isPending} onClick={() => refine.mutate({})}>
          Let them look
        </Button>
      )}
    </div>
  );
}
