import { type EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeElectron, type FakeElectron } from './fake-electron.ts';

let fake: FakeElectron;

const bill = { title: 'Rent', body: 'It is due today.', tag: 'rent', actions: [{ id: 'paid', label: 'Paid' }, { id: 'snooze', label: 'Snooze' }] } as const;

beforeEach(() => {
  fake = fakeElectron({ isPackaged: true });
  vi.resetModules();
  vi.doMock('electron', () => fake.electron);
});

describe('notifications of the desktop', () => {
  const open = async () => {
    const { setupNotifications } = await import('../../../src/main/setup-notifications.ts');
    const clicked = vi.fn();
    return { notifier: setupNotifications(clicked), clicked };
  };

  test('show the buttons and say which was pressed', async () => {
    const { notifier, clicked } = await open();
    const respond = vi.fn();
    expect(notifier.notify(bill, respond)).toBe(true);
    expect(fake.seen.notifications[0]?.buttons).toEqual(['Paid', 'Snooze']);
    fake.seen.notifications[0]?.on.emit('action', { actionIndex: 1 });
    expect(respond.mock.calls).toEqual([['snooze']]);
    expect(clicked).not.toHaveBeenCalled();
  });

  test('bring the window forward when they are clicked', async () => {
    const { notifier, clicked } = await open();
    const respond = vi.fn();
    notifier.notify(bill, respond);
    fake.seen.notifications[0]?.on.emit('click');
    expect(clicked).toHaveBeenCalledOnce();
    expect(respond.mock.calls).toEqual([['open']]);
  });

  test('give way to a newer one of the same tag', async () => {
    const { notifier } = await open();
    notifier.notify(bill, () => undefined);
    notifier.notify({ ...bill, title: 'Rent, again' }, () => undefined);
    expect(fake.seen.notifications.map(({ title, closed }) => ({ title, closed }))).toEqual([
      { title: 'Rent', closed: true },
      { title: 'Rent, again', closed: false },
    ]);
  });

  test('say so when the system has none', async () => {
    const { notifier } = await open();
    fake.electron.Notification.isSupported = () => false;
    expect(notifier.notify(bill, () => undefined)).toBe(false);
    expect(fake.seen.notifications).toEqual([]);
  });
});

describe('the tray', () => {
  const window = { current: () => null, show: vi.fn() };

  test('comes and goes with its setting, once', async () => {
    const { setupTray } = await import('../../../src/main/setup-tray.ts');
    const tray = setupTray(window, () => undefined);
    tray.show(false);
    tray.show(true);
    tray.show(true);
    expect(fake.seen.trays).toHaveLength(1);
    tray.show(false);
    expect(fake.seen.trays[0]?.destroyed).toBe(true);
  });

  test('opens the window, and pages of it', async () => {
    const { setupTray } = await import('../../../src/main/setup-tray.ts');
    const goTo = vi.fn();
    setupTray(window, goTo).show(true);
    const [tray] = fake.seen.trays;
    tray?.on.emit('click');
    tray?.menu.find(({ label }) => label === 'Notifications')?.click?.();
    expect(window.show).toHaveBeenCalledTimes(2);
    expect(goTo.mock.calls).toEqual([['/notifications']]);
  });

  test('has a picture with round corners', async () => {
    const { trayPicture } = await import('../../../src/main/tray-picture.ts');
    const picture = trayPicture(16);
    const pixel = (x: number, y: number) => [...picture.subarray((y * 16 + x) * 4, (y * 16 + x) * 4 + 4)];
    expect(pixel(0, 0)).toEqual([0, 0, 0, 0]);
    expect(pixel(8, 8)).toEqual([0x6e, 0x76, 0x0f, 255]);
  });
});

test('closing the window quits, unless the app is to stay', async () => {
  const { setupLifecycle } = await import('../../../src/main/setup-lifecycle.ts');
  let stays = true;
  setupLifecycle({ current: () => null, show: () => undefined }, async () => undefined, () => stays);
  fake.electron.app.emit('window-all-closed');
  expect(fake.seen.exits).toEqual([]);
  stays = false;
  fake.electron.app.emit('window-all-closed');
  await vi.waitFor(() => expect(fake.seen.exits).toEqual([0]));
});

test('starting at login is told to the system only when it changes, and only by the installed app', async () => {
  const platform = vi.spyOn(process, 'platform', 'get').mockReturnValue('win32');
  const { setupLoginItem } = await import('../../../src/main/setup-login-item.ts');
  const set = vi.spyOn(fake.electron.app, 'setLoginItemSettings');
  const startAtLogin = setupLoginItem();
  startAtLogin(false);
  expect(set).not.toHaveBeenCalled();
  startAtLogin(true);
  expect(fake.seen.loginItem).toEqual({ openAtLogin: true, args: ['--hidden'] });
  fake.electron.app.isPackaged = false;
  startAtLogin(false);
  expect(fake.seen.loginItem.openAtLogin).toBe(true);
  platform.mockRestore();
});

test('waking up is told', async () => {
  const { setupWake } = await import('../../../src/main/setup-wake.ts');
  const wake = vi.fn();
  setupWake(wake);
  (fake.electron.powerMonitor as EventEmitter).emit('resume');
  expect(wake).toHaveBeenCalledOnce();
});
