import { Select } from '../../ui/select.tsx';
import { useCategories } from '../../ui/use-categories.ts';
import type { FieldIds } from '../../ui/input.tsx';

interface TargetSelectProps extends FieldIds {
  /** Undefined: nothing chosen yet; null: everything. */
  value: string | null | undefined;
  onChange: (value: string | null) => void;
}

const EVERYTHING = '*';

/** What a budget can be for: everything, a group, or a category of spending. */
export function TargetSelect({ value, onChange, ...ids }: TargetSelectProps) {
  const { groups } = useCategories();
  const options = groups
    .filter(({ group }) => group.kind === 'expense')
    .flatMap(({ group, leaves }) => [
      { value: group.id, label: `All of ${group.name}`, heading: group.name },
      ...leaves.map((leaf) => ({ value: leaf.id, label: leaf.name, heading: group.name })),
    ]);
  return (
    <Select
      {...ids}
      value={value === undefined ? null : (value ?? EVERYTHING)}
      onChange={(next) => onChange(next === EVERYTHING ? null : next)}
      placeholder="Choose a category"
      options={[{ value: EVERYTHING, label: 'Everything' }, ...options]}
    />
  );
}
