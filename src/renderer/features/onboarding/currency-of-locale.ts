/** A first guess at a person's currency, from the region of their locale. The euro where nothing fits. */

const EURO = 'AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK';

const OTHERS: Record<string, string> = {
  AE: 'AED', AR: 'ARS', AU: 'AUD', BA: 'BAM', BD: 'BDT', BR: 'BRL', CA: 'CAD', CH: 'CHF', CL: 'CLP', CN: 'CNY',
  CO: 'COP', CZ: 'CZK', DK: 'DKK', EG: 'EGP', GB: 'GBP', HK: 'HKD', HU: 'HUF', ID: 'IDR', IL: 'ILS', IN: 'INR',
  IS: 'ISK', JP: 'JPY', KE: 'KES', KR: 'KRW', LI: 'CHF', LK: 'LKR', MA: 'MAD', MX: 'MXN', MY: 'MYR', NG: 'NGN',
  NO: 'NOK', NP: 'NPR', NZ: 'NZD', PE: 'PEN', PH: 'PHP', PK: 'PKR', PL: 'PLN', RO: 'RON', RS: 'RSD', RU: 'RUB',
  SA: 'SAR', SE: 'SEK', SG: 'SGD', TH: 'THB', TR: 'TRY', TW: 'TWD', UA: 'UAH', US: 'USD', UY: 'UYU', VN: 'VND',
  ZA: 'ZAR',
};

export function currencyOfLocale(locale: string): string {
  let region: string | undefined;
  try {
    region = new Intl.Locale(locale).maximize().region;
  } catch {
    return 'EUR';
  }
  if (!region || EURO.split(' ').includes(region)) return 'EUR';
  return OTHERS[region] ?? 'EUR';
}
