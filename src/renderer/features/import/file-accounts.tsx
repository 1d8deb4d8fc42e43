import { useId, useState } from 'react';
import type { FileAccount, ImportPreview } from '#shared/contract/imports.ts';
import { accountKindOptions } from '../../ui/account-kinds.ts';
import { Card } from '../../ui/card.tsx';
import { CurrencyPicker } from '../../ui/currency-picker.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useFormat } from '../../ui/use-format.ts';
import { mapAccount } from './import-store.ts';

const CREATE = 'create';
const LEAVE_OUT = 'leave-out';

/** A file of several accounts: where the lines of each go. */
export function FileAccounts({ preview }: { preview: ImportPreview }) {
  if (preview.accounts.length === 0) return null;
  return (
    <Card title="Accounts in this file" className="mt-3.5 shrink-0">
      <ul>
        {preview.accounts.map((account) => (
          <Row key={account.key} account={account} currency={preview.accountCurrency ?? 'EUR'} />
        ))}
      </ul>
    </Card>
  );
}

function Row({ account, currency }: { account: FileAccount; currency: string }) {
  const format = useFormat();
  const accounts = useAccounts();
  const { create } = account;
  const choose = (value: string) => {
    if (value === LEAVE_OUT) void mapAccount(account.key, { leaveOut: true });
    else if (value === CREATE) {
      void mapAccount(account.key, { create: { name: account.name, kind: 'checking', currency } });
    } else void mapAccount(account.key, { accountId: value });
  };
  return (
    <li className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-1 first:border-t-0">
      <span className="min-w-40 flex-1 basis-0 truncate" title={account.number ?? account.name}>
        {account.name}
        {account.number && account.number !== account.name && (
          <span className="text-small text-muted"> · {account.number}</span>
        )}
      </span>
      <span className="w-20 text-right text-small text-muted">
        {account.rows === 1 ? '1 line' : `${format.count(account.rows)} lines`}
      </span>
      <span aria-hidden className="text-muted">
        →
      </span>
      <Select
        aria-label={`Where ${account.name} goes`}
        value={account.leaveOut ? LEAVE_OUT : create ? CREATE : account.accountId}
        options={[
          ...accounts.open.map(({ id, name }) => ({ value: id, label: name })),
          { value: CREATE, label: 'A new account' },
          { value: LEAVE_OUT, label: 'Leave it out' },
        ]}
        onChange={choose}
        className="h-[26px]! w-44!"
      />
      {create ? <NewOne key={account.key} account={account} create={create} /> : <span className="w-[352px]" />}
    </li>
  );
}

function NewOne({ account, create }: { account: FileAccount; create: NonNullable<FileAccount['create']> }) {
  const [name, setName] = useState(create.name);
  const currencyId = useId();
  const put = (change: Partial<typeof create>) => void mapAccount(account.key, { create: { ...create, ...change } });
  return (
    <span className="flex w-[352px] items-center gap-2">
      <Input
        aria-label={`Name of the new account for ${account.name}`}
        value={name}
        maxLength={80}
        className="h-[26px]! min-w-0 flex-1"
        onChange={(event) => setName(event.target.value)}
        onBlur={() => name.trim() && name.trim() !== create.name && put({ name: name.trim() })}
      />
      <Select
        aria-label={`Kind of the new account for ${account.name}`}
        value={create.kind}
        options={accountKindOptions}
        onChange={(kind) => put({ kind })}
        className="h-[26px]! w-28!"
      />
      <label htmlFor={currencyId} className="sr-only">
        Currency of the new account for {account.name}
      </label>
      <CurrencyPicker
        id={currencyId}
        value={create.currency}
        onChange={(currency) => put({ currency })}
        className="h-[26px]! w-28! shrink-0"
      />
    </span>
  );
}
