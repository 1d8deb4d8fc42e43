import {
  CalendarClock,
  CalendarX2,
  DatabaseBackup,
  Import,
  PiggyBank,
  Target,
  TrendingDown,
  TriangleAlert,
  Users,
  type LucideIcon,
} from 'lucide-react';
import type { NotificationKind } from '#shared/contract/notifications.ts';

/** In the order in which they are listed. */
export const kindWords: Readonly<Record<NotificationKind, { name: string; icon: LucideIcon }>> = {
  'bill-due': { name: 'Bill due', icon: CalendarClock },
  'bill-missed': { name: 'Bill missed', icon: CalendarX2 },
  'over-budget': { name: 'Over budget', icon: PiggyBank },
  'unusual-charge': { name: 'Unusual charge', icon: TriangleAlert },
  'low-balance': { name: 'Low balance ahead', icon: TrendingDown },
  'goal-reached': { name: 'Goal reached', icon: Target },
  'import-finished': { name: 'Import finished', icon: Import },
  'backup-failed': { name: 'Backup failed', icon: DatabaseBackup },
  'shared-expense': { name: 'Shared expense added', icon: Users },
};
