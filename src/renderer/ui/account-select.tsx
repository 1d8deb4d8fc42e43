import { Select } from './select.tsx';
import { useAccounts } from './use-accounts.ts';

const ALL = 'all';

interface AccountSelectProps {
  value: string | null;
  onChange: (value: string | null) => void;
  /** Adds "All accounts", which is null. */
  allowAll?: boolean;
  placeholder?: string;
  id?: string;
  'aria-label'?: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
  className?: string;
}

/** Open accounts, and the chosen one even when it is closed. */
export function AccountSelect({
  value,
  onChange,
  allowAll,
  placeholder = 'Choose an account',
  ...rest
}: AccountSelectProps) {
  const accounts = useAccounts();
  const options = accounts.list
    .filter((account) => !account.closedOn || account.id === value)
    .map((account) => ({ value: account.id, label: account.name }));
  return (
    <Select
      value={value ?? (allowAll ? ALL : null)}
      onChange={(next) => onChange(next === ALL ? null : next)}
      options={allowAll ? [{ value: ALL, label: 'All accounts' }, ...options] : options}
      placeholder={placeholder}
      {...rest}
    />
  );
}
