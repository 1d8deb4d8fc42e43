import { useMutation } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import type { GroupDetail, Suggestion } from '#shared/contract/groups.ts';
import { orpc } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { localToday } from '../../ui/parse-date.ts';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';

/** Suggestions with a digit as their key. */
const KEYS = 9;

/** What everybody is owed or owes, and the payments that settle it; each is recorded by one click or its number. */
export function BalancesCard({ group }: { group: GroupDetail }) {
  const format = useFormat();
  const nameOf = (id: string): string => {
    const member = group.members.find((each) => each.id === id);
    return member?.isMe ? 'You' : (member?.name ?? '');
  };
  const record = useMutation(
    orpc.groups.recordPayment.mutationOptions({ onSuccess: ({ changeId, label }) => offerUndo({ changeId, label }) }),
  );
  const pay = (suggestion: Suggestion) => {
    if (!record.isPending) record.mutate({ groupId: group.id, date: localToday(), ...suggestion });
  };
  useShortcuts(
    Object.fromEntries(
      group.suggestions.slice(0, KEYS).map((suggestion, at) => [
        String(at + 1),
        {
          label: `Record: ${nameOf(suggestion.from)} → ${nameOf(suggestion.to)}`,
          group: 'Settle up',
          run: () => pay(suggestion),
        },
      ]),
    ),
  );
  const most = Math.max(1, ...group.members.map((member) => Math.abs(member.balanceMinor)));
  return (
    <>
      <Card title="Balances">
        <ul>
          {group.members.map((member) => (
            <li key={member.id} className="grid h-8 grid-cols-[minmax(0,1fr)_110px_minmax(110px,auto)] items-center gap-x-3">
              <span className="truncate">
                {member.name}
                {member.isMe && <span className="text-small text-muted"> you</span>}
              </span>
              <BalanceBar share={member.balanceMinor / most} />
              <span className="text-right">
                {member.balanceMinor === 0 ? (
                  <span className="text-small text-muted">settled up</span>
                ) : (
                  <>
                    <span className="text-small text-muted">{member.balanceMinor > 0 ? 'is owed ' : 'owes '}</span>
                    <Amount minor={Math.abs(member.balanceMinor)} currency={group.currency} className="font-[560]" />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      </Card>
      <Card
        title="Settle up"
        aside={group.suggestions.length > 0 ? `${format.count(group.suggestions.length)} payments settle all` : undefined}
      >
        {group.suggestions.length === 0 ? (
          <p className="py-1 text-muted">Everybody is even.</p>
        ) : (
          <ul className="flex flex-col gap-0.5">
            {group.suggestions.map((suggestion, at) => (
              <li
                key={`${suggestion.from} ${suggestion.to}`}
                className="grid h-9 grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-x-3"
              >
                <span className="flex min-w-0 items-center gap-1.5">
                  <span className="truncate">{nameOf(suggestion.from)}</span>
                  <ArrowRight size={13} aria-label="to" className="shrink-0 text-muted" />
                  <span className="truncate">{nameOf(suggestion.to)}</span>
                </span>
                <Amount minor={suggestion.amountMinor} currency={group.currency} className="font-[560]" />
                <Button
                  size="sm"
                  onClick={() => pay(suggestion)}
                >
                  Record
                  <span className="sr-only">
                    {nameOf(suggestion.from)} to {nameOf(suggestion.to)}
                  </span>
                  {at < KEYS && <Kbd keys={String(at + 1)} />}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}

/** From the middle: to the right is owed, to the left owes. */
function BalanceBar({ share }: { share: number }) {
  const width = `${Math.abs(share) * 50}%`;
  return (
    <span aria-hidden className="relative block h-1.5 rounded-full bg-line/60">
      <span
        className={cx('absolute inset-y-0 rounded-full', share >= 0 ? 'left-1/2 bg-bar-in' : 'right-1/2 bg-bar-out')}
        style={{ width }}
      />
      <span className="absolute -inset-y-[3px] left-1/2 w-px bg-faint" />
    </span>
  );
}
