import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { AccountKind } from '#shared/contract/accounts.ts';
import { orpc } from '../../client.ts';
import { accountKindNames, accountKindOptions } from '../../ui/account-kinds.ts';
import { AmountField } from '../../ui/amount-field.tsx';
import { Button } from '../../ui/button.tsx';
import { CurrencyPicker } from '../../ui/currency-picker.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field, Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { currencyOfLocale } from './currency-of-locale.ts';
import { cx } from '../../ui/cx.ts';

/** First run, in two steps: currency and first account, then how to begin. */
export function OnboardingPage() {
  const info = useQuery(orpc.system.info.queryOptions());
  const navigate = useNavigate();
  const [made, setMade] = useState(false);
  const already = info.data?.onboarded === true;
  useEffect(() => {
    document.title = 'Welcome · Saldo';
    if (already && !made) void navigate({ to: '/', replace: true });
  }, [already, made, navigate]);

  return (
    <div className="flex flex-1 justify-center overflow-y-auto px-6 pt-[12vh] pb-10">
      <div className="w-full max-w-[420px]">
        <div className="mb-8 flex items-center justify-between">
          <span className="flex items-center gap-2 text-[16px] font-[650]">
            <span aria-hidden className="h-[18px] w-[18px] rounded-[5px] bg-accent" />
            Saldo
          </span>
          <span className="text-small text-muted">Step {made ? 2 : 1} of 2</span>
        </div>
        {made ? <Begin /> : <FirstAccount onMade={() => setMade(true)} />}
      </div>
    </div>
  );
}

function Heading({ children, note }: { children: ReactNode; note: ReactNode }) {
  return (
    <>
      <h1 className="text-[20px] leading-7 font-[620] tracking-[-0.01em]">{children}</h1>
      <p className="mt-1 mb-6 text-muted">{note}</p>
    </>
  );
}

function FirstAccount({ onMade }: { onMade: () => void }) {
  const queries = useQueryClient();
  const [currency, setCurrency] = useState(() => currencyOfLocale(navigator.language));
  const [kind, setKind] = useState<AccountKind>('checking');
  const [name, setName] = useState<string | null>(null);
  const [opening, setOpening] = useState<number | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  const complete = useMutation(
    orpc.settings.completeOnboarding.mutationOptions({
      meta: { quiet: true },
      onSuccess: () => {
        onMade();
        return queries.invalidateQueries();
      },
    }),
  );
  const shownName = name ?? accountKindNames[kind];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (unreadable || !shownName.trim()) return;
        complete.mutate({
          baseCurrency: currency,
          account: { name: shownName, kind, openingBalanceMinor: opening ?? 0 },
        });
      }}
    >
      <Heading note="Everything stays in one file on this computer.">Your money, on your own machine</Heading>
      <div className="flex flex-col gap-4">
        <Field label="Currency" hint="Reports are in this one. Accounts may have others.">
          {(ids) => <CurrencyPicker {...ids} value={currency} onChange={setCurrency} />}
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label="First account">
            {(ids) => <Select {...ids} value={kind} onChange={setKind} options={accountKindOptions} />}
          </Field>
          <Field label="Name" error={shownName.trim() ? null : 'Give the account a name.'}>
            {(ids) => (
              <Input
                {...ids}
                autoFocus
                maxLength={80}
                value={shownName}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
        </div>
        <Field
          label="Opening balance (optional)"
          error={unreadable ? 'That is not an amount. Write it like 1250.00.' : null}
          hint="What was in it before the first transaction that you will add or import."
        >
          {(ids) => (
            <AmountField
              {...ids}
              value={opening}
              currency={currency}
              onChange={setOpening}
              onUnreadable={setUnreadable}
            />
          )}
        </Field>
        {complete.isError && <ErrorNote error={complete.error} />}
      </div>
      <div className="mt-7 flex justify-end">
        <Button variant="primary" type="submit" disabled={complete.isPending}>
          Continue
        </Button>
      </div>
    </form>
  );
}

function Begin() {
  const navigate = useNavigate();
  const heading = useRef<HTMLDivElement>(null);
  const demo = useMutation(
    orpc.settings.loadDemo.mutationOptions({
      meta: { quiet: true },
      onSuccess: () => navigate({ to: '/', replace: true }),
    }),
  );
  useEffect(() => heading.current?.querySelector('button')?.focus(), []);
  return (
    <div ref={heading}>
      <Heading note="You can do the other things at any time.">How would you like to begin?</Heading>
      <div className="flex flex-col gap-2.5">
        <Choice
          title="Import a bank file"
          note="CSV, OFX, QIF, CAMT or MT940, as your bank exports it. You see every line before it is saved."
          disabled={demo.isPending}
          onChoose={() => void navigate({ to: '/import', replace: true })}
        />
        <Choice
          title={demo.isPending ? 'Filling in two years…' : 'Look around with example data'}
          note="Two made-up years, to try things out. Throw them away later by deleting the example accounts in Settings."
          disabled={demo.isPending}
          onChoose={() => demo.mutate({})}
        />
        <Choice
          title="Start empty"
          note="Add what you spend as it happens."
          disabled={demo.isPending}
          onChoose={() => void navigate({ to: '/', replace: true })}
        />
        {demo.isError && <ErrorNote error={demo.error} />}
      </div>
    </div>
  );
}

interface ChoiceProps {
  title: string;
  note: string;
  disabled?: boolean;
  onChoose: () => void;
}

function Choice({ title, note, disabled, onChoose }: ChoiceProps) {
  return (
    <button
      type="button"
      disabled={disabled}
      onClick={onChoose}
      className={cx(
        'rounded-card border border-line bg-surface px-4 py-3 text-left transition-colors duration-100',
        'hover:border-faint disabled:opacity-60',
      )}
    >
      <span className="block font-[560]">{title}</span>
      <span className="block text-small text-muted">{note}</span>
    </button>
  );
}
