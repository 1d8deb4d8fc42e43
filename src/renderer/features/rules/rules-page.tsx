import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Rule } from '#shared/contract/rules.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Page } from '../../ui/page.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { useFormat } from '../../ui/use-format.ts';
import { OrganiseTabs } from '../settings/organise-tabs.tsx';
import { offerUndo } from '../shell/undo.ts';
import { newAction, newCondition } from './rule-choices.ts';
import { openRuleEditor } from './rule-editor-store.ts';
import { RuleRow } from './rule-row.tsx';

/** All rules in the order in which they run. */
export function RulesPage() {
  const { data: rules, error, refetch } = useQuery(orpc.rules.list.queryOptions());
  const format = useFormat();
  const move = useMutation(orpc.rules.move.mutationOptions({ onSuccess: (change) => offerUndo(change) }));
  const [dragged, setDragged] = useState<string | null>(null);
  const add = () =>
    openRuleEditor({ conditions: [newCondition('description', format.baseCurrency ?? 'EUR')], actions: [newAction('setCategory')] });
  const moveTo = (rule: Rule, to: number) => {
    if (!rules || to < 0 || to >= rules.length) return;
    move.mutate({ id: rule.id, to });
  };
  useShortcuts({ c: { label: 'New rule', group: 'Rules', run: add } });

  return (
    <Page
      title="Rules"
      actions={
        <Button variant="primary" onClick={add}>
          New rule
        </Button>
      }
    >
      <div className="flex max-w-[860px] flex-col gap-4 pb-10">
        <OrganiseTabs />
        {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {rules?.length === 0 && (
          <EmptyState
            title="No rules yet"
            actions={
              <Button variant="primary" onClick={add}>
                New rule
              </Button>
            }
          >
            A rule sets category, payee, tags and more on every import. Correct a transaction and press{' '}
            <Kbd keys="a" /> when Saldo asks “Always?”, or make one here.
          </EmptyState>
        )}
        {rules && rules.length > 0 && (
          <>
            <p className="text-muted">
              Rules run from the first to the last, before Saldo guesses. The first that sets something decides it.{' '}
              <span className="whitespace-nowrap">
                Move one with <Kbd keys="alt+arrowup" /> <Kbd keys="alt+arrowdown" /> or by its handle.
              </span>
            </p>
            <ol
              aria-label="Rules"
              className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface"
            >
              {rules.map((rule, at) => (
                <RuleRow
                  key={rule.id}
                  rule={rule}
                  at={at}
                  last={rules.length - 1}
                  dragged={dragged === rule.id}
                  onDrag={setDragged}
                  onDrop={() => {
                    const moved = rules.find((other) => other.id === dragged);
                    setDragged(null);
                    if (moved && moved !== rule) moveTo(moved, at);
                  }}
                  onMove={(to) => moveTo(rule, to)}
                />
              ))}
            </ol>
          </>
        )}
      </div>
    </Page>
  );
}
