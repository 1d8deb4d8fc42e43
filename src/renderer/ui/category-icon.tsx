/** The icons that categories can wear, by the names of the contract. */
import {
  ArrowLeftRight, Baby, Banknote, Bike, BookOpen, Briefcase, Building2, Bus, Camera, Car, CircleParking, Coffee,
  Coins, CreditCard, Droplets, Dumbbell, Flame, Fuel, Gamepad2, Gem, Gift, GraduationCap, Hammer, HandCoins,
  HeartHandshake, HeartPulse, Hotel, House, KeyRound, Landmark, Laptop, Map, Music, Palette, PawPrint, Percent,
  Phone, PiggyBank, Pill, Pizza, Plane, Receipt, Scale, Scissors, Shield, Shirt, ShoppingBag, ShoppingBasket, Sofa,
  Sparkles, Stethoscope, Tag, Ticket, TrainFront, TreePine, Tv, Utensils, Wallet, Wifi, Wine, Wrench, Zap,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { CategoryIcon as IconName } from '#shared/contract/categories.ts';
import { cx } from './cx.ts';

const icons: Record<IconName, LucideIcon> = {
  banknote: Banknote,
  landmark: Landmark,
  'piggy-bank': PiggyBank,
  wallet: Wallet,
  'credit-card': CreditCard,
  coins: Coins,
  'hand-coins': HandCoins,
  receipt: Receipt,
  'arrow-left-right': ArrowLeftRight,
  utensils: Utensils,
  coffee: Coffee,
  'shopping-basket': ShoppingBasket,
  wine: Wine,
  pizza: Pizza,
  'shopping-bag': ShoppingBag,
  shirt: Shirt,
  gem: Gem,
  gift: Gift,
  house: House,
  sofa: Sofa,
  hammer: Hammer,
  wrench: Wrench,
  'key-round': KeyRound,
  zap: Zap,
  droplets: Droplets,
  flame: Flame,
  wifi: Wifi,
  phone: Phone,
  car: Car,
  fuel: Fuel,
  bus: Bus,
  'train-front': TrainFront,
  plane: Plane,
  bike: Bike,
  'circle-parking': CircleParking,
  hotel: Hotel,
  map: Map,
  'heart-pulse': HeartPulse,
  pill: Pill,
  stethoscope: Stethoscope,
  dumbbell: Dumbbell,
  scissors: Scissors,
  sparkles: Sparkles,
  baby: Baby,
  'paw-print': PawPrint,
  'graduation-cap': GraduationCap,
  'book-open': BookOpen,
  briefcase: Briefcase,
  laptop: Laptop,
  tv: Tv,
  music: Music,
  'gamepad-2': Gamepad2,
  ticket: Ticket,
  camera: Camera,
  palette: Palette,
  'tree-pine': TreePine,
  shield: Shield,
  scale: Scale,
  'building-2': Building2,
  percent: Percent,
  'heart-handshake': HeartHandshake,
  tag: Tag,
};

interface CategoryIconProps {
  icon: IconName | null;
  /** `#rrggbb` */
  color: string;
  size?: number;
  className?: string;
}

/** The icon of a category on its colour; the small square of lists without one. */
export function CategoryIcon({ icon, color, size = 13, className }: CategoryIconProps) {
  const Icon = icon && icons[icon];
  return (
    <span
      aria-hidden
      className={cx('inline-flex h-[22px] w-[22px] shrink-0 items-center justify-center rounded-[6px]', className)}
      style={Icon ? { backgroundColor: `color-mix(in srgb, ${color} 22%, transparent)` } : undefined}
    >
      {Icon ? <Icon size={size} /> : <span className="h-2 w-2 rounded-[2px]" style={{ backgroundColor: color }} />}
    </span>
  );
}
