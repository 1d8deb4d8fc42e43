import { useMutation, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { Category, CategoryUse } from '#shared/contract/categories.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Input } from '../../ui/input.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { OrganiseTabs } from '../settings/organise-tabs.tsx';
import { offerUndo } from '../shell/undo.ts';
import { CategoryDialog, type EditedCategory } from './category-dialog.tsx';
import { CategoryGroup } from './category-group.tsx';
import { DeleteCategory } from './delete-category.tsx';
import { MergeCategory } from './merge-category.tsx';

export type CategoryTask = { kind: 'edit'; edited: EditedCategory } | { kind: 'merge' | 'delete'; category: Category };

const NO_USES: CategoryUse[] = [];

/** All categories in their groups. */
export function CategoriesPage() {
  const { data: categories, error, refetch } = useQuery(orpc.categories.list.queryOptions());
  const { data: uses = NO_USES } = useQuery(orpc.categories.uses.queryOptions());
  const [text, setText] = useState('');
  const [task, setTask] = useState<CategoryTask | null>(null);
  const restore = useMutation(orpc.categories.restoreDefaults.mutationOptions({ onSuccess: (change) => offerUndo(change) }));
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const useOf = new Map(uses.map((use) => [use.id, use]));
  const groups = (categories ?? [])
    .filter((category) => category.parentId === null)
    .map((group) => ({ group, leaves: (categories ?? []).filter((leaf) => leaf.parentId === group.id) }));
  const found = groups
    .map(({ group, leaves }) => ({
      group,
      leaves: group.name.toLowerCase().includes(wanted) ? leaves : leaves.filter((leaf) => leaf.name.toLowerCase().includes(wanted)),
    }))
    .filter(({ group, leaves }) => leaves.length > 0 || group.name.toLowerCase().includes(wanted));
  const close = () => setTask(null);

  return (
    <Page
      title="Categories"
      actions={
        <>
          <Button disabled={restore.isPending} onClick={() => restore.mutate({})}>
            Restore defaults
          </Button>
          <Button variant="primary" onClick={() => setTask({ kind: 'edit', edited: { category: null, parentId: null } })}>
            New group
          </Button>
        </>
      }
    >
      <div className="flex max-w-[1680px] flex-col gap-4 pb-10">
        <OrganiseTabs />
        <Input
          type="search"
          aria-label="Find a category"
          placeholder="Find a category"
          className="w-72!"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {!categories && !error && <SkeletonRows rows={12} />}
        {categories && found.length === 0 && <EmptyState title="No category has that name">Look for less of it.</EmptyState>}
        <div className="columns-1 gap-4 lg:columns-2 min-[1700px]:columns-3">
          {found.map(({ group, leaves }) => (
            <CategoryGroup
              key={group.id}
              group={group}
              leaves={leaves}
              place={groups.findIndex((other) => other.group.id === group.id)}
              places={groups.length}
              useOf={useOf}
              onTask={setTask}
            />
          ))}
        </div>
      </div>
      {task?.kind === 'edit' && <CategoryDialog edited={task.edited} onClose={close} />}
      {task?.kind === 'merge' && <MergeCategory category={task.category} uses={uses} onClose={close} />}
      {task?.kind === 'delete' && <DeleteCategory category={task.category} uses={uses} onClose={close} />}
    </Page>
  );
}
