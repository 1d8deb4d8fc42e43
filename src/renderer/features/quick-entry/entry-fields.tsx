import type { EntryType, UnderstoodEntry } from '#shared/contract/quick-entry.ts';
import { AccountSelect } from '../../ui/account-select.tsx';
import { AmountField } from '../../ui/amount-field.tsx';
import { CategoryPicker } from '../../ui/category-picker.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Input } from '../../ui/input.tsx';
import { useCategories } from '../../ui/use-categories.ts';
import { Select } from '../../ui/select.tsx';
import { PayeeField } from '../transactions/payee-field.tsx';

interface EntryFieldsProps {
  entry: UnderstoodEntry;
  onChange: (change: Partial<UnderstoodEntry>) => void;
}

const types: { value: EntryType; label: string }[] = [
  { value: 'expense', label: 'Spent' },
  { value: 'income', label: 'Received' },
  { value: 'refund', label: 'Got back' },
  { value: 'transfer', label: 'Moved' },
];

/** One entry as it was understood, every part of it to be changed. */
export function EntryFields({ entry, onChange }: EntryFieldsProps) {
  const categories = useCategories();
  const transfer = entry.type === 'transfer';
  return (
    <div className="grid grid-cols-[112px_minmax(0,1fr)_minmax(0,1fr)_112px] gap-2">
      <Select aria-label="What happened" value={entry.type} onChange={(type) => onChange({ type })} options={types} />
      {transfer ? (
        <AccountSelect aria-label="From account" value={entry.accountId} onChange={(accountId) => onChange({ accountId })} />
      ) : (
        <div data-field="payee">
          <PayeeField
            aria-label="Payee"
            placeholder={categories.byId(entry.categoryId)?.name ?? 'Who?'}
            value={entry.payee ?? ''}
            onChange={(payee) => onChange({ payee })}
            onChoose={(payee, categoryId) => onChange({ payee, ...(categoryId && !entry.categoryId ? { categoryId } : {}) })}
          />
        </div>
      )}
      {transfer ? (
        <AccountSelect
          aria-label="To account"
          placeholder="To which account?"
          value={entry.toAccountId}
          onChange={(toAccountId) => onChange({ toAccountId })}
        />
      ) : (
        <CategoryPicker
          aria-label="Category"
          value={entry.categoryId}
          nullLabel="No category"
          placeholder="No category"
          onChange={(categoryId) => onChange({ categoryId })}
        />
      )}
      <div data-field="amount" className="flex items-center gap-1">
        <AmountField
          aria-label={`Amount in ${entry.currency}`}
          aria-invalid={entry.amountMinor === null ? true : undefined}
          value={entry.amountMinor}
          currency={entry.currency}
          onChange={(amountMinor) => onChange({ amountMinor })}
        />
      </div>
      <DateField
        aria-label="Date"
        value={entry.date}
        onChange={(date) => {
          if (date) onChange({ date });
        }}
      />
      <div className="col-span-1">
        <Input
          aria-label="Note"
          placeholder="Note"
          maxLength={2000}
          value={entry.note}
          onChange={(event) => onChange({ note: event.target.value })}
        />
      </div>
      {transfer ? (
        <span />
      ) : (
        <div data-field="account">
          <AccountSelect aria-label="Account" value={entry.accountId} onChange={(accountId) => onChange({ accountId })} />
        </div>
      )}
      <span className="self-center text-right text-small text-muted">
        {entry.currency}
        {!entry.dateSaid && ' · today'}
      </span>
    </div>
  );
}
