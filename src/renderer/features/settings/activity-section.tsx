import { useQuery } from '@tanstack/react-query';
import type { JobRun } from '#shared/contract/system.ts';
import { orpc } from '../../client.ts';
import { cx } from '../../ui/cx.ts';
import { useFormat } from '../../ui/use-format.ts';
import { EmptyRow, Section } from './section.tsx';

const outcomes: Record<JobRun['outcome'], string> = {
  running: 'running',
  ok: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** What Saldo did in the background. */
export function ActivitySection() {
  const format = useFormat();
  const { data } = useQuery(orpc.system.jobRuns.queryOptions({ input: { limit: 50 } }));
  return (
    <Section title="Activity" note="What Saldo did in the background.">
      {data?.length === 0 && <EmptyRow>Nothing yet.</EmptyRow>}
      {data && data.length > 0 && (
        <div className="max-h-[260px] overflow-y-auto" tabIndex={0} role="group" aria-label="Background work">
          <table className="w-full">
            <caption className="sr-only">Background work, latest first</caption>
            <thead className="sr-only">
              <tr>
                <th scope="col">When</th>
                <th scope="col">What</th>
                <th scope="col">How it went</th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {data.map((run) => (
                <tr key={run.id} className="h-9">
                  <td className="w-36 pl-4 whitespace-nowrap text-muted">{format.instant(run.startedAt)}</td>
                  <td className="truncate">
                    {run.job}
                    {run.message && <span className="text-muted"> · {run.message}</span>}
                  </td>
                  <td className={cx('pr-4 text-right', run.outcome === 'failed' ? 'text-error' : 'text-muted')}>
                    {outcomes[run.outcome]}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
