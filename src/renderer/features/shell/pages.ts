import { ArrowLeftRight, Import, LayoutDashboard, Settings } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';

export interface PageEntry {
  to: '/' | '/transactions' | '/import' | '/settings';
  name: string;
  icon: LucideIcon;
  /** Keys that open it. */
  keys: string;
  /** At the foot of the rail. */
  low?: boolean;
}

/** The pages of the navigation, in its order. */
export const pages: readonly PageEntry[] = [
  { to: '/', name: 'Dashboard', icon: LayoutDashboard, keys: 'g d' },
  { to: '/transactions', name: 'Transactions', icon: ArrowLeftRight, keys: 'g t' },
  { to: '/import', name: 'Import', icon: Import, keys: 'g i' },
  { to: '/settings', name: 'Settings', icon: Settings, keys: 'g s', low: true },
];
