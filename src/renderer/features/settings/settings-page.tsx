import { Page } from '../../ui/page.tsx';
import { ExportSection } from '../exports/export-section.tsx';
import { CurrenciesSettings } from '../currencies/currencies-settings.tsx';
import { AboutSection } from './about-section.tsx';
import { AccountsSection } from './accounts-section.tsx';
import { ActivitySection } from './activity-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { OrganiseSection } from './organise-section.tsx';
import { NotificationsSection } from '../notifications/notifications-section.tsx';
import { VoiceSection } from '../voice/voice-section.tsx';
import { ImportsSection } from './imports-section.tsx';

export function SettingsPage() {
  return (
    <Page title="Settings">
      <div className="flex max-w-[860px] flex-col gap-8 pb-10">
        <AppearanceSection />
        <AccountsSection />
        <CurrenciesSettings />
        <OrganiseSection />
        <VoiceSection />
        <NotificationsSection />
        <ImportsSection />
        <ExportSection />
        <ActivitySection />
        <AboutSection />
      </div>
    </Page>
  );
}
