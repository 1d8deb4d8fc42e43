import { BriefcaseBusiness, Car, Gift, Heart, House, Plane, Tent, Users, Utensils } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { groupIcons } from '#shared/contract/groups.ts';

export type GroupIconName = (typeof groupIcons)[number];

const icons: Record<GroupIconName, { icon: LucideIcon; name: string }> = {
  users: { icon: Users, name: 'People' },
  home: { icon: House, name: 'Home' },
  plane: { icon: Plane, name: 'Journey' },
  utensils: { icon: Utensils, name: 'Meals' },
  car: { icon: Car, name: 'Car' },
  heart: { icon: Heart, name: 'Couple' },
  briefcase: { icon: BriefcaseBusiness, name: 'Work' },
  tent: { icon: Tent, name: 'Outdoors' },
  gift: { icon: Gift, name: 'Present' },
};

export const iconNames = Object.entries(icons).map(([value, { name }]) => ({ value: value as GroupIconName, label: name }));

/** Icons of a newer version show as people. */
export function GroupIcon({ name, size = 16 }: { name: string; size?: number }) {
  const Icon = (name in icons ? icons[name as GroupIconName] : icons.users).icon;
  return <Icon size={size} aria-hidden className="shrink-0 text-muted" />;
}
