/** What banks print that is not a shop: transfers, wages, fees, people, card bills. Composed anew for each row. */
import { digits, personName, pick, properName, type Random } from './train-categorizer-forms.ts';

type Phrase = (random: Random) => string;
export interface PhraseKind {
  leaf: string;
  sign: -1 | 0 | 1;
  weight: number;
  phrases: Phrase[];
}

const fixed = (list: string): Phrase[] => list.split('|').map((text) => () => text);
const account = (random: Random): string =>
  pick(random, [`X${digits(random, 4)}`, `XXXXXX${digits(random, 4)}`, `...${digits(random, 4)}`, `*${digits(random, 4)}`, digits(random, 8)]);
const day = (random: Random): string =>
  `${digits(random, 1)}${digits(random, 1)}${pick(random, ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'])}${pick(random, ['21', '22', '23', '24', '25'])}`;
const company = (random: Random): string =>
  `${properName(random)} ${pick(random, ['inc', 'llc', 'corp', 'co', 'ltd', 'group', 'gmbh', 'services', 'systems', 'partners', 'holdings', 'industries', 'university', 'school district', 'county', 'hospital', 'bank', 'solutions', 'sa', 'staffing', 'technologies', 'restaurant', 'logistics'])}`;
const bank = (random: Random): string =>
  pick(random, ['chase', 'wells fargo', 'bank of america', 'capital one', 'citi', 'us bank', 'pnc', 'td bank', 'ally', 'discover', 'usaa', 'navy federal', 'truist', 'regions', 'huntington', 'keybank', 'fifth third', 'm&t', 'citizens', 'chime', 'sofi', 'varo', 'barclays', 'hsbc', 'lloyds', 'halifax', 'natwest', 'santander', 'monzo', 'starling', 'nationwide', 'ing', 'n26', 'fcu', 'credit union', 'cu', 'synchrony', 'amex', 'marcus', 'first national', 'rbc', 'scotiabank', 'commonwealth', 'westpac', 'anz']);

export const PHRASES: PhraseKind[] = [
  {
    leaf: 'transfer.between_accounts', sign: 0, weight: 3,
    phrases: [
      (r) => `Online Transfer to ${pick(r, ['SAV', 'CHK', 'savings', 'checking', 'share'])} ${account(r)}`,
      (r) => `Online Transfer from ${pick(r, ['SAV', 'CHK', 'savings', 'checking', 'share'])} ${account(r)}`,
      (r) => `${bank(r)} funds transfer ${pick(r, ['to', 'from'])} ${account(r)}`,
      (r) => `internet transfer ${pick(r, ['to', 'from'])} ${pick(r, ['interest checking', 'savings', 'money market', 'current', 'regular savings', 'free checking'])} account ${account(r)}`,
      (r) => `transfer ${pick(r, ['to', 'from'])} ${pick(r, ['share', 'savings', 'checking', 'account', 'money market', 'my account'])} ${account(r)}`,
      (r) => `ACH ${pick(r, ['deposit', 'withdrawal', 'transfer'])} ${bank(r)} ${pick(r, ['transfer', 'xfer', 'funds tran', 'ext trnsfr'])}`,
      (r) => `${bank(r)} ${pick(r, ['ext trnsfr', 'transfer', 'xfer', 'ach transfer', 'external transfer', 'p2p transfer', 'savings', 'trnsfer'])}`,
      (r) => `mobile transfer ${pick(r, ['to', 'from'])} ${account(r)}`,
      (r) => `${pick(r, ['withdrawal', 'deposit', 'credit', 'debit'])} ${pick(r, ['home banking', 'online banking', 'internet', 'mobile', 'phone'])} transfer ${account(r)}`,
      (r) => `${pick(r, ['transfer', 'tfr', 'trf', 'xfer', 'trnsfr'])} ${personName(r)} ${day(r)}`,
      (r) => `${pick(r, ['wire transfer', 'wire trans', 'fedwire', 'wire type:book', 'domestic wire'])} ${company(r)}`,
      ...fixed('recurring transfer|automatic transfer to savings|overdraft protection transfer|transfer between accounts|account transfer|round up transfer|instant transfer|Umbuchung|Uebertrag Sparkonto|Dauerauftrag eigenes Konto|virement vers livret a|virement interne|traspaso entre cuentas|giroconto|eigen spaarrekening|overforing sparkonto|egen overforsel|omasiirto|przelew wlasny|to savings pot|from savings pot|save the change|funds transfer|internal transfer|external transfer|money transfer between accounts'),
    ],
  },
  {
    leaf: 'transfer.card_payment', sign: 0, weight: 2,
    phrases: [
      (r) => `${bank(r)} ${pick(r, ['credit crd epay', 'credit crd autopay', 'card pymt', 'crd pmt', 'card payment', 'credit card', 'crcardpmt', 'epayment', 'e-payment', 'mobile pmt', 'online pmt', 'card online payment', 'payment', 'cc payment', 'card autopay', 'autopay pymt', 'visa payment', 'mastercard', 'mc payment', 'card serv'])} ${digits(r, 6)}`,
      (r) => `payment to ${bank(r)} card ending in ${digits(r, 4)}`,
      (r) => `${pick(r, ['online', 'mobile', 'internet', 'automatic', 'electronic', 'phone'])} payment ${pick(r, ['thank you', 'received', '- thank you', 'received thank you'])}`,
      (r) => `${properName(r)} ${pick(r, ['mastercard', 'visa', 'credit card', 'store card', 'mc', 'card'])} ${pick(r, ['epay', 'payment', 'pymt', 'autopay', 'web pymt'])}`,
      ...fixed('PAYMENT THANK YOU|AUTOPAY PAYMENT - THANK YOU|PAYMENT RECEIVED|Kreditkartenabrechnung|Abrechnung Mastercard|Ausgleich Kreditkarte|releve carte differe|liquidacion tarjeta de credito|addebito carta di credito|pagamento cartao|ICS creditcard|credit card payment|card balance payment|direct debit payment credit card'),
    ],
  },
  {
    leaf: 'transfer.person_to_person', sign: 0, weight: 3,
    phrases: [
      (r) => `zelle ${pick(r, ['to', 'from', 'payment to', 'payment from', 'transfer to', 'sent to'])} ${personName(r)}`,
      (r) => `venmo ${pick(r, ['payment', 'cashout', '', 'transfer', 'cashout ppd'])} ${pick(r, [digits(r, 10), personName(r), ''])}`,
      (r) => `cash app*${personName(r)}`,
      (r) => `cash app${personName(r)}`,
      (r) => `paypal ${pick(r, ['inst xfer', 'instant transfer', 'transfer', 'money xfer', 'xfer'])} ${digits(r, 6)}`,
      (r) => `${pick(r, ['apple cash', 'google pay', 'facebook pay', 'interac e-transfer', 'bizum', 'swish', 'vipps', 'mobilepay', 'tikkie', 'blik', 'paym'])} ${personName(r)}`,
      (r) => `${personName(r)} ${day(r)}`,
      (r) => `${personName(r)} ${pick(r, ['lunch', 'dinner', 'spends', 'thanks', 'loan back', 'pocket money', 'birthday', 'share', 'money', 'xmas', 'trip', 'tickets'])} ${day(r)}`,
      (r) => `faster payment ${pick(r, ['to', 'from'])} ${personName(r)}`,
      (r) => `${pick(r, ['ueberweisung', 'virement', 'transferencia', 'bonifico', 'overboeking', 'przelew', 'sepa ueberweisung', 'gutschrift'])} ${personName(r)}`,
      (r) => personName(r),
      ...fixed('money transfer paypal|real time payment|western union|remitly|wise'),
    ],
  },
  {
    leaf: 'transfer.cash_withdrawal', sign: -1, weight: 1,
    phrases: [
      (r) => `ATM withdrawal ${digits(r, 6)} ${properName(r)}`,
      (r) => `${pick(r, ['non-network', 'network', 'foreign', ''])} atm ${pick(r, ['wd', 'withdrawal', 'cash', 'w/d'])} ${digits(r, 4)} main st`,
      (r) => `${bank(r)} ${pick(r, ['atm', 'cashpoint', 'cash machine'])} ${day(r)}`,
      (r) => `withdrawal at ${pick(r, ['atm', 'branch'])} #${digits(r, 6)}`,
      (r) => `LNK ${properName(r)} CD ${digits(r, 4)} ${day(r)}`,
      ...fixed('CASH WITHDRAWAL|WITHDRAWAL|WITHDRAWAL CASH|COUNTER WITHDRAWAL|Bargeldauszahlung|Geldautomat|retrait dab|retrait especes|reintegro cajero|prelievo bancomat|levantamento multibanco|geldopname|uttag bankomat|minibankuttak|haevning|otto|wyplata z bankomatu|vyber z bankomatu|cash advance|cash back'),
    ],
  },
  {
    leaf: 'transfer.savings_investment', sign: 0, weight: 0.6,
    phrases: [
      (r) => `${properName(r)} ${pick(r, ['investments', 'brokerage', 'capital', 'securities', 'asset management', 'invest', 'ira', 'funds', 'wealth', 'crypto'])} ${pick(r, ['ach', 'transfer', 'contribution', 'edi pymnts', 'buy', ''])}`,
      ...fixed('Sparplan ETF|Wertpapierkauf|stock purchase|ira contribution|roth ira contribution|mutual fund purchase|compra de fondos|acquisto titoli|achat titres|koop effecten|isa contribution|investment transfer|brokerage transfer'),
    ],
  },
  {
    leaf: 'transfer.other', sign: 0, weight: 0.5,
    phrases: [(r) => `CHECK ${digits(r, 4)}`, (r) => `check # ${digits(r, 4)}`, (r) => `CHEQUE ${digits(r, 6)}`, ...fixed('CHECK|CHECK PAID|DRAFT|cheque|adjustment|reversal|SHARE DRAFT')],
  },
  {
    leaf: 'income.salary', sign: 1, weight: 2.5,
    phrases: [
      (r) => `${company(r)} ${pick(r, ['payroll', 'dir dep', 'direct dep', 'reg salary', 'salary', 'reg.salary', 'payroll ppd', 'des:payroll', 'pay', 'wages', 'payrll', 'dirdep', 'direct deposit', 'paycheck', 'net pay', 'sal', 'emp pay'])} ${pick(r, [digits(r, 6), personName(r), ''])}`,
      (r) => `${pick(r, ['payroll', 'direct deposit', 'direct dep', 'ach deposit', 'dir dep', 'salary'])} ${company(r)}`,
      (r) => `ACH credit ${company(r)} ${pick(r, ['payroll', 'dir dep', 'salary'])}`,
      (r) => `${company(r)} ${pick(r, ['gehalt', 'lohn', 'bezuege', 'salaire', 'nomina', 'stipendio', 'salario', 'salaris', 'lon', 'lonn', 'palkka', 'wynagrodzenie', 'mzda', 'vencimento'])} ${digits(r, 2)}/${digits(r, 4)}`,
      (r) => `${pick(r, ['adp', 'paychex', 'gusto', 'intuit', 'paylocity', 'paycom', 'workday', 'ceridian', 'trinet'])} ${pick(r, ['payroll', 'tx/fincl', 'wage pay', 'net', 'dir dep'])} ${company(r)}`,
    ],
  },
  {
    leaf: 'income.interest_dividends', sign: 1, weight: 1,
    phrases: [
      ...fixed('INTEREST|INTEREST PAID|INTEREST PAYMENT|INTEREST EARNED|Interest Credit|Interest Income|MONTHLY INTEREST PAID|Dividend|DIVIDEND EARNED|Share Dividend|Deposit Dividend|Dividend/Interest|INT PAYMENT|INTEREST CAPITALISED|CREDIT INTEREST|GROSS INTEREST|SAVINGS INTEREST|annual percentage yield earned|Zinsgutschrift|Habenzinsen|interets crediteurs|abono intereses|liquidacion de intereses|interessi attivi|juros|rente|rentebijschrijving|ranta|kapitalforrentning|korko|odsetki|kapitalizacja odsetek|pripsane uroky'),
      (r) => `dividend ${company(r)}`,
      (r) => `${properName(r)} ${pick(r, ['capital', 'fund', 'trust', 'invest', 'securities'])} ${pick(r, ['dividend', 'distribution', 'interest', 'payout', 'div'])}`,
    ],
  },
  {
    leaf: 'income.other', sign: 1, weight: 1.5,
    phrases: [
      ...fixed('DEPOSIT|MOBILE DEPOSIT|MOBILE CHECK DEPOSIT|REMOTE ONLINE DEPOSIT|ATM CHECK DEPOSIT|CASH DEPOSIT|DEPOSIT BY CHECK|BRANCH DEPOSIT|COUNTER CREDIT|CUSTOMER DEPOSIT|edeposit in branch|CHECK DEPOSIT|REBATE|CASHBACK|CASH BACK REWARD|REWARDS REDEMPTION|STATEMENT CREDIT|CREDIT ADJUSTMENT|PROVISIONAL CREDIT|Bareinzahlung|remise de cheque|ingreso en efectivo|versamento contanti|storting|insattning|wplata gotowkowa'),
      (r) => `deposit ${pick(r, ['home banking', 'at atm', 'teller', 'by mobile', 'id number', 'ach'])} ${digits(r, 6)}`,
      (r) => `ACH ${pick(r, ['credit', 'deposit'])} ${digits(r, 8)} ${company(r)}`,
      (r) => `${company(r)} ${pick(r, ['settlement', 'refund', 'claim', 'payout', 'reimbursement', 'edi pymts', 'credit', 'vendor pay', 'ap payment', 'bonus', 'reward'])}`,
    ],
  },
  {
    leaf: 'income.benefits', sign: 1, weight: 0.6,
    phrases: [
      (r) => `${pick(r, ['state of', 'dept of', 'treasury', 'treas 310', 'county of', 'department of'])} ${properName(r)} ${pick(r, ['benefit', 'unemployment', 'ui benefit', 'child support', 'assistance', 'xxsoc sec', 'va benefit', 'ssi', 'supp sec', 'dcse', 'childctc'])}`,
      ...fixed('child support|unemployment benefit|SOC SEC|XXSOC SEC|SSI TREAS 310 XXSUPP SEC|SSA TREAS 310|VACP TREAS 310 XXVA BENEF|Kindergeld|Elterngeld|allocations familiales|prestacion desempleo|naspi|assegno unico|kinderbijslag|barnbidrag|lapsilisa|rodzina 800 plus'),
    ],
  },
  { leaf: 'income.pension', sign: 1, weight: 0.4, phrases: [(r) => `${company(r)} ${pick(r, ['pension', 'annuity', 'retirement', 'ret ben', 'pens pay'])}`, ...fixed('Rente|Rentenzahlung|pension de retraite|pensione inps|pension|aow|elake|emerytura|duchod')] },
  {
    leaf: 'income.tax_refund', sign: 1, weight: 0.5,
    phrases: [...fixed('IRS TREAS 310 TAX REF|TAX REFUND|STATE TAX REFUND|TAX REF|Internal Revenue Service|IRS|US TREASURY TAX REF|HMRC refund|Steuererstattung Finanzamt|Finanzamt|remboursement impot|devolucion renta|rimborso agenzia entrate|belastingteruggaaf|skatteaterbaring|zwrot podatku|council tax refund'), (r) => `${properName(r)} ${pick(r, ['dept revenue', 'tax refund', 'dor tax ref', 'state tax ref', 'council refund', 'tax board refund'])}`],
  },
  { leaf: 'income.rental_income', sign: 1, weight: 0.3, phrases: [(r) => `rent from ${personName(r)}`, (r) => `${personName(r)} ${pick(r, ['rent', 'miete', 'loyer', 'alquiler', 'affitto', 'huur'])} ${day(r)}`, ...fixed('rent received|Mieteinnahme')] },
  { leaf: 'income.gifts_received', sign: 1, weight: 0.2, phrases: [(r) => `${personName(r)} ${pick(r, ['gift', 'birthday gift', 'geschenk', 'happy birthday', 'cadeau', 'wedding gift'])}`] },
  {
    leaf: 'bank_fees.atm_fee', sign: 1, weight: 0.25,
    phrases: fixed('ATM FEE REBATE|ATM SURCHARGE REBATE|ATM FEE REFUND|ATM FEE REIMBURSEMENT|REBATE OF ATM FEE|ATM SURCHARGE REIMBURSEMENT|FOREIGN ATM FEE REFUND'),
  },
  { leaf: 'bank_fees.overdraft', sign: 1, weight: 0.15, phrases: fixed('OVERDRAFT FEE REFUND|NSF FEE REFUND|REVERSE OVERDRAFT FEE|REFUND OD FEE') },
  { leaf: 'bank_fees.other', sign: 1, weight: 0.2, phrases: fixed('FEE REFUND|SERVICE FEE REFUND|MONTHLY FEE WAIVED|REFUND SERVICE CHARGE|LATE FEE REVERSAL|FEE REVERSAL|REVERSE SERVICE FEE') },
  {
    leaf: 'income.salary', sign: 1, weight: 1,
    phrases: [
      (r) => `Deposit ACH ${company(r)} TYPE: ${pick(r, ['PAYROLL', 'DIR DEP', 'PAYMENT', 'REG SALARY', 'DIRECT DEP'])} ID: ${digits(r, 8)} CO: ${company(r)}`,
      (r) => `External Deposit ${company(r)} - ${pick(r, ['PAYROLL', 'DIR DEP', 'PAY', 'SALARY', 'DIRECT DEP'])}`,
      (r) => `${company(r)} ${pick(r, ['PPD', 'PAYMENT', 'PAYROLL PPD', 'DIRECT PAY', 'EDIPAYMENT', 'QUICKBOOKS', 'WAGES'])} ${digits(r, 6)}`,
      (r) => `${pick(r, ['DIRECT DEPOSIT', 'ACH DEPOSIT', 'PREAUTHORIZED CREDIT', 'ELECTRONIC DEPOSIT', 'ACH CREDIT'])} ${company(r)} ${pick(r, ['', 'payroll', 'salary'])}`,
      (r) => `${company(r)} BGC`,
    ],
  },
  {
    leaf: 'transfer.between_accounts', sign: 0, weight: 1,
    phrases: [
      (r) => `${pick(r, ['Deposit', 'Withdrawal'])} Transfer ${pick(r, ['From', 'To'])} ${pick(r, ['Share', 'Loan', 'Checking', 'Savings', 'Acct'])} ${digits(r, 4)}`,
      (r) => `${pick(r, ['Deposit', 'Withdrawal'])} Home Banking Transfer ${pick(r, ['From', 'To'])} Share ${digits(r, 2)}`,
      (r) => `${pick(r, ['To', 'From'])} ${pick(r, ['savings', 'checking', 'share', 'my savings', 'joint account', 'bills pot', 'saver'])} ${digits(r, 4)}`,
      (r) => `TFR ${pick(r, ['TO', 'FROM'])} ${digits(r, 8)}`,
      (r) => `${bank(r)} ${pick(r, ['ext trnsfr', 'trial debit', 'acctverify', 'acct verify', 'transfer ppd', 'p2p', 'xfer ppd', 'ach'])} ${digits(r, 5)}`,
    ],
  },
  { leaf: 'income.interest_dividends', sign: 1, weight: 0.5, phrases: [(r) => `${bank(r)} ${pick(r, ['interest', 'interest paid', 'interest payment', 'dividend', 'int payment'])}`, (r) => `Deposit ${pick(r, ['Dividend', 'Interest'])} ${pick(r, ['Tiered Rate', 'Annual Percentage Yield Earned', ''])} 0.${digits(r, 2)}%`] },
  { leaf: 'entertainment.games', sign: -1, weight: 0.25, phrases: [(r) => `GOOGLE *${properName(r)} ${pick(r, ['games', 'game', 'studio', 'entertainment', 'interactive', 'inc', 'ltd', 'gmbh', 'oy'])} ${pick(r, ['g.co/helppay# CA', '855-836-3987 CA', ''])}`] },
  { leaf: 'services.online_services', sign: -1, weight: 0.2, phrases: [(r) => `GOOGLE *${properName(r)} ${pick(r, ['app', 'apps', 'labs', 'llc', 'tech', 'software', 'vpn'])} ${pick(r, ['g.co/helppay# CA', ''])}`, ...fixed('GOOGLE *SERVICES|GOOGLE *SVCS|APPLE.COM/BILL 866-712-7753 CA|APL* ITUNES.COM/BILL')] },
  {
    leaf: 'bank_fees.atm_fee', sign: -1, weight: 0.5,
    phrases: [...fixed('ATM FEE|ATM WITHDRAWAL FEE|NON-NETWORK ATM FEE|ATM OPERATOR FEE|FOREIGN ATM FEE|OUT OF NETWORK ATM FEE|NON-WF ATM WITHDRAWAL FEE|ATM SURCHARGE|ATM INQUIRY FEE|Surcharge ATM|CASH WITHDRAWAL FEE|Entgelt Geldautomat|frais retrait dab|comision cajero')],
  },
  {
    leaf: 'bank_fees.overdraft', sign: -1, weight: 0.5,
    phrases: [...fixed('OVERDRAFT FEE|OVERDRAFT ITEM FEE|NSF FEE|INSUFFICIENT FUNDS FEE|RETURNED ITEM FEE|OD FEE|OVERDRAFT PAID FEE|COURTESY PAY FEE|EXTENDED OVERDRAFT FEE|UNPAID ITEM CHARGE|OVERDRAFT INTEREST|Dispozinsen|agios decouvert|descubierto'), (r) => `OVERDRAFT ITEM FEE FOR ACTIVITY OF ${digits(r, 2)}-${digits(r, 2)}`],
  },
  {
    leaf: 'bank_fees.foreign_transaction', sign: -1, weight: 0.5,
    phrases: [...fixed('FOREIGN TRANSACTION FEE|INTERNATIONAL TRANSACTION FEE|INTL TRANSACTION FEE|FOREIGN EXCH RT ADJ FEE|INTERNATIONAL POS FEE|INTL SERVICE FEE|NON-STERLING TRANSACTION FEE|CROSS BORDER FEE|ISA FEE|FX FEE|Auslandseinsatzentgelt|frais operation hors zone euro|comision cambio divisa|maggiorazione cambio'), (r) => `INTERNATIONAL FEE ${properName(r)} ${digits(r, 4)}`],
  },
  { leaf: 'bank_fees.interest_charge', sign: -1, weight: 0.3, phrases: fixed('INTEREST CHARGE ON PURCHASES|INTEREST CHARGE|PURCHASE INTEREST CHARGE|FINANCE CHARGE|INTEREST CHARGED|DEBIT INTEREST|Sollzinsen|interets debiteurs|intereses deudores|interessi passivi|LOAN INTEREST') },
  {
    leaf: 'bank_fees.other', sign: -1, weight: 0.8,
    phrases: [...fixed('MONTHLY SERVICE FEE|MONTHLY MAINTENANCE FEE|SERVICE CHARGE|MONTHLY FEE|ANNUAL FEE|ANNUAL MEMBERSHIP FEE|LATE FEE|LATE PAYMENT FEE|WIRE TRANSFER FEE|INCOMING WIRE FEE|STOP PAYMENT FEE|PAPER STATEMENT FEE|ACCOUNT FEE|MAINTENANCE FEE|MINIMUM BALANCE FEE|EXCESS TRANSACTION FEE|CARD REPLACEMENT FEE|CASHIERS CHECK FEE|MONEY ORDER FEE|BALANCE TRANSFER FEE|CASH ADVANCE FEE|SERVICE FEE|BANK CHARGES|ACCOUNT CHARGE|Kontofuehrung|Kontofuehrungsentgelt|Entgeltabschluss|frais de tenue de compte|cotisation carte bancaire|comision mantenimiento|canone conto|imposta di bollo|kosten betaalpakket|bankavgift|gebyr|oplata za karte|poplatek za vedeni|DOMESTIC TRANSACTION FEE|INSTANT TRANSFER FEE|PAYMENT FEE|convenience fee|verification fee')],
  },
  {
    leaf: 'loan_payments.personal_loan', sign: -1, weight: 0.8,
    phrases: [(r) => `${properName(r)} ${pick(r, ['loan', 'lending', 'loans', 'finance', 'loan pymt', 'financial', 'credit', 'loan payment', 'installment', 'funding', 'advance', 'funding llc', 'pay later'])} ${pick(r, ['', 'web pmts', 'payment', 'ach', 'pmt', digits(r, 6)])}`, ...fixed('loan payment|Ratenkredit|Kreditrate|echeance pret|cuota prestamo|rata prestito|lening aflossing|lan amortering|rata kredytu|splatka uveru|personal loan')],
  },
  { leaf: 'loan_payments.car_loan', sign: -1, weight: 0.5, phrases: [(r) => `${properName(r)} ${pick(r, ['auto finance', 'auto loan', 'motor credit', 'auto pymt', 'vehicle finance', 'auto fin', 'motor finance', 'leasing'])}`, ...fixed('car payment|auto loan payment|Autokredit|Leasingrate|car loan')] },
  { leaf: 'loan_payments.mortgage', sign: -1, weight: 0.8, phrases: [(r) => `${properName(r)} ${pick(r, ['mortgage', 'mortg', 'mtg pymt', 'home loans', 'home mtg', 'mortgage pymt', 'mtge', 'home lending', 'mortgage servicing', 'building society'])} ${pick(r, ['', digits(r, 8), 'payment', 'pmt'])}`, ...fixed('mortgage|mortgage payment|Baufinanzierung Rate|pret immobilier|cuota hipoteca|rata mutuo|hypotheek|bolan|rata kredytu hipotecznego|hypoteka')] },
  { leaf: 'loan_payments.student_loan', sign: -1, weight: 0.3, phrases: [(r) => `${properName(r)} ${pick(r, ['student loan', 'student ln', 'studnt loan', 'education loan'])}`, ...fixed('DEPT EDUCATION STUDENT LN|student loan payment')] },
  { leaf: 'loan_payments.other', sign: -1, weight: 0.2, phrases: [(r) => `${bank(r)} line of credit`, ...fixed('line of credit payment|loc payment')] },
  { leaf: 'housing_utilities.rent', sign: -1, weight: 0.8, phrases: [(r) => `rent ${personName(r)}`, (r) => `${properName(r)} ${pick(r, ['apartments', 'property management', 'properties', 'apts', 'residences', 'realty', 'rent payment', 'lofts', 'property mgmt', 'miete', 'loyer', 'alquiler', 'affitto', 'huur', 'hyra'])}`, ...fixed('rent|rent payment|Miete|Warmmiete|loyer|alquiler|affitto|huur|hyra|husleie|vuokra|czynsz|najem')] },
  {
    leaf: 'housing_utilities.electricity_gas', sign: -1, weight: 0.8,
    phrases: [(r) => `${properName(r)} ${pick(r, ['electric', 'energy', 'power', 'gas', 'utilities', 'electric co', 'gas & electric', 'power & light', 'electric coop', 'energycorp', 'elec', 'gas co', 'light & power', 'edison', 'propane', 'utiliti'])} ${pick(r, ['', 'bill pay', 'web pymts', 'util pymt', 'direct debit', 'online pmt', 'utility'])}`],
  },
  { leaf: 'housing_utilities.water_waste', sign: -1, weight: 0.5, phrases: [(r) => `${pick(r, ['city of', 'town of', 'city', 'county of', 'village of'])} ${properName(r)} ${pick(r, ['water', 'utilities', 'utility', 'water bill', 'pymt', 'utility pymt', 'water dept', 'util', 'utility bil', 'sewer'])}`, (r) => `${properName(r)} ${pick(r, ['water', 'water district', 'sewer', 'sanitation', 'waste', 'disposal', 'water co', 'water online pmt', 'refuse'])}`] },
  { leaf: 'housing_utilities.internet_cable', sign: -1, weight: 0.5, phrases: [(r) => `${properName(r)} ${pick(r, ['cable', 'internet', 'broadband', 'fiber', 'communications', 'comm', 'telephone', 'telecom', 'net', 'satellite', 'wifi'])}`] },
  { leaf: 'housing_utilities.mobile_phone', sign: -1, weight: 0.4, phrases: [(r) => `${properName(r)} ${pick(r, ['wireless', 'mobile', 'cellular', 'phone bill', 'telefon', 'mobil'])}`] },
  { leaf: 'services.insurance', sign: -1, weight: 0.8, phrases: [(r) => `${properName(r)} ${pick(r, ['insurance', 'ins', 'ins prem', 'insurance pymt', 'life ins', 'mutual ins', 'health plan', 'casualty', 'insur', 'assurance', 'versicherung', 'seguros', 'assicurazioni', 'verzekeringen', 'forsakring'])}`] },
  { leaf: 'government.taxes', sign: -1, weight: 0.6, phrases: [(r) => `${properName(r)} ${pick(r, ['county tax', 'tax payment', 'dept of revenue', 'property tax', 'tax collector', 'state tax', 'council tax', 'finanzamt', 'treasurer', 'tax pymt'])}`, ...fixed('IRS USATAXPYMT|USATAXPYMT|INCOME TAX|ESTIMATED TAX|STATE TAX PAYMENT|COUNCIL TAX|Finanzamt Steuer|impots|impuestos|imposte f24|belastingdienst')] },
  { leaf: 'government.donations', sign: -1, weight: 0.6, phrases: [(r) => `${properName(r)} ${pick(r, ['foundation', 'church', 'ministries', 'rescue', 'charity', 'donation', 'baptist church', 'fund', 'relief', 'humane society', 'temple', 'food bank', 'mission', 'fellowship', 'for congress', 'parish'])}`, (r) => `${pick(r, ['gofundme', 'gfm', 'gofndme', 'donation', 'givebutter'])}* help ${personName(r)}`] },
  { leaf: 'entertainment.events_attractions', sign: -1, weight: 0.4, phrases: [(r) => `${properName(r)} ${pick(r, ['athletic center', 'theatre', 'museum', 'golf club', 'lanes', 'arena', 'stadium', 'zoo', 'festival', 'fun center', 'amusements', 'country club', 'tickets', 'box office'])}`] },
];

/** Brand-like names of no known kind: mostly shops, sometimes eating out. */
export const UNKNOWN_SHOP: Phrase = (random) => `${properName(random)}${pick(random, ['', '', ' co', ' shop', ' store', ' llc', ' inc', ' ltd'])}`;
