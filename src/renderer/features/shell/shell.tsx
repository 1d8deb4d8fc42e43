import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { orpc } from '../../client.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PageSlotsContext } from '../../ui/page.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import type { Shortcuts } from '../../ui/shortcuts.ts';
import { RuleEditorHost } from '../rules/rule-editor.tsx';
import { QuickEntryDialog } from '../quick-entry/quick-entry-dialog.tsx';
import { CommandPalette } from './command-palette.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { DropZone } from './drop-zone.tsx';
import { pages } from './pages.ts';
import { Rail } from './rail.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';
import { applyTheme } from './theme.ts';
import { TopBar } from './top-bar.tsx';
import { redo, undo } from './undo.ts';
import { useSettings } from './use-settings.ts';
import { cx } from '../../ui/cx.ts';

/** The frame around every page; until a first account exists, only the onboarding. */
export function Shell() {
  const info = useQuery(orpc.system.info.queryOptions());
  const theme = useSettings()?.theme;
  useEffect(() => {
    if (theme) applyTheme(theme);
  }, [theme]);
  const navigate = useNavigate();
  const onboarding = useLocation({ select: (location) => location.pathname === '/onboarding' });
  const onboarded = info.data?.onboarded;
  useEffect(() => {
    if (onboarded === false && !onboarding) void navigate({ to: '/onboarding', replace: true });
  }, [onboarded, onboarding, navigate]);

  if (info.isError) {
    return (
      <main className="mx-auto max-w-[560px] p-10">
        <ErrorNote error={info.error} onRetry={() => void info.refetch()} />
      </main>
    );
  }
  if (onboarding) {
    return (
      <div className="flex h-full flex-col">
        <ConnectionBanner />
        <main className="flex min-h-0 flex-1 flex-col">
          <Outlet />
        </main>
      </div>
    );
  }
  return onboarded && info.data ? <Frame demo={info.data.demo} /> : <ConnectionBanner />;
}

function Frame({ demo }: { demo: boolean }) {
  const [title, setTitle] = useState<HTMLElement | null>(null);
  const [actions, setActions] = useState<HTMLElement | null>(null);
  const slots = useMemo(() => ({ title, actions }), [title, actions]);
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const [quickEntry, setQuickEntry] = useState(false);
  const navigate = useNavigate();

  useShortcuts(
    {
      'mod+k': { label: 'Commands', everywhere: true, run: () => setPalette((open) => !open) },
      '?': { label: 'This help', run: () => setHelp(true) },
      n: {
        label: 'New transaction',
        run: () => void navigate({ to: '/transactions', search: (now) => ({ ...now, add: true }) }),
      },
      q: { label: 'Quick entry', run: () => setQuickEntry(true) },
      'mod+z': { label: 'Undo', run: () => void undo() },
      'mod+shift+z': { label: 'Redo', run: () => void redo() },
      ...Object.fromEntries(
        pages.map((page): [string, Shortcuts[string]] => [
          page.keys,
          { label: page.name, group: 'Go to', run: () => void navigate({ to: page.to }) },
        ]),
      ),
    },
    { outermost: true },
  );

  return (
    <PageSlotsContext value={slots}>
      <a
        href="#content"
        className={cx(
          'sr-only z-50 rounded-control bg-surface px-3 py-1.5 focus:not-sr-only focus:fixed focus:top-2',
          'focus:left-2',
        )}
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('content')?.focus();
        }}
      >
        Skip to the page
      </a>
      <div className="flex h-full">
        <Rail />
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar demo={demo} title={setTitle} actions={setActions} />
          <ConnectionBanner />
          <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
            <Outlet />
          </main>
        </div>
      </div>
      <CommandPalette
        open={palette}
        onOpenChange={setPalette}
        onHelp={() => setHelp(true)}
        onQuickEntry={() => setQuickEntry(true)}
      />
      <ShortcutHelp open={help} onOpenChange={setHelp} />
      <QuickEntryDialog open={quickEntry} onOpenChange={setQuickEntry} />
      <DropZone />
      <RuleEditorHost />
    </PageSlotsContext>
  );
}
