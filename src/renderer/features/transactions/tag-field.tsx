import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { orpc } from '../../client.ts';
import { Input } from '../../ui/input.tsx';

interface TagFieldProps {
  tags: readonly string[];
  onAdd: (name: string) => void;
  onRemove: (name: string) => void;
}

/** The tags of a transaction: type and Enter to add, Backspace in the empty field to take the last one off. */
export function TagField({ tags, onAdd, onRemove }: TagFieldProps) {
  const [text, setText] = useState('');
  const known = useQuery(orpc.tags.list.queryOptions());
  const listId = useId();
  const add = () => {
    const name = text.trim();
    setText('');
    if (name && !tags.some((tag) => tag.toLowerCase() === name.toLowerCase())) onAdd(name);
  };
  return (
    <div className="flex flex-col gap-1.5">
      {tags.length > 0 && (
        <ul className="flex flex-wrap gap-1" aria-label="Tags">
          {tags.map((tag) => (
            <li key={tag} className="flex h-6 items-center gap-1 rounded-control border border-line bg-hover pl-2 text-small">
              <span className="max-w-44 truncate">{tag}</span>
              <button
                type="button"
                aria-label={`Remove the tag ${tag}`}
                className="flex h-full items-center px-1 text-muted hover:text-ink"
                onClick={() => onRemove(tag)}
              >
                <X size={12} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Input
        aria-label="Add a tag"
        placeholder="Add a tag"
        maxLength={60}
        list={listId}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === ',') {
            event.preventDefault();
            add();
          }
          if (event.key === 'Backspace' && text === '') {
            const last = tags.at(-1);
            if (last) onRemove(last);
          }
        }}
        onBlur={add}
      />
      <datalist id={listId}>
        {known.data?.filter((tag) => !tags.includes(tag.name)).map((tag) => <option key={tag.id} value={tag.name} />)}
      </datalist>
    </div>
  );
}
