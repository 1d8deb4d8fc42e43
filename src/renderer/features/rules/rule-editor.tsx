import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { ruleDraft, type PastScope, type RuleAction, type RuleCondition, type RuleDraft } from '#shared/contract/rules.ts';
import { client, orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorNote, fieldOf, sentenceFor } from '../../ui/error-note.tsx';
import { Field, Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';
import { ActionRow } from './action-row.tsx';
import { ConditionRow } from './condition-row.tsx';
import { actionNames, newAction, newCondition, type ActionKind } from './rule-choices.ts';
import { closeRuleEditor, useEditedRule, type EditedRule } from './rule-editor-store.ts';
import { RulePreview } from './rule-preview.tsx';

/** How long the keyboard rests before the past is asked, in ms. */
const REST = 250;

const ALLOCATIONS: readonly ActionKind[] = ['setCategory', 'split', 'transfer'];

const matchOptions = [
  { value: 'all', label: 'all of these hold' },
  { value: 'any', label: 'any of these holds' },
] as const;

/** Belongs in the frame of the window: opens over any page when a rule is asked for. */
export function RuleEditorHost() {
  const edited = useEditedRule();
  return edited && <RuleEditor key={edited.rule?.id ?? 'new'} edited={edited} />;
}

function RuleEditor({ edited }: { edited: EditedRule }) {
  const accounts = useAccounts();
  const format = useFormat();
  const base = format.baseCurrency ?? 'EUR';
  const currencies = [...new Set([base, ...accounts.list.map((account) => account.currency)])];
  const [draft, setDraft] = useState<RuleDraft>(() => ({
    name: '',
    match: 'all',
    stop: false,
    enabled: true,
    ...(edited.draft as Partial<RuleDraft> & Pick<RuleDraft, 'conditions' | 'actions'>),
  }));
  const [scope, setScope] = useState<PastScope>({ reconciled: false, byHand: false });
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  const whole = ruleDraft.safeParse(draft);
  // What a correction suggested needs no more than Enter.
  const [wholeAtFirst] = useState(whole.success);
  const rested = useRested(JSON.stringify(whole.success ? whole.data : null));
  const asked = JSON.parse(rested) as RuleDraft | null;
  const preview = useQuery(
    orpc.rules.preview.queryOptions({
      input: { draft: asked ?? draft, id: edited.rule?.id ?? null, scope },
      enabled: asked !== null,
      placeholderData: keepPreviousData,
      retry: false,
      meta: { quiet: true },
    }),
  );
  const shown = asked !== null && !preview.isError ? (preview.data ?? null) : null;
  const wrong = failure ?? preview.error;
  const errorAt = (place: string) => (wrong && fieldOf(wrong)?.startsWith(place) ? sentenceFor(wrong) : undefined);
  const placed = draft.conditions.some((_, at) => errorAt(`conditions.${at}`)) || draft.actions.some((_, at) => errorAt(`actions.${at}`));

  const change = (next: Partial<RuleDraft>) => {
    setFailure(null);
    setDraft((now) => ({ ...now, ...next }));
  };
  const setCondition = (at: number, condition: RuleCondition) =>
    change({ conditions: draft.conditions.map((other, index) => (index === at ? condition : other)) });
  const setAction = (at: number, action: RuleAction) =>
    change({ actions: draft.actions.map((other, index) => (index === at ? action : other)) });
  const open = openKinds(draft.actions);

  const save = async (past: PastScope | null) => {
    if (!whole.success || saving) return;
    setSaving(true);
    try {
      const { rule } = edited;
      const done = rule
        ? await client.rules.update({ id: rule.id, draft: whole.data, past })
        : await client.rules.create({ draft: whole.data, past });
      const also = past ? ` and applied it to ${format.count(done.changed)}` : '';
      offerUndo(done, `${done.label}${also}`);
      closeRuleEditor();
    } catch (error) {
      setFailure(error);
      setSaving(false);
    }
  };
  const changed = shown?.changed ?? 0;

  return (
    <Dialog
      open
      onOpenChange={(next) => !next && closeRuleEditor()}
      title={edited.rule ? 'Change the rule' : 'New rule'}
      description="It runs on every import, from the first rule to the last."
      className="top-[6vh]! max-h-[88vh]! w-[820px]!"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save(changed > 0 ? scope : null);
        }}
      >
        <fieldset className="min-w-0">
          <legend className="flex items-center gap-2">
            <span className="font-[530]">When</span>
            <Select
              aria-label="All or any"
              className="w-44!"
              value={draft.match}
              options={matchOptions}
              onChange={(match) => change({ match })}
            />
          </legend>
          <ol aria-label="Conditions" className="mt-2 flex flex-col gap-2">
            {draft.conditions.map((condition, at) => (
              <ConditionRow
                key={`${at} of ${draft.conditions.length}`}
                number={at + 1}
                autoFocus={at === 0 && !wholeAtFirst}
                condition={condition}
                currencies={currencies}
                error={errorAt(`conditions.${at}`)}
                onChange={(next) => setCondition(at, next)}
                onRemove={
                  draft.conditions.length > 1
                    ? () => change({ conditions: draft.conditions.filter((_, index) => index !== at) })
                    : undefined
                }
              />
            ))}
          </ol>
          <Button
            size="sm"
            className="mt-2"
            onClick={() => change({ conditions: [...draft.conditions, newCondition('direction', base)] })}
          >
            <Plus size={13} aria-hidden /> Condition
          </Button>
        </fieldset>

        <fieldset className="mt-4 min-w-0">
          <legend className="font-[530]">Then</legend>
          <ol aria-label="Actions" className="mt-2 flex flex-col gap-2">
            {draft.actions.map((action, at) => (
              <ActionRow
                key={`${at} of ${draft.actions.length} ${action.do}`}
                number={at + 1}
                action={action}
                kinds={openKinds(draft.actions.filter((_, index) => index !== at))}
                error={errorAt(`actions.${at}`)}
                onChange={(next) => setAction(at, next)}
                onRemove={
                  draft.actions.length > 1
                    ? () => change({ actions: draft.actions.filter((_, index) => index !== at) })
                    : undefined
                }
              />
            ))}
          </ol>
          <Button
            size="sm"
            className="mt-2"
            onClick={() => {
              const [kind = 'addTag'] = open;
              change({ actions: [...draft.actions, newAction(kind)] });
            }}
          >
            <Plus size={13} aria-hidden /> Action
          </Button>
        </fieldset>

        <div className="mt-4 grid grid-cols-2 items-end gap-5">
          <Field label="Name (optional)">
            {(ids) => (
              <Input
                {...ids}
                value={draft.name}
                maxLength={120}
                placeholder="Named after what it does"
                onChange={(event) => change({ name: event.target.value })}
              />
            )}
          </Field>
          <label className="flex h-[30px] items-center gap-2">
            <Checkbox checked={draft.stop} onChange={(stop) => change({ stop })} />
            Then stop: later rules leave such rows alone
          </label>
        </div>

        <RulePreview preview={shown} scope={scope} onScope={setScope} />
        {wrong && !placed ? (
          <div className="mt-3">
            <ErrorNote error={wrong} />
          </div>
        ) : null}
        <DialogActions>
          <Button onClick={closeRuleEditor}>Cancel</Button>
          {changed > 0 && (
            <Button disabled={!whole.success || saving} onClick={() => void save(null)}>
              Save for what comes
            </Button>
          )}
          <Button type="submit" variant="primary" autoFocus={wholeAtFirst} disabled={!whole.success || saving || preview.isError}>
            {changed > 0 ? `Save and apply to ${format.count(changed)}` : 'Save'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** What a rule with these actions may do besides. */
function openKinds(actions: readonly RuleAction[]): Set<ActionKind> {
  const taken = new Set(actions.map((action) => action.do));
  const allocated = ALLOCATIONS.some((kind) => taken.has(kind));
  const kinds = (Object.keys(actionNames) as ActionKind[]).filter(
    (kind) => kind === 'addTag' || (!taken.has(kind) && !(allocated && ALLOCATIONS.includes(kind))),
  );
  return new Set(kinds);
}

function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
