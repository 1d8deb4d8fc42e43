import { powerMonitor } from 'electron';

/** Calls when the machine wakes up or is unlocked: timers have slept as well, and what fell due meanwhile is due now. */
export function setupWake(wake: () => void): void {
  powerMonitor.on('resume', wake);
  powerMonitor.on('unlock-screen', wake);
}
