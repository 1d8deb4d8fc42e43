import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { Tooltip } from 'radix-ui';
import type { ReactElement } from 'react';
import { orpc } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useFormat } from '../../ui/use-format.ts';
import { pages } from './pages.ts';
import type { PageEntry } from './pages.ts';
import { useSettings, useUpdateSettings } from './use-settings.ts';

export function Rail() {
  const collapsed = useSettings()?.railCollapsed ?? false;
  const update = useUpdateSettings();
  const Toggle = collapsed ? PanelLeftOpen : PanelLeftClose;
  return (
    <nav aria-label="Pages" className={cx('flex shrink-0 flex-col border-r border-line', collapsed ? 'w-14' : 'w-52')}>
      <div
        className={cx(
          'flex h-[52px] shrink-0 items-center',
          collapsed ? 'justify-center' : 'justify-between pr-2 pl-[18px]',
        )}
      >
        {!collapsed && (
          <span className="flex items-center gap-2 text-[16px] font-[650]">
            <span aria-hidden className="h-[18px] w-[18px] rounded-[5px] bg-accent" />
            Saldo
          </span>
        )}
        <Button
          variant="ghost"
          size="icon"
          aria-label={collapsed ? 'Widen the navigation' : 'Narrow the navigation'}
          aria-expanded={!collapsed}
          onClick={() => update.mutate({ railCollapsed: !collapsed })}
        >
          <Toggle size={15} aria-hidden />
        </Button>
      </div>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto px-[9px] pb-2">
        <PageLinks low={false} collapsed={collapsed} />
        {!collapsed && <RailAccounts />}
        <div className="mt-auto pt-4">
          <PageLinks low collapsed={collapsed} />
        </div>
      </div>
    </nav>
  );
}

function PageLinks({ low, collapsed }: { low: boolean; collapsed: boolean }) {
  const { data: review } = useQuery(orpc.transactions.reviewCount.queryOptions());
  return (
    <ul>
      {pages
        .filter((page) => (page.low ?? false) === low)
        .map((page) => (
          <li key={page.to}>
            <PageLink
              page={page}
              collapsed={collapsed}
              count={page.to === '/transactions' ? (review?.count ?? 0) : 0}
            />
          </li>
        ))}
    </ul>
  );
}

function PageLink({ page, collapsed, count }: { page: PageEntry; collapsed: boolean; count: number }) {
  const format = useFormat();
  const link = (
    <Link
      to={page.to}
      activeOptions={{ exact: page.to === '/', includeSearch: false }}
      className={cx(
        'relative flex h-8 items-center rounded-control border border-transparent text-muted hover:text-ink',
        collapsed ? 'justify-center' : 'justify-between px-2',
      )}
      activeProps={{ className: 'border-line! bg-surface text-ink! font-[530]' }}
    >
      {collapsed ? <page.icon size={16} aria-label={page.name} /> : page.name}
      {count > 0 && (
        <span
          className={
            collapsed
              ? 'absolute top-1 right-1.5 h-1.5 w-1.5 rounded-full bg-accent'
              : 'rounded-full bg-accent-soft px-[7px] text-mini font-[560] text-on-accent-soft'
          }
        >
          <span className={collapsed ? 'sr-only' : undefined}>{format.count(count)}</span>
          <span className="sr-only"> to review</span>
        </span>
      )}
    </Link>
  );
  return collapsed ? <Hint text={page.name}>{link}</Hint> : link;
}

function RailAccounts() {
  const accounts = useAccounts();
  if (accounts.open.length === 0) return null;
  return (
    <div className="mt-4">
      <h2 id="rail-accounts" className="px-[9px] pb-1.5 text-mini font-[530] text-muted">
        Accounts
      </h2>
      <ul aria-labelledby="rail-accounts">
        {accounts.open.map((account) => (
          <li key={account.id}>
            <Link
              to="/accounts/$id"
              params={{ id: account.id }}
              className={cx(
                'flex h-7 items-center justify-between gap-2 rounded-control px-[9px] text-muted hover:bg-hover',
                'hover:text-ink',
              )}
              activeOptions={{ includeSearch: true }}
              activeProps={{ className: 'bg-hover text-ink!' }}
            >
              <span className="truncate" title={account.name}>
                {account.name}
              </span>
              <Amount minor={account.valueMinor} currency={account.currency} className="font-[530] text-ink" />
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Hint({ text, children }: { text: string; children: ReactElement }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          side="right"
          sideOffset={6}
          className="z-50 rounded-control border border-line bg-surface px-2 py-1 text-small shadow-float"
        >
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
