/**
 * Words that say what something is, in the main European languages. A longer phrase says more than a word, and some
 * words only mean something for money in ("gehalt") or out.
 */

export interface KeywordMatch {
  categoryId: string;
  /** The words that matched, as they stand in the rule. */
  words: string;
  /** How surely the words mean this, 0 to 1. */
  weight: number;
}

interface Rule {
  categoryId: string;
  sign: -1 | 0 | 1;
  weight: number;
}

/** `in:` and `out:` before a leaf bind it to the sign; `|` parts phrases; a trailing `~` also matches inside compounds. */
const RULES: [leaf: string, weight: number, phrases: string][] = [
  ['in:income.salary', 0.93, 'salary|wages|payroll|gehalt~|lohn|lohnzahlung|bezuege|salaire|paie|nomina|sueldo|stipendio|salario|ordenado|salaris|loon|lon|lonn|palkka|wynagrodzenie|vyplata|mzda'],
  ['in:income.interest_dividends', 0.9, 'interest|dividend~|zinsen|habenzins~|zinsgutschrift|interets|intereses|interessi|juros|rente uitkering|ranta|odsetki|dividende|dividendo'],
  ['in:income.pension', 0.9, 'pension|state pension|rente|deutsche rentenversicherung|retraite|jubilacion|pensione|reforma|aow'],
  ['in:income.benefits', 0.9, 'child benefit|universal credit|kindergeld|familienkasse|elterngeld|arbeitslosengeld|wohngeld|bundesagentur fuer arbeit|caf|allocation familiale|benefits|social security|jobseekers'],
  ['in:income.tax_refund', 0.9, 'tax refund|steuererstattung|finanzamt|remboursement impot|dgfip|irs treas|hmrc|belastingdienst|agenzia entrate|hacienda|aeat|skatteverket'],
  ['in:income.rental_income', 0.7, 'rental income|mieteinnahme|miete|loyer'],
  ['in:income.gifts_received', 0.7, 'gift|geschenk|cadeau|regalo'],
  ['transfer.between_accounts', 0.85, 'transfer to savings|transfer from savings|transfer between|own account|internal transfer|uebertrag~|übertrag|umbuchung|virement interne|traspaso|giroconto|sparkonto|from savings|to savings|opening deposit'],
  ['transfer.card_payment', 0.88, 'credit card payment|card payment thank you|payment thank you|kreditkartenabrechnung|abrechnung kreditkarte|lastschrifteinzug ausgleich|autopay|online payment thank you|payment received thank you|reglement carte'],
  ['transfer.savings_investment', 0.8, 'brokerage|vanguard|fidelity|etoro|trade republic|scalable capital|degiro|sparplan|wertpapier~|depot|investment|robinhood|coinbase|binance|kraken|isa'],
  ['transfer.person_to_person', 0.6, 'venmo|zelle|cash app|bizum|revolut user|wise|transferwise|western union'],
  ['transfer.cash_withdrawal', 0.93, 'atm|cash withdrawal|cash machine|geldautomat~|bargeld~|barauszahlung|ga nr|auszahlung|retrait|retrait dab|dab|cajero|reintegro|retirada efectivo|prelievo|bancomat|levantamento|geldopname|bankautomat|uttag|wyplata z bankomatu|vyber|link cash'],
  ['loan_payments.mortgage', 0.9, 'mortgage|hypothek~|baufinanzierung|hypotheque|hipoteca|mutuo|hypotheek'],
  ['loan_payments.student_loan', 0.9, 'student loan|bafoeg|studienkredit|slc'],
  ['loan_payments.car_loan', 0.85, 'car loan|auto loan|autokredit|car finance'],
  ['loan_payments.personal_loan', 0.7, 'loan|kredit|darlehen|ratenkredit|pret|prestamo|prestito|emprestimo|lening'],
  ['out:bank_fees.atm_fee', 0.9, 'atm fee|non sterling cash fee'],
  ['out:bank_fees.overdraft', 0.9, 'overdraft|dispozins|ueberziehung~|agios'],
  ['out:bank_fees.foreign_transaction', 0.9, 'foreign transaction fee|non sterling transaction fee|auslandseinsatz~|fremdwaehrung~|international transaction fee|foreign currency fee'],
  ['out:bank_fees.interest_charge', 0.88, 'interest charge|interest charged|sollzinsen|purchase interest|finance charge'],
  ['out:bank_fees.other', 0.8, 'account fee|monthly fee|maintenance fee|service charge|kontofuehrung~|entgelt~|bankgebuehr|gebuehr|frais bancaires|frais|cotisation carte|comision|commissioni|comissao|bank fee|kartengebuehr|abschluss'],
  ['entertainment.tv_movies', 0.9, 'netflix|disney plus|disneyplus|hulu|hbo|paramount|amazon prime video|prime video|sky|dazn|youtube premium|crunchyroll|now tv|cinema|kino|cine|cinestar|odeon|vue|cineworld|amc|cineplex|uci|rundfunk ard zdf|rundfunkbeitrag|gez|tv licence|filmstaden'],
  ['entertainment.music_audio', 0.92, 'spotify|deezer|tidal|apple music|audible|soundcloud|bandcamp|pandora|qobuz'],
  ['entertainment.games', 0.9, 'steam|steamgames|steam games|playstation|nintendo|xbox|epic games|blizzard|riot games|twitch|roblox|gog'],
  ['entertainment.events_attractions', 0.85, 'ticketmaster|eventim|eventbrite|ticket~|theater|theatre|museum|musee|museo|zoo|concert|konzert|legoland|bowling|festival'],
  ['entertainment.gambling', 0.9, 'lotto|lottery|loterie|bet365|betting|casino|tipico|paddy power|william hill|toto'],
  ['food_drink.groceries', 0.88, 'supermarkt|supermarket|supermercado|supermarche|supermercato|grocer|grocery|groceries|lebensmittel|alimentation|alimentari|epicerie|wochenmarkt|markthalle|baeckerei~|backerei~|backwaren|bakery|boulangerie|panaderia|panetteria|padaria|metzgerei|fleischerei|butcher|boucherie|carniceria|fruteria|food market|minimarket|minimart|getraenke~|delicatessen|mercado|albert heijn|sainsburys|morrison|morrisons|wm morrison|simply food|s mkt|s mkts|smkt|safeway|kroger|publix|aldi|lidl|wegmans|jumbo|delhaize|colruyt|mercadona|esselunga|conad|biedronka|zabka|ica|coop|migros|hemkop|willys|meny|kiwi|rema|netto|wholefds|whole foods|trader joe|instacart|hellofresh|gousto|ocado|gorillas|flink'],
  ['food_drink.restaurants', 0.88, 'restaurant~|ristorante|restaurante|trattoria|osteria|pizzeria|pizza|bistro|brasserie|gasthaus|gasthof|wirtshaus|tapas|sushi|ramen|thai|steakhouse|steak|grill|taverna|diner|curry|noodle|kitchen|cantina|bodega|wolt|deliveroo|uber eats|ubereats|doordash|grubhub|just eat|lieferando|glovo|thuisbezorgd|eatery'],
  ['food_drink.fast_food', 0.88, 'burger|mcdonalds|mcdonald|kfc|doner|doener|kebab|kebap|imbiss|taco|subway|chipotle|wendys|dominos|five guys|takeaway|take away|fish bar|chippy|sandwich|bagel|wok'],
  ['food_drink.coffee', 0.88, 'coffee|cafe|kaffee|espresso|caffe|starbucks|costa|tea room|patisserie|konditorei|roasters|roastery|cafeteria|donut|donuts'],
  ['food_drink.bars_alcohol', 0.85, 'pub|bar|brewery|brauhaus|biergarten|brewing|wine|weinhandlung|liquor|off licence|tavern|cocktail|kneipe|systembolaget|taproom|cerveceria|enoteca'],
  ['shopping.clothing', 0.82, 'clothing|fashion|mode|schuhe|shoes|boutique|zalando|h&m|zara|asos|primark|uniqlo|jewellery|jewelry|juwelier|vinted|shein'],
  ['shopping.electronics', 0.82, 'apple store|electronics|elektronik|mediamarkt|media markt|saturn|currys|best buy|computer|computers|fnac|apple com bill'],
  ['shopping.online_marketplaces', 0.85, 'amazon|amzn|amzn mktp|amazon mktplace|ebay|etsy|aliexpress|otto|bol|temu|allegro|cdiscount|alibaba|wish|kleinanzeigen'],
  ['shopping.department_stores', 0.8, 'kaufhaus|department store|kadewe|galeria|john lewis|target|walmart|costco|el corte ingles|debenhams|selfridges|harrods|macys|woolworth|tk maxx|tkmaxx'],
  ['shopping.books_news', 0.88, 'books|book people|star news|news agent|newsagents|news|bookshop|bookstore|buch~|buecher~|bucher~|thalia|waterstones|hugendubel|librairie|libreria|zeitung~|newspaper|kiosk|wh smith|whsmith'],
  ['shopping.sporting_goods', 0.82, 'decathlon|sports direct|intersport|sportscheck|rei|nike|adidas'],
  ['shopping.pets', 0.85, 'pet|pets|fressnapf|zooplus|tierbedarf|petco|petsmart|zoohandlung'],
  ['shopping.gifts', 0.8, 'flowers|florist|blumen~|fleurs|fleuriste|gift shop|geschenke'],
  ['shopping.office_supplies', 0.82, 'stationery|stationers|staples|buerobedarf|schreibwaren|office depot|viking direct|ryman|paper'],
  ['shopping.kids_toys', 0.85, 'toys|spielwaren|spielzeug|lego|jouets|juguetes'],
  ['home.furniture', 0.85, 'ikea|furniture|moebel~|mobel~|meubles|muebles|mobili|wayfair|matratze'],
  ['home.hardware', 0.85, 'baumarkt|bauhaus|obi|hornbach|toom|home depot|lowes|leroy merlin|bricolage|brico|screwfix|toolstation|wickes|hardware|ferreteria|ferramenta|builders merchants|plumbing|timber|gartencenter|garden centre'],
  ['home.household', 0.75, 'household|haushaltswaren|housewares'],
  ['home.repair_maintenance', 0.78, 'handwerker|plumber|electrician|klempner|elektriker|schluesseldienst|locksmith|cleaning|reinigung|roofing|glazing|heating'],
  ['health.pharmacy', 0.92, 'pharmacy|apotheke~|pharmacie|farmacia|apotek|apteka|lekarna|drogerie~|drugstore|chemist|boots|cvs|walgreens|superdrug|rossmann|gyogyszertar'],
  ['health.doctor_dentist', 0.88, 'doctor|dr med|arzt~|zahnarzt~|dentist|dental|dentiste|dentista|praxis~|clinic|klinik~|krankenhaus|hospital|medical|medico|physio~|surgery|laborarzt|medecin'],
  ['health.eye_care', 0.9, 'optician|opticians|optiker|optik|opticien|optica|ottica|specsavers|fielmann|vision express'],
  ['health.veterinary', 0.9, 'veterinary|vet|vets|tierarzt~|veterinaire|veterinario|animal hospital'],
  ['personal_care.hair_beauty', 0.88, 'hairdresser|hair|friseur|frisor|coiffeur|coiffure|peluqueria|parrucchiere|barber|barbers|salon|beauty|nails|kosmetik~|douglas|sephora|cabeleireiro|kapper'],
  ['personal_care.gym_fitness', 0.9, 'gym|fitness~|fitnessstudio|mcfit|urban sports club|puregym|planet fitness|yoga|crossfit|sportverein|gimnasio|palestra|swimming|schwimmbad'],
  ['personal_care.laundry', 0.88, 'laundry|waescherei|dry cleaners|dry cleaning|laundrette|lavanderia|pressing|textilreinigung'],
  ['services.insurance', 0.92, 'insurance|versicherung~|haftpflicht~|haftpflichtversicherung|assurance|seguro|seguros|assicurazione|assicurazioni|verzekering|forsakring|allianz|axa|generali|huk coburg|aviva|geico|progressive|state farm|krankenkasse|ubezpieczenie|pojisteni'],
  ['services.education', 0.82, 'school|schule|university|universitaet|universite|universidad|college|tuition|course|courses|training|udemy|coursera|volkshochschule|ecole|escuela|scuola|academy|conference'],
  ['services.childcare', 0.9, 'nursery|kita|kindergarten|childcare|day care|daycare|creche|guarderia|kinderopvang|tagesmutter'],
  ['services.postage_shipping', 0.88, 'post office|postage|royal mail|deutsche post|dhl|hermes|ups|fedex|usps|la poste|correos|poste italiane|postnord|parcel|stamps|dpd|gls'],
  ['services.professional', 0.8, 'solicitors|rechtsanwalt|steuerberater|accountant|notar|lawyer|notaire|abogado|avvocato'],
  ['services.online_services', 0.82, 'microsoft|google|google one|icloud|dropbox|adobe|github|openai|chatgpt|anthropic|claude|linkedin|zoom|hosting|godaddy|namecheap|ionos|hetzner|aws|amazon web services|1password|nordvpn|canva|facebook|patreon|domain|apple com'],
  ['government.taxes', 0.88, 'tax|taxes|finanzamt|hmrc|irs|impots|steuer|grundsteuer|kfz steuer|council tax|bundeskasse|impuesto|tributos|imposta|agenzia entrate|belastingdienst'],
  ['government.donations', 0.88, 'donation|charity|spende~|unicef|red cross|rotes kreuz|oxfam|greenpeace|wwf|don|amnesty|church|kirche|medecins sans frontieres|aerzte ohne grenzen|justgiving|gofundme|wikimedia'],
  ['government.fines_fees', 0.85, 'land registry|dsa|dvsa|court|fine|fines|bussgeld|penalty|amende|multa|passport|dvla|buergeramt|strafzettel|ordnungsamt'],
  ['transport.fuel', 0.9, 'fuel|petrol|petro|petroleum|pfs|pay at pump|s stn|sstn|sf connect|service station|filling station|petrol station|road services|rontec|malthurst|mrh|gas station|gasoline|exxonmobil|sunoco|speedway|tankstelle|tank|shell|aral|esso|bp|total energies|totalenergies|chevron|exxon|texaco|repsol|cepsa|galp|eni|jet|orlen|omv|gasolinera|carburant|benzina|circle k|q8|charging|ladestation|tesla supercharger|ionity'],
  ['transport.public_transport', 0.9, 'tfl|lul|london midland|ticket machine|metro|subway mta|mta|bvg|mvg|hvv|vbb|vrr|rmv|s bahn|u bahn|deutschlandticket|deutsche bahn|db vertrieb|db fernverkehr|bahn|sncf|ratp|renfe|trenitalia|italo|trainline|train|trains|railway|rail|bus|tram|stagecoach|arriva|national express|flixbus|flixtrain|oyster|gvb|ns groep|ns reizigers|obb|oebb|sbb|sj|dsb|clipper|translink|amtrak|cp comboios|emt|atac'],
  ['transport.taxi_rideshare', 0.92, 'uber|uber trip|lyft|bolt|taxi~|cab|cabs|free now|freenow|cabify|minicab|share now|blablacar|grab'],
  ['transport.parking', 0.93, 'parking|parkhaus~|parken|parkschein|ncp|ringgo|paybyphone|easypark|car park|parkplatz|estacionamiento|parcheggio|aparcamiento|contipark|apcoa|justpark|q park'],
  ['transport.tolls', 0.92, 'toll|tolls|maut|peage|peaje|autostrade|autoroute|e zpass|ezpass|dart charge|vignette|telepass|via verde'],
  ['transport.car_maintenance', 0.85, 'garage|autohaus|werkstatt|kfz|car wash|autowaesche|waschanlage|reifen|tyres|tires|mot|halfords|kwik fit|atu|tuv|tuev|motor|autoteile|adac|aa membership|pneus'],
  ['transport.bike_scooter', 0.88, 'fahrrad|bike|cycles|lime|tier|voi|nextbike|santander cycles|citi bike|bicycle|velo'],
  ['travel.flights', 0.92, 'airlines|airline|airways|ryanair|easyjet|lufthansa|klm|air france|british airways|wizz air|wizzair|eurowings|vueling|delta air|united|southwest|jetblue|emirates|qatar airways|iberia|tap portugal|norwegian air|transavia|turkish airlines|sas'],
  ['travel.lodging', 0.9, 'hotel~|hotels|hostel|airbnb|booking|booking com|expedia|premier inn|travelodge|ibis|marriott|hilton|holiday inn|pension zimmer|ferienwohnung|camping|b&b|guest house|inn|resort|vrbo|motel|agoda'],
  ['travel.car_rental', 0.92, 'car rental|rent a car|mietwagen|hertz|sixt|europcar|avis|enterprise|budget rent'],
  ['travel.other', 0.75, 'travel|reisebuero|reisen|tui|viajes|voyages|tour|tours|visa application|opodo|kayak'],
  ['out:housing_utilities.rent', 0.9, 'rent|miete~|kaltmiete|warmmiete|hausverwaltung~|loyer|alquiler|affitto|renda|aluguel|huur|hyra|husleie|czynsz|najem|vuokra|letting|lettings|wohnungsbau~|vonovia'],
  ['housing_utilities.electricity_gas', 0.9, 'electricity|npower|bg business|electric|energy|energie|strom~|stadtwerke|gas|eon|e on|vattenfall|enbw|edf|engie|iberdrola|endesa|enel|british gas|octopus energy|ovo energy|naturgy|power|rwe|eneco|fortum|pge|tauron|energia|luz'],
  ['housing_utilities.water_waste', 0.9, 'water|wasser~|wasserbetriebe|eau|veolia|suez|agua|acqua|thames water|severn trent|muell~|abfall~|bsr|waste|sewer|united utilities'],
  ['housing_utilities.internet_cable', 0.88, 'internet|broadband|telekom rechnung festnetz|festnetz|dsl|glasfaser|comcast|xfinity|spectrum|virgin media|1&1|unitymedia|kabel~|talktalk|fibra|free telecom|freebox|starlink|ziggo|kpn|bt group|plusnet|netcologne'],
  ['housing_utilities.mobile_phone', 0.88, 'ee|bt bill|bill payment bt|mobile|mobilfunk|vodafone|o2|telefonica|telekom|t mobile|tmobile|verizon|at&t|ee limited|three|giffgaff|orange|sfr|bouygues|movistar|tim|wind tre|congstar|lebara|aldi talk|telia|telenor|swisscom|proximus|telefon|handy|phone|prepaid'],
  ['housing_utilities.other', 0.7, 'nebenkosten|betriebskosten|heizkosten|hoa|service charge flat'],
];

/** The longest phrase in words. */
const LONGEST = 4;

const exact = new Map<string, Rule[]>();
const compounds: [stem: string, Rule][] = [];
for (const [target, weight, phrases] of RULES) {
  const [, mark, categoryId = target] = /^(in|out):(.+)$/.exec(target) ?? [];
  const rule: Rule = { categoryId: mark ? categoryId : target, sign: mark === 'in' ? 1 : mark === 'out' ? -1 : 0, weight };
  for (const phrase of phrases.split('|')) {
    const stem = phrase.replace('~', '').normalize('NFD').replace(/\p{M}+/gu, '');
    exact.set(stem, [...(exact.get(stem) ?? []), rule]);
    if (phrase.endsWith('~')) compounds.push([stem, rule]);
  }
}

/**
 * The most telling phrase among the words of a normalised description.
 * @param sign of the amount: negative is money out
 */
export function matchKeyword(words: string[], sign: number): KeywordMatch | null {
  let best: KeywordMatch | null = null;
  let bestScore = 0;
  const offer = (rule: Rule, phrase: string, length: number): void => {
    if (rule.sign !== 0 && Math.sign(sign) !== rule.sign) return;
    // A phrase of two words is worth more than any one word; among equals the surer rule wins.
    const score = length + rule.weight;
    if (score <= bestScore) return;
    bestScore = score;
    best = { categoryId: rule.categoryId, words: phrase, weight: rule.weight };
  };
  for (let from = 0; from < words.length; from++) {
    let phrase = '';
    for (let length = 1; length <= LONGEST && from + length <= words.length; length++) {
      phrase = length === 1 ? (words[from] ?? '') : `${phrase} ${words[from + length - 1]}`;
      for (const rule of exact.get(phrase) ?? []) offer(rule, phrase, length);
    }
  }
  if (best) return best;
  for (const word of words) {
    if (word.length < 6) continue;
    for (const [stem, rule] of compounds) if (word.includes(stem)) offer(rule, word, 0.5);
  }
  return best;
}
