/** What everyday words say about the category, in five languages; folded. Longer phrases win over the words in them. */
import type { Token } from './tokens.ts';

const words: Record<string, string> = {
  'food_drink.groceries':
    'groceries|grocery|grocery shopping|food shopping|supermarket|milk|bread|vegetables|veggies|fruit|fruits|eggs|meat|cheese|butcher|bakery|bakers|' +
    'farmers market|weekly shop|supermercado|compra semanal|la compra|comestibles|fruta|verduras|carniceria|panaderia|pan|leche|' +
    'lebensmittel|supermarkt|einkauf|einkaufen|wocheneinkauf|obst|gemuse|brot|milch|metzger|backer|backerei|brotchen|' +
    'courses|supermarche|epicerie|boulangerie|pain|boucherie|fruits et legumes|marche|mercado|supermercado|compras do mes|padaria|pao|' +
    'acougue|hortifruti|feira|mercearia',
  'food_drink.restaurants':
    'lunch|dinner|brunch|breakfast|supper|restaurant|meal|meals|ramen|sushi|thai|indian|steak|tapas|dining|ate out|eating out|dinner out|' +
    'lunch out|sandwich|takeaway|takeout|take out|comida|cena|almuerzo|desayuno|restaurante|menu del dia|mittagessen|abendessen|fruhstuck|' +
    'essen|essen gehen|restaurantbesuch|mittag|dejeuner|petit dejeuner|diner|resto|repas|almoco|jantar|cafe da manha|pequeno almoco|refeicao|' +
    'pizzeria',
  'food_drink.fast_food':
    'fast food|burger|burgers|burrito|burritos|kebab|doner|pizza|pizzas|fries|hot dog|tacos|taco|chicken wings|hamburguesa|hamburguesas|' +
    'perrito|hamburguer|lanche|imbiss|currywurst|pommes|pomme frites|snack|drive thru|drive through|happy meal',
  'food_drink.coffee':
    'coffee|coffees|latte|lattes|cappuccino|espresso|flat white|tea|coffee shop|cafe|cafes|cafeteria|kaffee|cafezinho|un cafe|cortado|mocha|' +
    'americano|bubble tea|bica',
  'food_drink.bars_alcohol':
    'beer|beers|wine|drinks|cocktail|cocktails|bar|pub|pint|pints|liquor|whisky|whiskey|vodka|rum|booze|alcohol|happy hour|cerveza|cervezas|' +
    'vino|copas|bier|biere|wein|kneipe|getranke|vin|aperitif|apero|verre|cerveja|cervejas|vinho|bebidas|chope',
  'food_drink.other': 'food|snacks|candy|chocolate|ice cream|helado|eis|glace|sorvete|gelato|donut|donuts|cake|comidas',
  'transport.fuel':
    'gas|petrol|diesel|fuel|gas station|filled up|filling up|fill up|gasolina|gasoil|gasolinera|combustible|tanken|benzin|sprit|getankt|' +
    'tankstelle|essence|carburant|gazole|plein|combustivel|gasoleo|posto|abastecer|etanol',
  'transport.parking': 'parking|car park|parked|parking meter|aparcamiento|estacionamiento|parken|parkplatz|parkhaus|parkgebuhr|stationnement|estacionamento',
  'transport.taxi_rideshare': 'taxi|cab|uber ride|uber|lyft|ride|rideshare|bolt|cabify|corrida|freenow|vtc',
  'transport.public_transport':
    'bus|train|train tickets|bus tickets|plane|subway|metro|tube|tram|bus ticket|train ticket|bus pass|monthly pass|transit|commute|travel card|tren|autobus|billete de tren|' +
    'abono transporte|bahn|zug|zugticket|bahnticket|fahrkarte|monatskarte|bahnfahrt|strassenbahn|u bahn|deutschlandticket|billet de train|' +
    'navigo|comboio|passe|onibus|trem|bilhete unico|autocarro',
  'transport.tolls': 'toll|tolls|peaje|peajes|maut|vignette|peage|pedagio|portagem',
  'transport.car_maintenance':
    'car repair|mechanic|oil change|tires|tyres|car wash|car service|taller|mecanico|cambio de aceite|reifen|werkstatt|autowasche|autowerkstatt|' +
    'garagiste|pneus|lavage auto|oficina|lavagem do carro|mot test|brake pads',
  'transport.bike_scooter': 'bike|bicycle|bike repair|scooter|bike share|bicicleta|bici|patinete|fahrrad|fahrradreparatur|velo|trottinette',
  'travel.flights': 'flight|flights|airfare|plane ticket|plane tickets|airline|vuelo|vuelos|avion|flug|fluge|flugticket|vol|billet d avion|voo|passagem aerea|passagem',
  'travel.lodging': 'hotel|airbnb|hostel|motel|accommodation|lodging|resort|alojamiento|hotelzimmer|unterkunft|ubernachtung|hebergement|hospedagem|pousada|bnb',
  'travel.car_rental': 'rental car|car rental|car hire|rent a car|hire car|alquiler de coche|coche de alquiler|mietwagen|location de voiture|aluguel de carro|aluguer de carro',
  'travel.other': 'travel|trip|vacation|holiday|cruise|visa fee|luggage|suitcase|viaje|vacaciones|urlaub|reise|voyage|vacances|viagem|ferias|tour',
  'housing_utilities.rent': 'rent|the rent|alquiler|renta|arriendo|miete|kaltmiete|warmmiete|loyer|aluguel|aluguer|renda|hoa fees|condo fees|condominio',
  'housing_utilities.electricity_gas':
    'electricity|electric bill|electricity bill|power bill|gas bill|heating|energy bill|luz|electricidad|factura de la luz|gas natural|recibo de la luz|strom|' +
    'stromrechnung|gasrechnung|heizung|heizkosten|electricite|edf|facture d electricite|facture de gaz|chauffage|conta de luz|eletricidade|conta da luz|energia|conta de gas',
  'housing_utilities.water_waste': 'water bill|water|trash|garbage|sewer|factura del agua|agua|basura|wasserrechnung|wasser|mullabfuhr|mull|eau|facture d eau|ordures|conta de agua',
  'housing_utilities.internet_cable': 'internet|wifi|broadband|cable|internet bill|fibra|internetrechnung|dsl|box internet|fibre|banda larga',
  'housing_utilities.mobile_phone':
    'phone bill|mobile|cell phone bill|phone plan|sim card|mobile plan|cell plan|top up|phone top up|movil|factura del movil|telefono|recarga|handy|handyvertrag|' +
    'handyrechnung|forfait mobile|telephone|forfait|celular|conta do celular|telemovel|conta de telefone',
  'loan_payments.mortgage': 'mortgage|mortgage payment|hipoteca|hypothek|baufinanzierung|pret immobilier|credit immobilier|hipotecario|prestacao da casa|financiamento da casa',
  'loan_payments.car_loan': 'car payment|car loan|auto loan|autokredit|pret auto|credit auto|financiamento do carro|letra del coche',
  'loan_payments.student_loan': 'student loan|student loans|bafog|pret etudiant',
  'loan_payments.personal_loan': 'loan|loan payment|prestamo|kreditrate|kredit|pret|emprestimo',
  'bank_fees.atm_fee': 'atm fee|comision cajero',
  'bank_fees.interest_charge': 'credit card interest|interest charge|intereses de la tarjeta',
  'bank_fees.overdraft': 'overdraft fee|overdraft|descubierto',
  'bank_fees.foreign_transaction': 'foreign transaction fee|exchange fee',
  'bank_fees.other': 'bank fee|bank fees|account fee|wire fee|comision bancaria|kontofuhrung|kontogebuhr|bankgebuhren|frais bancaires|tarifa bancaria|late fee',
  'entertainment.tv_movies': 'movie|movies|cinema|film|netflix|movie tickets|disney plus|hulu|hbo|streaming|cine|pelicula|kino|kinokarten|entradas de cine|kinobesuch|place de cinema|filme',
  'entertainment.music_audio': 'spotify|music|vinyl|album|audiobook|podcast|musica|musik|musique|disco|apple music|deezer',
  'entertainment.games': 'game|games|video game|video games|steam|playstation|xbox|nintendo|videojuego|videojuegos|spiel|videospiel|jeu video|jogo|jogos|switch game',
  'entertainment.events_attractions':
    'ticket|tickets|concert|concert tickets|concert ticket|theater|theatre|museum|zoo|festival|show|amusement park|ticket to|exhibition|football match|match tickets|game tickets|concierto|museo|teatro|' +
    'entradas|konzert|konzertkarten|theaterkarten|ausstellung|musee|spectacle|show ingressos|ingresso|ingressos|exposition|stadium',
  'entertainment.gambling': 'lottery|lotto|casino|bet|betting|poker|loteria|apuesta|wette|loterie|aposta|scratch card',
  'entertainment.hobbies': 'craft supplies|yarn|paint|photography|hobby|guitar strings|basteln|bastelbedarf|lego set|manualidades',
  'entertainment.other': 'bowling|arcade|karaoke|escape room|mini golf|entertainment',
  'shopping.clothing':
    'clothes|clothing|shoes|sneakers|shirt|shirts|t shirt|jeans|dress|jacket|coat|pants|socks|boots|hat|suit|sweater|ropa|zapatos|zapatillas|camisa|camiseta|vestido|pantalones|chaqueta|' +
    'kleidung|schuhe|hemd|hose|jacke|kleid|pullover|klamotten|vetements|chaussures|chemise|robe|pantalon|veste|roupa|roupas|sapatos|tenis|camisas|calca|trainers|underwear',
  'shopping.electronics':
    'laptop|computer|phone|headphones|charger|monitor|keyboard|tablet|camera|tv|television|electronics|iphone|cable usb|usb cable|mouse|ordenador|portatil|auriculares|cargador|movil nuevo|' +
    'kopfhorer|ladegerat|fernseher|neues handy|ordinateur|ecouteurs|casque|computador|fone de ouvido|printer|earbuds',
  'shopping.online_marketplaces': 'amazon|ebay|etsy|aliexpress|temu|mercado libre|mercado livre|allegro',
  'shopping.department_stores': 'target run|department store|el corte ingles|kaufhaus',
  'shopping.books_news': 'book|books|magazine|newspaper|kindle book|ebook|libro|libros|revista|periodico|buch|bucher|zeitung|zeitschrift|livre|livres|journal|magazines|livro|livros|jornal|comic|comics',
  'shopping.sporting_goods': 'sporting goods|tennis racket|running shoes|yoga mat|camping gear|tent|skis|football boots|sportsachen',
  'shopping.pets': 'dog food|cat food|pet food|pet|cat litter|comida del perro|pienso|hundefutter|katzenfutter|croquettes|racao|pet supplies|litter',
  'shopping.gifts': 'gift|gifts|present|presents|birthday present|birthday gift|flowers|bouquet|regalo|regalos|flores|geschenk|geschenke|blumen|cadeau|cadeaux|fleurs|presente|presentes|wedding gift',
  'shopping.office_supplies': 'stationery|office supplies|printer ink|pens|notebook|notebooks|paper|papeleria|burobedarf|fournitures|papelaria',
  'shopping.kids_toys': 'toys|toy|diapers|nappies|baby clothes|juguetes|juguete|panales|spielzeug|windeln|jouets|jouet|couches|brinquedo|brinquedos|fraldas|lego',
  'home.furniture': 'furniture|sofa|couch|desk|chair|table|mattress|bed|lamp|bookshelf|muebles|mesa|silla|colchon|mobel|tisch|stuhl|matratze|meubles|canape|moveis|cadeira|colchao|wardrobe|rug|curtains',
  'home.hardware': 'hardware store|tools|hardware|drill|screws|nails|ferreteria|herramientas|baumarkt|werkzeug|quincaillerie|outils|bricolage|ferragens|ferramentas',
  'home.repair_maintenance':
    'plumber|electrician|repair|repairs|home repair|handyman|cleaner|cleaning lady|gardener|house cleaning|locksmith|fontanero|electricista|reparacion|klempner|handwerker|elektriker|reparatur|' +
    'putzhilfe|plombier|electricien|encanador|eletricista|conserto|faxineira|limpieza',
  'home.household': 'cleaning supplies|household|detergent|toilet paper|dish soap|light bulbs|kitchenware|pots|productos de limpieza|putzmittel|haushalt|produits menagers|produtos de limpeza|paper towels|bedding|towels',
  'home.other': 'plants|garden|seeds|garden center|plantas|pflanzen|garten|plantes|jardin',
  'health.doctor_dentist':
    'doctor|dentist|doctor visit|hospital|clinic|therapist|therapy|copay|checkup|physio|physiotherapy|surgery|blood test|medico|dentista|medica|arzt|zahnarzt|krankenhaus|medecin|dentiste|hopital|' +
    'docteur|kine|hospital|consulta|consulta medica|terapia|fisioterapia|chiropractor|psychologist|urgent care',
  'health.pharmacy': 'pharmacy|medicine|meds|medication|prescription|painkillers|vitamins|drugstore|chemist|farmacia|medicinas|medicamentos|apotheke|medikamente|tabletten|pharmacie|medicaments|remedio|remedios|ibuprofen|antibiotics|cough syrup',
  'health.eye_care': 'glasses|contact lenses|optician|eye exam|gafas|lentillas|optica|brille|kontaktlinsen|optiker|lunettes|lentilles|opticien|oculos|lentes',
  'health.veterinary': 'vet|veterinarian|veterinario|tierarzt|veterinaire',
  'personal_care.hair_beauty':
    'haircut|hairdresser|barber|salon|nails done|manicure|pedicure|makeup|cosmetics|perfume|spa|massage|facial|peluqueria|corte de pelo|barbero|barberia|maquillaje|friseur|haarschnitt|kosmetik|' +
    'coiffeur|coiffeuse|maquillage|parfum|cabeleireiro|corte de cabelo|barbeiro|maquiagem|shampoo|skincare',
  'personal_care.gym_fitness': 'gym|gym membership|fitness|yoga|yoga class|pilates|crossfit|personal trainer|swimming pool|gimnasio|fitnessstudio|sportverein|salle de sport|academia|ginasio|spin class|climbing gym',
  'personal_care.laundry': 'laundry|dry cleaning|dry cleaner|laundromat|lavanderia|tintoreria|reinigung|wascherei|pressing|laverie',
  'services.insurance': 'insurance|car insurance|health insurance|home insurance|life insurance|travel insurance|insurance premium|seguro|seguro del coche|seguro medico|versicherung|autoversicherung|krankenversicherung|haftpflicht|assurance|mutuelle|assurance auto|seguro do carro|plano de saude',
  'services.education': 'tuition|course|online course|school|school fees|university|class|classes|lessons|piano lessons|textbook|exam fee|matricula|curso|colegio|clases|universidad|schule|kurs|studiengebuhren|sprachkurs|unterricht|cours|ecole|formation|universite|escola|faculdade|aula|aulas|mensalidade|driving lessons',
  'services.childcare': 'daycare|babysitter|babysitting|nanny|childcare|kindergarten|nursery|guarderia|ninera|kita|kitagebuhr|tagesmutter|creche|nounou|garderie|baba',
  'services.postage_shipping': 'postage|stamps|shipping|courier|package shipping|sellos|correos|envio|porto|briefmarken|paket|versand|timbres|colis|la poste|selos|correio|frete',
  'services.professional': 'lawyer|accountant|notary|consultant|tax advisor|abogado|gestor|notario|anwalt|steuerberater|notar|avocat|comptable|notaire|advogado|contador|advogada',
  'services.online_services': 'subscription|icloud|cloud storage|domain|hosting|google one|dropbox|vpn|chatgpt|software|app|suscripcion|abo|abonnement|assinatura|web hosting|adobe|microsoft 365|github',
  'services.other': 'tailor|key copy|storage unit|moving company|photographer',
  'government.taxes': 'tax|taxes|income tax|property tax|council tax|impuestos|impuesto|ibi|steuer|steuern|grundsteuer|kfz steuer|einkommensteuer|steuernachzahlung|impots|taxe fonciere|taxe d habitation|imposto|impostos|iptu|ipva|irs payment',
  'government.donations': 'donation|donated|charity|church|tithe|donacion|donativo|spende|gespendet|don|doacao|dizimo|fundraiser',
  'government.fines_fees': 'fine|parking ticket|speeding ticket|passport|passport fee|drivers license|license renewal|registration fee|multa|multas|tasa|bussgeld|knollchen|strafzettel|reisepass|amende|pv|passeport|passaporte|traffic ticket',
  'income.salary': 'salary|paycheck|payroll|wages|wage|paid from work|got paid|bonus|sueldo|nomina|salario|gehalt|lohn|salaire|paie|ordenado|pay day|payday|pay cheque|overtime',
  'income.interest_dividends': 'interest|dividend|dividends|intereses|dividendos|zinsen|dividende|dividenden|interets|dividendes|juros|interest earned',
  'income.pension': 'pension|social security|jubilacion|rente|retraite|aposentadoria|reforma',
  'income.benefits': 'unemployment|benefits|child benefit|kindergeld|arbeitslosengeld|elterngeld|allocations|caf|paro|prestacion|bolsa familia|subsidio|stimulus check|wohngeld',
  'income.tax_refund': 'tax refund|tax return|devolucion de hacienda|devolucion de la renta|steuererstattung|steuerruckerstattung|remboursement d impots|restituicao|restituicao do imposto',
  'income.rental_income': 'rent from tenant|tenant rent|rental income|mieteinnahme|mieteinnahmen|alquiler cobrado|tenant',
  'income.gifts_received': 'birthday money|gift money|gift from|money from grandma|money from mom|money from dad|inheritance|dinero de cumpleanos|geburtstagsgeld|geld geschenkt',
  'income.other': 'sold|freelance|side gig|side job|gig|invoice paid|commission|tips|found|won|cashback|vendi|verkauft|vendu|freelance work|vendido|reimbursement|freelancer',
  'transfer.savings_investment': 'savings|to savings|into savings|investment|invested|etf|stocks|bitcoin|crypto|brokerage|401k|ira|ahorros|ahorro|sparkonto|gespart|depot|aktien|sparplan|epargne|livret|poupanca|investimento|acoes|emergency fund|pension fund',
  'transfer.cash_withdrawal': 'atm|withdrew|cash withdrawal|withdrawal|took out cash|cash out|cajero|saque cajero|saque|sacar dinero|abgehoben|geldautomat|bargeld abgehoben|retrait|distributeur|saquei|levantei|levantamento|saque',
  'transfer.card_payment': 'credit card payment|paid off credit card|credit card bill|paid credit card|pago de la tarjeta|kreditkartenabrechnung|fatura do cartao|carte de credit paiement|paid the credit card|paid my credit card',
  'transfer.between_accounts': 'transfer between|transferred between|umbuchung|between accounts|entre cuentas|entre contas|to checking|virement interne',
  'transfer.person_to_person': 'lent|loaned|venmo|zelle|paypal to|sent to|bizum|pix|paid back|preste|geliehen|prete|emprestei|sent money|owed',
};

interface Phrase {
  words: string[];
  category: string;
}

/** By their first word, the longest first. */
const byFirst = new Map<string, Phrase[]>();
for (const [category, list] of Object.entries(words)) {
  for (const text of list.split('|')) {
    const phrase = { words: text.split(' '), category };
    const first = phrase.words[0] ?? '';
    byFirst.set(first, [...(byFirst.get(first) ?? []), phrase].sort((a, b) => b.words.length - a.words.length));
  }
}

export interface CategoryWord {
  category: string;
  from: number;
  to: number;
}

/** The phrases of a stretch of the sentence that name a category, in order; the longest at each place. */
export function findCategoryWords(tokens: readonly Token[], from: number, to: number): CategoryWord[] {
  const found: CategoryWord[] = [];
  for (let at = from; at < to; ) {
    const phrase = byFirst
      .get(tokens[at]?.folded ?? '')
      ?.find(({ words: list }) => at + list.length <= to && list.every((word, index) => tokens[at + index]?.folded === word));
    if (!phrase) at += 1;
    else {
      found.push({ category: phrase.category, from: at, to: at + phrase.words.length });
      at += phrase.words.length;
    }
  }
  return found;
}
