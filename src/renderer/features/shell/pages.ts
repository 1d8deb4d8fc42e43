import { ArrowLeftRight, CalendarClock, ChartSpline, Import, Landmark, LayoutDashboard, Lightbulb, PiggyBank, Receipt, Settings, TrendingUp, Users } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';

export interface PageEntry {
  to: '/' | '/transactions' | '/accounts' | '/net-worth' | '/budgets' | '/bills' | '/forecast' | '/insights' | '/groups' | '/receipts' | '/import' | '/settings';
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
  { to: '/bills', name: 'Bills', icon: CalendarClock, keys: 'g l' },
  { to: '/forecast', name: 'Forecast', icon: ChartSpline, keys: 'g f' },
  { to: '/insights', name: 'Insights & goals', icon: Lightbulb, keys: 'g o' },
  { to: '/groups', name: 'Groups', icon: Users, keys: 'g g' },
  { to: '/receipts', name: 'Receipts', icon: Receipt, keys: 'g r' },
  { to: '/import', name: 'Import', icon: Import, keys: 'g i' },
  { to: '/settings', name: 'Settings', icon: Settings, keys: 'g s', low: true },
];
