import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { FormEvent } from 'react';
import type { Profile, ProfileDraft } from '#shared/contract/profile.ts';
import { client, orpc } from '../../client.ts';
import { AmountField } from '../../ui/amount-field.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field, Input } from '../../ui/input.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonPage } from '../../ui/skeleton.tsx';
import { offerUndo } from '../shell/undo.ts';

type AmountField = { [Key in keyof ProfileDraft]: Key extends `${string}Minor` ? Key : never }[keyof ProfileDraft];

const parts: readonly { title: string; fields: readonly [AmountField, string][] }[] = [
  { title: 'Income a month', fields: [['salaryMinor', 'Salary'], ['businessMinor', 'Business'], ['freelanceMinor', 'Freelance'], ['otherIncomeMinor', 'Other']] },
  { title: 'Fixed costs a month', fields: [['rentMinor', 'Rent'], ['billsMinor', 'Bills'], ['loansMinor', 'Loans'], ['subscriptionsMinor', 'Subscriptions']] },
  {
    title: 'What there is',
    fields: [['cashMinor', 'Cash'], ['stocksMinor', 'Stocks and funds'], ['cryptoMinor', 'Crypto'], ['realEstateMinor', 'Real estate'], ['debtMinor', 'Debts in all']],
  },
];

/** Who keeps this ledger, and what the ledger does not know of their money. */
export function ProfilePage() {
  const query = useQuery(orpc.profile.get.queryOptions());
  return (
    <Page title="Profile">
      {query.isError && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonPage />}
      {query.data && <ProfileForm key={JSON.stringify(query.data)} profile={query.data} />}
    </Page>
  );
}

function ProfileForm({ profile }: { profile: Profile }) {
  const { currency, avatar, ...kept } = profile;
  const [draft, setDraft] = useState<ProfileDraft>(kept);
  const done = { onSuccess: (change: { changeId: number; label: string }) => offerUndo(change) };
  const update = useMutation(orpc.profile.update.mutationOptions({ ...done, meta: { quiet: true } }));
  const change = (patch: Partial<ProfileDraft>) => setDraft((before) => ({ ...before, ...patch }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    update.mutate(draft);
  };
  return (
    <form onSubmit={submit} className="flex max-w-[860px] flex-col gap-3.5 pb-10" noValidate>
      <Card title="You">
        <div className="flex gap-5">
          <Picture avatar={avatar} name={draft.name} />
          <div className="grid flex-1 grid-cols-3 gap-3">
            <Field label="Name">{(ids) => <Input {...ids} value={draft.name} maxLength={80} onChange={(event) => change({ name: event.target.value })} />}</Field>
            <Field label="Occupation">
              {(ids) => <Input {...ids} value={draft.occupation} maxLength={80} onChange={(event) => change({ occupation: event.target.value })} />}
            </Field>
            <Field label="Date of birth">{(ids) => <DateField {...ids} value={draft.bornOn} onChange={(bornOn) => change({ bornOn })} />}</Field>
          </div>
        </div>
      </Card>
      <p className="px-1 text-small text-muted">
        All of this stays on this machine, and all of it may stay empty. It stands in only where your ledger has no figures of its own.
      </p>
      {parts.map(({ title, fields }) => (
        <Card key={title} title={title}>
          <div className="grid grid-cols-5 gap-3 max-[900px]:grid-cols-3">
            {fields.map(([field, label]) => (
              <Field key={field} label={label}>
                {(ids) => <AmountField {...ids} value={draft[field]} currency={currency} onChange={(minor) => change({ [field]: minor })} />}
              </Field>
            ))}
          </div>
        </Card>
      ))}
      {update.isError && <ErrorNote error={update.error} />}
      <Button type="submit" variant="primary" className="self-end" disabled={update.isPending}>
        Save profile
      </Button>
    </form>
  );
}

function Picture({ avatar, name }: { avatar: string | null; name: string }) {
  const [url, setUrl] = useState<string | null>(null);
  const done = { onSuccess: (change: { changeId: number; label: string }) => offerUndo(change) };
  const set = useMutation(orpc.profile.setAvatar.mutationOptions(done));
  const remove = useMutation(orpc.profile.removeAvatar.mutationOptions(done));
  useEffect(() => {
    if (avatar === null) return;
    let made: string | null = null;
    let gone = false;
    void client.profile.avatar().then((file) => {
      if (gone) return;
      made = URL.createObjectURL(file);
      setUrl(made);
    }, () => setUrl(null));
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
      setUrl(null);
    };
  }, [avatar]);
  return (
    <div className="flex w-[88px] flex-col items-center gap-1.5 text-small">
      {url ? (
        <img src={url} alt="" className="h-16 w-16 rounded-full object-cover" />
      ) : (
        <span aria-hidden className="grid h-16 w-16 place-items-center rounded-full bg-accent-soft text-figure text-accent">
          {name.trim().slice(0, 1).toUpperCase() || '·'}
        </span>
      )}
      <label className="cursor-pointer text-accent focus-within:outline-2 hover:underline">
        {avatar ? 'Change picture' : 'Add a picture'}
        <input
          type="file"
          accept="image/png,image/jpeg,image/webp"
          className="sr-only"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) set.mutate({ file });
            event.target.value = '';
          }}
        />
      </label>
      {avatar && (
        <button type="button" className="text-muted hover:underline" onClick={() => remove.mutate({})}>
          Remove
        </button>
      )}
    </div>
  );
}
