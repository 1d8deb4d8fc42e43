import { useId } from 'react';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';

export const fieldLooks = cx(
  'h-[30px] [:where(&)]:w-full rounded-control border border-line bg-surface px-2.5 text-ink',
  'hover:border-faint focus-visible:outline-offset-[-1px] aria-invalid:border-error disabled:opacity-50',
);

export function Input({ className, type = 'text', ...rest }: ComponentProps<'input'>) {
  return <input type={type} className={cx(fieldLooks, className)} autoComplete="off" spellCheck={false} {...rest} />;
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={cx(fieldLooks, 'h-auto min-h-16 py-1.5', className)} {...rest} />;
}

/** What a field needs to be named and described. */
export interface FieldIds {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null | undefined;
  className?: string;
  children: (ids: FieldIds) => ReactNode;
}

/** A label, a control and what is wrong with it. The control takes the given ids. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  return (
    <div className={cx('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="text-small text-muted">
        {label}
      </label>
      {children({ id, 'aria-describedby': note ? noteId : undefined, 'aria-invalid': error ? true : undefined })}
      {note && (
        <div
          id={noteId}
          className={cx('text-small', error ? 'text-error' : 'text-muted')}
          role={error ? 'alert' : undefined}
        >
          {note}
        </div>
      )}
    </div>
  );
}
