import { Checkbox } from '../../ui/checkbox.tsx';
import { Row } from '../settings/section.tsx';
import { useSettings, useUpdateSettings } from '../shell/use-settings.ts';

/** What keeps reminders coming while no window is open. */
export function DesktopRows() {
  const settings = useSettings();
  const update = useUpdateSettings();
  if (!settings) return null;
  const rows = [
    { key: 'trayIcon', name: 'Icon in the tray', note: 'A click on it opens the window.' },
    {
      key: 'closeToTray',
      name: 'Keep running when the window is closed',
      note: 'Reminders still come. Quit from the icon in the tray or with the menu.',
    },
    { key: 'startAtLogin', name: 'Start when I log in', note: 'In the tray, without a window.' },
  ] as const;
  return rows.map(({ key, name, note }) => (
    <Row key={key} name={name} note={note}>
      <Checkbox aria-label={name} checked={settings[key]} onChange={(on) => update.mutate({ [key]: on })} />
    </Row>
  ));
}
