import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { ImportPreview } from '#shared/contract/imports.ts';
import { client } from '../../client.ts';
import { CategoryPicker } from '../../ui/category-picker.tsx';
import { cx } from '../../ui/cx.ts';
import { sentenceFor } from '../../ui/error-note.tsx';
import { Select } from '../../ui/select.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';
import { mapCategory } from './import-store.ts';

/** Categories of another program or bank that are unknown here. Nothing has to be done: their lines are guessed. */
export function UnknownCategories({ preview }: { preview: ImportPreview }) {
  const [open, setOpen] = useState(false);
  const format = useFormat();
  const { unknownCategories: unknown } = preview;
  if (unknown.length === 0) return null;
  const left = unknown.filter((each) => each.categoryId === null).length;
  return (
    <section aria-label="Categories of the file" className="mt-3.5 shrink-0 rounded-card border border-line bg-surface">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-2 rounded-card px-4 py-2.5 text-left hover:bg-hover"
      >
        <ChevronRight size={14} aria-hidden className={cx('shrink-0 text-muted transition-transform', open && 'rotate-90')} />
        <span>
          {left === 0
            ? 'Every category of the file has one here.'
            : `${left === 1 ? 'One category' : `${format.count(left)} categories`} of the file ${left === 1 ? 'is' : 'are'} unknown here.`}{' '}
          <span className="text-muted">What you choose is remembered; the rest is guessed, and the name is kept.</span>
        </span>
      </button>
      {open && (
        <ul className="max-h-56 overflow-y-auto border-t border-line px-4 py-1">
          {unknown.map((each) => (
            <Row key={each.name} {...each} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ name, rows, categoryId }: ImportPreview['unknownCategories'][number]) {
  const format = useFormat();
  const { groups } = useCategories();
  const add = async (parentId: string) => {
    try {
      const leaf = name.split(/[:/>\\]/).at(-1)?.trim() || name;
      const made = await client.categories.create({ name: leaf.slice(0, 60), parentId });
      await mapCategory(name, made.id);
    } catch (error) {
      showToast({ message: sentenceFor(error), tone: 'error' });
    }
  };
  return (
    <li className="flex min-h-9 items-center gap-3 py-0.5">
      <span className="min-w-0 flex-1 truncate" title={name}>
        {name}
      </span>
      <span className="w-20 text-right text-small text-muted">{rows === 1 ? '1 line' : `${format.count(rows)} lines`}</span>
      <CategoryPicker
        aria-label={`What “${name}” is here`}
        value={categoryId}
        nullLabel="Guess it"
        placeholder="Guess it"
        onChange={(chosen) => void mapCategory(name, chosen)}
        className="h-[26px]! w-52!"
      />
      <Select
        aria-label={`Add “${name}” as a new category`}
        value={null}
        placeholder="Add it to …"
        options={groups.map(({ group }) => ({ value: group.id, label: group.name }))}
        onChange={(group) => void add(group)}
        className="h-[26px]! w-32!"
      />
    </li>
  );
}
