import { ArrowLeftRight, ChartSpline, Import, Landmark, LayoutDashboard, PiggyBank, Receipt, Settings, TrendingUp, Users } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';

export interface PageEntry {
  to: '/' | '/transactions' | '/accounts' | '/net-worth' | '/budgets' | '/forecast' | '/groups' | '/receipts' | '/import' | '/settings';
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
  { to: '/accounts', name: 'Accounts', icon: Landmark, keys: 'g a' },
  { to: '/net-worth', name: 'Net worth', icon: TrendingUp, keys: 'g w' },
  { to: '/budgets', name: 'Budgets', icon: PiggyBank, keys: 'g b' },
  { to: '/forecast', name: 'Forecast', icon: ChartSpline, keys: 'g f' },
  { to: '/groups', name: 'Groups', icon: Users, keys: 'g g' },
  { to: '/receipts', name: 'Receipts', icon: Receipt, keys: 'g r' },
  { to: '/import', name: 'Import', icon: Import, keys: 'g i' },
  { to: '/settings', name: 'Settings', icon: Settings, keys: 'g s', low: true },
];
