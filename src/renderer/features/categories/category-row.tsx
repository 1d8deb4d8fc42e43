import { useMutation } from '@tanstack/react-query';
import { Ellipsis, EyeOff } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { KeyboardEvent, ReactNode } from 'react';
import type { Category, CategoryUse } from '#shared/contract/categories.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { CategoryIcon } from '../../ui/category-icon.tsx';
import { cx } from '../../ui/cx.ts';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';
import type { CategoryTask } from './categories-page.tsx';

interface CategoryRowProps {
  category: Category;
  /** The id for the heading, when it is a group. */
  heading?: string;
  note?: string;
  /** Its icon is that of its group, which stands above it. */
  inherited?: boolean;
  use: CategoryUse | undefined;
  /** Among its siblings. */
  place: number;
  places: number;
  extra?: ReactNode;
  onTask: (task: CategoryTask) => void;
}

export function CategoryRow({ category, heading, note, inherited = false, use, place, places, extra, onTask }: CategoryRowProps) {
  const format = useFormat();
  const done = { onSuccess: (change: { changeId: number; label: string }) => offerUndo(change) };
  const update = useMutation(orpc.categories.update.mutationOptions(done));
  const move = useMutation(orpc.categories.move.mutationOptions(done));
  const edit = () => onTask({ kind: 'edit', edited: { category, parentId: category.parentId } });
  const moveTo = (to: number) => {
    if (to >= 0 && to < places) move.mutate({ id: category.id, parentId: category.parentId, to });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    moveTo(event.key === 'ArrowUp' ? place - 1 : place + 1);
  };
  const used = use?.transactions ?? 0;
  const name = (
    <button
      type="button"
      title="Change"
      className={cx('min-w-0 truncate text-left', heading ? 'font-[620]' : '', category.hidden && 'text-muted')}
      onClick={edit}
    >
      {category.name}
    </button>
  );
  return (
    <div
      className={cx('flex h-9 items-center gap-2.5 pr-2 pl-3', heading ? 'border-b border-line' : 'hover:bg-hover')}
      onKeyDown={onKeyDown}
    >
      <CategoryIcon icon={inherited ? null : category.icon} color={category.color} />
      {heading ? (
        <h2 id={heading} className="min-w-0 truncate">
          {name}
        </h2>
      ) : (
        name
      )}
      {note && <span className="shrink-0 text-small text-muted">{note}</span>}
      {category.hidden && (
        <span className="inline-flex shrink-0 items-center gap-1 text-small text-muted">
          <EyeOff size={12} aria-hidden /> hidden
        </span>
      )}
      <span className="ml-auto shrink-0 text-small text-muted tabular-nums">
        {use && use.rules > 0 && `${format.count(use.rules)} ${use.rules === 1 ? 'rule' : 'rules'} · `}
        {used > 0 && format.count(used)}
      </span>
      {extra}
      <DropdownMenu.Root>
        <DropdownMenu.Trigger asChild>
          <Button variant="ghost" size="icon" aria-label={`More for ${category.name}`}>
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
              Change
            </DropdownMenu.Item>
            <DropdownMenu.Item className={menuItem} disabled={place === 0} onSelect={() => moveTo(place - 1)}>
              Move up
            </DropdownMenu.Item>
            <DropdownMenu.Item className={menuItem} disabled={place === places - 1} onSelect={() => moveTo(place + 1)}>
              Move down
            </DropdownMenu.Item>
            <DropdownMenu.Item className={menuItem} onSelect={() => update.mutate({ id: category.id, hidden: !category.hidden })}>
              {category.hidden ? 'Show' : 'Hide'}
            </DropdownMenu.Item>
            <DropdownMenu.Item className={menuItem} onSelect={() => onTask({ kind: 'merge', category })}>
              Merge into another
            </DropdownMenu.Item>
            <DropdownMenu.Item className={menuItem} onSelect={() => onTask({ kind: 'delete', category })}>
              Delete
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  );
}

const menuItem =
  'flex h-7 items-center rounded-[5px] px-2 outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover';
