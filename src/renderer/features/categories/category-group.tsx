import { Plus } from 'lucide-react';
import { useId } from 'react';
import type { Category, CategoryUse } from '#shared/contract/categories.ts';
import { Button } from '../../ui/button.tsx';
import type { CategoryTask } from './categories-page.tsx';
import { CategoryRow } from './category-row.tsx';

interface CategoryGroupProps {
  group: Category;
  leaves: readonly Category[];
  /** Among the groups. */
  place: number;
  places: number;
  useOf: ReadonlyMap<string, CategoryUse>;
  onTask: (task: CategoryTask) => void;
}

const kindNames = { income: 'income', expense: 'spending', transfer: 'neither income nor spending' };

/** A group with its categories. */
export function CategoryGroup({ group, leaves, place, places, useOf, onTask }: CategoryGroupProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mb-4 break-inside-avoid overflow-hidden rounded-card border border-line bg-surface">
      <CategoryRow
        category={group}
        heading={id}
        note={kindNames[group.kind]}
        use={useOf.get(group.id)}
        place={place}
        places={places}
        onTask={onTask}
        extra={
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Add a category to ${group.name}`}
            title="Add a category"
            onClick={() => onTask({ kind: 'edit', edited: { category: null, parentId: group.id } })}
          >
            <Plus size={14} aria-hidden />
          </Button>
        }
      />
      <ul aria-label={group.name}>
        {leaves.map((leaf, at) => (
          <li key={leaf.id}>
            <CategoryRow category={leaf} inherited={leaf.icon === group.icon} use={useOf.get(leaf.id)} place={at} places={leaves.length} onTask={onTask} />
          </li>
        ))}
      </ul>
    </section>
  );
}
