import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { notificationKind, type NotificationPreferences, type Treatment } from '#shared/contract/notifications.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { Row, Section } from '../settings/section.tsx';
import { askToNotify, canNotify } from './browser-notifications.ts';
import { DesktopRows } from './desktop-rows.tsx';
import { kindWords } from './kind-words.ts';

const treatments: { value: Treatment; label: string }[] = [
  { value: 'show', label: 'Notify me' },
  { value: 'inbox', label: 'Only in the inbox' },
  { value: 'off', label: 'Off' },
];

/** What is told, how and when. */
export function NotificationsSection() {
  const queries = useQueryClient();
  const { data: info } = useQuery(orpc.system.info.queryOptions());
  const { data: preferences } = useQuery(orpc.notifications.preferences.queryOptions());
  const update = useMutation(
    orpc.notifications.updatePreferences.mutationOptions({
      onSuccess: (saved) => queries.setQueryData(orpc.notifications.preferences.queryKey(), saved),
    }),
  );
  if (!preferences || !info) return null;
  const { quietHours, digest, kinds } = preferences;
  const change = (patch: Partial<NotificationPreferences>): void => update.mutate(patch);
  return (
    <Section
      id="notifications"
      title="Notifications"
      note="They come from this computer alone, also while the window is closed."
      actions={
        <Button asChild size="sm">
          <Link to="/notifications">Open the inbox</Link>
        </Button>
      }
    >
      {info.host === 'web' ? (
        <BrowserRow on={preferences.browser} onChange={(browser) => change({ browser })} />
      ) : (
        <DesktopRows />
      )}
      <Row name="Quiet hours" note="The inbox fills, but nothing appears on the screen.">
        <Checkbox
          aria-label="Quiet hours"
          checked={quietHours.on}
          onChange={(on) => change({ quietHours: { ...quietHours, on } })}
        />
        <TimeField
          label="Quiet from"
          disabled={!quietHours.on}
          value={quietHours.from}
          onChange={(from) => change({ quietHours: { ...quietHours, from } })}
        />
        <span className="text-muted">to</span>
        <TimeField
          label="Quiet until"
          disabled={!quietHours.on}
          value={quietHours.to}
          onChange={(to) => change({ quietHours: { ...quietHours, to } })}
        />
      </Row>
      <Row name="Once a day" note="All that is new as one notification, instead of each by itself.">
        <Checkbox aria-label="Once a day" checked={digest.on} onChange={(on) => change({ digest: { ...digest, on } })} />
        <TimeField
          label="Time of the daily notification"
          disabled={!digest.on}
          value={digest.at}
          onChange={(at) => change({ digest: { ...digest, at } })}
        />
      </Row>
      {notificationKind.options.map((kind) => (
        <Row key={kind} name={kindWords[kind].name}>
          <Select
            aria-label={kindWords[kind].name}
            className="w-48"
            value={kinds[kind]}
            onChange={(treatment) => change({ kinds: { ...kinds, [kind]: treatment } })}
            options={treatments}
          />
        </Row>
      ))}
    </Section>
  );
}

function BrowserRow({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
  const [refused, setRefused] = useState(false);
  const turn = async (wanted: boolean): Promise<void> => {
    const allowed = !wanted || (await askToNotify());
    setRefused(!allowed);
    if (allowed) onChange(wanted);
  };
  return (
    <Row
      name="In this browser"
      note={
        <span role="status">
          {refused
            ? 'The browser does not allow it. Allow notifications of this page in its settings, then try again.'
            : 'Notifications appear while a page of Saldo is open. The browser asks you first.'}
        </span>
      }
    >
      <Checkbox
        aria-label="Notifications in this browser"
        checked={on}
        disabled={!canNotify()}
        onChange={(wanted) => void turn(wanted)}
      />
    </Row>
  );
}

function TimeField(props: { label: string; value: string; disabled: boolean; onChange: (time: string) => void }) {
  const { label, value, disabled, onChange } = props;
  return (
    <Input
      type="time"
      aria-label={label}
      className="w-32"
      disabled={disabled}
      value={value}
      onChange={(event) => {
        if (/^\d\d:\d\d$/.test(event.target.value)) onChange(event.target.value);
      }}
    />
  );
}
