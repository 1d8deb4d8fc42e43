import { useMutation } from '@tanstack/react-query';
import { Ellipsis, GripVertical } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { KeyboardEvent } from 'react';
import type { Rule } from '#shared/contract/rules.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { cx } from '../../ui/cx.ts';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';
import { useDescribeRule } from './describe-rule.ts';
import { openRuleEditor } from './rule-editor-store.ts';

interface RuleRowProps {
  rule: Rule;
  /** Its place, and that of the last. */
  at: number;
  last: number;
  dragged: boolean;
  onDrag: (id: string | null) => void;
  onDrop: () => void;
  onMove: (to: number) => void;
}

export function RuleRow({ rule, at, last, dragged, onDrag, onDrop, onMove }: RuleRowProps) {
  const format = useFormat();
  const describe = useDescribeRule();
  const done = { onSuccess: (change: { changeId: number; label: string }) => offerUndo(change) };
  const enable = useMutation(orpc.rules.setEnabled.mutationOptions(done));
  const remove = useMutation(orpc.rules.remove.mutationOptions(done));
  const edit = () => openRuleEditor(rule, rule);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    onMove(event.key === 'ArrowUp' ? at - 1 : at + 1);
  };
  const sentence = describe(rule);
  return (
    <li
      className={cx('flex min-h-12 items-center gap-3 py-1.5 pr-4 pl-2', dragged && 'opacity-50')}
      onKeyDown={onKeyDown}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        onDrop();
      }}
    >
      <span
        draggable
        aria-hidden
        className="cursor-grab text-faint hover:text-muted"
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = 'move';
          event.dataTransfer.setData('text/plain', rule.name);
          onDrag(rule.id);
        }}
        onDragEnd={() => onDrag(null)}
      >
        <GripVertical size={15} />
      </span>
      <Checkbox
        aria-label={`${rule.name}: on`}
        checked={rule.enabled}
        onChange={(enabled) => enable.mutate({ id: rule.id, enabled })}
      />
      <button type="button" title="Change the rule" className="min-w-0 flex-1 text-left" onClick={edit}>
        <span className={cx('block truncate font-[530]', !rule.enabled && 'text-muted')}>{rule.name}</span>
        <span className="block truncate text-small text-muted">
          {rule.broken ? <span className="text-warning">Names something that is gone. </span> : null}
          {sentence}
        </span>
      </button>
      <span className="shrink-0 text-small text-muted tabular-nums">
        {rule.stop && (rule.transactions > 0 ? 'then stops · ' : 'then stops')}
        {rule.transactions > 0 && `set ${format.count(rule.transactions)}`}
      </span>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger asChild>
          <Button variant="ghost" size="icon" aria-label={`More for ${rule.name}`}>
            <Ellipsis size={15} aria-hidden />
          </Button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            align="end"
            sideOffset={4}
            className="fade-in z-50 min-w-44 rounded-card border border-line bg-surface p-1 shadow-float"
          >
            <DropdownMenu.Item className={menuItem} onSelect={edit}>
              Change or apply to the past
            </DropdownMenu.Item>
            <DropdownMenu.Item className={menuItem} disabled={at === 0} onSelect={() => onMove(at - 1)}>
              Move up
            </DropdownMenu.Item>
            <DropdownMenu.Item className={menuItem} disabled={at === last} onSelect={() => onMove(at + 1)}>
              Move down
            </DropdownMenu.Item>
            <DropdownMenu.Item className={menuItem} disabled={at === 0} onSelect={() => onMove(0)}>
              Move to the top
            </DropdownMenu.Item>
            <DropdownMenu.Item className={menuItem} onSelect={() => remove.mutate({ id: rule.id })}>
              Delete
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </li>
  );
}

const menuItem =
  'flex h-7 items-center rounded-[5px] px-2 outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover';
