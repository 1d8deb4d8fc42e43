import { useMutation, useQuery } from '@tanstack/react-query';
import type { Job } from '#shared/contract/jobs.ts';
import type { JobRun } from '#shared/contract/system.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { cx } from '../../ui/cx.ts';
import type { Format } from '../../ui/format.ts';
import { useFormat } from '../../ui/use-format.ts';
import { EmptyRow, Row, Section } from './section.tsx';

const outcomes: Record<JobRun['outcome'], string> = {
  running: 'running',
  ok: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** Jobs whose runs are written down under a name of their own. */
const titles: Record<string, string> = { import: 'Import', 'exchange-rates': 'Exchange rates' };

/** What Saldo does by itself and when, and what it did. */
export function ActivitySection() {
  const format = useFormat();
  const { data: jobs } = useQuery(orpc.jobs.list.queryOptions());
  const { data } = useQuery(orpc.system.jobRuns.queryOptions({ input: { limit: 100 } }));
  return (
    <Section id="activity" title="Activity" note="What Saldo does in the background, and what it did.">
      {jobs?.map((job) => (
        <JobRow key={job.name} job={job} />
      ))}
      {data?.length === 0 && <EmptyRow>Nothing yet.</EmptyRow>}
      {data && data.length > 0 && (
        <div className="max-h-[260px] overflow-y-auto" tabIndex={0} role="group" aria-label="Background work">
          <table className="w-full table-fixed">
            <caption className="sr-only">Background work, latest first</caption>
            <colgroup>
              <col className="w-36" />
              <col />
              <col className="w-20" />
              <col className="w-24" />
            </colgroup>
            <thead className="sr-only">
              <tr>
                <th scope="col">When</th>
                <th scope="col">What</th>
                <th scope="col">How long</th>
                <th scope="col">How it went</th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {data.map((run) => (
                <tr key={run.id} className="h-9">
                  <td className="pl-4 whitespace-nowrap text-muted">{format.instant(run.startedAt)}</td>
                  <td className="truncate" title={run.message ?? undefined}>
                    {titles[run.job] ?? run.job}
                    {run.message && <span className="text-muted"> · {run.message}</span>}
                  </td>
                  <td className="text-right text-small text-muted tabular-nums">
                    {run.durationMs !== null && lengthInWords(run.durationMs)}
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

function JobRow({ job }: { job: Job }) {
  const format = useFormat();
  const run = useMutation(orpc.jobs.run.mutationOptions());
  const setEnabled = useMutation(orpc.jobs.setEnabled.mutationOptions());
  const busy = job.running || run.isPending;
  return (
    <Row name={job.title} note={standing(job, format)}>
      <Button
        size="sm"
        disabled={busy || !job.wanted}
        aria-label={`Run now: ${job.title}`}
        onClick={() => run.mutate({ name: job.name })}
      >
        {busy ? 'Running…' : 'Run now'}
      </Button>
      <Checkbox
        aria-label={`${job.title}: by itself`}
        checked={job.enabled}
        onChange={(enabled) => setEnabled.mutate({ name: job.name, enabled })}
      />
    </Row>
  );
}

function standing(job: Job, format: Format): string {
  const failed = job.failures > 0 ? `failed ${job.failures === 1 ? 'once' : `${job.failures} times in a row`}` : null;
  const next = job.nextRunAt === null ? null : `${failed ? 'tried again' : 'next'} ${format.instant(job.nextRunAt)}`;
  const off = !job.wanted ? 'switched off in its own settings' : !job.enabled ? 'switched off' : null;
  return [job.schedule, failed, off ?? next].filter(Boolean).join(' · ');
}

function lengthInWords(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${Math.round(ms / 100) / 10} s`;
}
