import { useMemo } from 'react';
import type { Settings } from '#shared/contract/settings.ts';
import { Select } from '../../ui/select.tsx';
import { localToday } from '../../ui/parse-date.ts';
import { useFormat } from '../../ui/use-format.ts';
import { useSettings, useUpdateSettings } from '../shell/use-settings.ts';
import { Row, Section } from './section.tsx';

const FOLLOW = 'system';

const themes: { value: Settings['theme']; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** Regions whose formats differ; a chosen one that is not among them is added. */
const LOCALES =
  'en-GB en-US en-AU en-CA en-IE en-IN en-NZ en-ZA cs-CZ da-DK de-AT de-CH de-DE es-ES es-MX et-EE fi-FI ' +
  'fr-CA fr-CH fr-FR hr-HR hu-HU it-IT ja-JP ko-KR lt-LT lv-LV nb-NO nl-BE nl-NL pl-PL pt-BR pt-PT ro-RO sk-SK sl-SI ' +
  'sv-SE tr-TR uk-UA zh-CN';

export function AppearanceSection() {
  const settings = useSettings();
  const update = useUpdateSettings();
  const format = useFormat();
  const options = useMemo(() => {
    const names = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' });
    const tags = LOCALES.split(' ');
    if (settings?.locale && !tags.includes(settings.locale)) tags.push(settings.locale);
    const named = tags
      .map((tag) => ({ value: tag, label: names.of(tag) ?? tag }))
      .sort((a, b) => a.label.localeCompare(b.label));
    return [{ value: FOLLOW, label: 'As the system' }, ...named];
  }, [settings?.locale]);
  if (!settings) return null;
  const currency = settings.baseCurrency ?? 'EUR';
  return (
    <Section title="Appearance">
      <Row name="Colours">
        <Select
          aria-label="Colours"
          className="w-60"
          value={settings.theme}
          onChange={(theme) => update.mutate({ theme })}
          options={themes}
        />
      </Row>
      <Row name="Numbers and dates" note={`${format.money(-123456, currency)} on ${format.day(localToday())}`}>
        <Select
          aria-label="Numbers and dates"
          className="w-60"
          value={settings.locale ?? FOLLOW}
          onChange={(locale) => update.mutate({ locale: locale === FOLLOW ? null : locale })}
          options={options}
        />
      </Row>
    </Section>
  );
}
