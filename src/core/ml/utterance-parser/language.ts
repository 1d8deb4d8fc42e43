import type { Token } from './tokens.ts';

export type Language = 'en' | 'es' | 'de' | 'fr' | 'pt';

/** Small words that only one of them uses, or uses much more. Folded. */
const marks: Record<Language, string> = {
  en: 'the a an of on at for from to my with and yesterday today last paid spent got bought i was in this',
  es:
    'el la los las de en por con y del un una ayer hoy anteayer pague gaste compre cobre recibi mi al para pasado hace euros ' +
    'sueldo nomina pesos dolares cena comida supermercado gasolina alquiler gastado pagado ingreso lunes martes miercoles jueves viernes',
  de:
    'der die das den dem ein eine einen fur im in am mit und gestern heute vorgestern bezahlt ausgegeben gekauft bekommen erhalten ' +
    'beim bei von vor letzten letzte letzter habe ich zum zur miete gehalt einkauf abendessen mittagessen tanken montag dienstag mittwoch ' +
    'donnerstag freitag samstag sonntag',
  fr:
    'le la les de du des un une au aux en chez avec et hier aujourd hui avant paye depense achete recu pour mon ma dernier j ai d l ' +
    'loyer salaire courses essence dejeuner diner lundi mardi mercredi jeudi vendredi samedi dimanche il y jours',
  pt:
    'o a os as do da dos das no na nos nas em um uma com e ontem hoje anteontem paguei gastei comprei recebi meu minha ha para reais ' +
    'salario aluguel almoco jantar mercado gasolina segunda terca quarta quinta sexta feira passada passado real',
};

const sets = Object.entries(marks).map(([language, words]) => [language as Language, new Set(words.split(' '))] as const);

/** The likeliest language; English when nothing speaks against it. */
export function languageOf(tokens: readonly Token[]): Language {
  let best: { language: Language; score: number } = { language: 'en', score: 0 };
  for (const [language, words] of sets) {
    // A word that few of the languages know tells more.
    const score = tokens.reduce((sum, { kind, folded }) => {
      if (kind !== 'word' || !words.has(folded)) return sum;
      return sum + 1 / sets.filter(([, others]) => others.has(folded)).length;
    }, 0);
    if (score > best.score + 1e-9) best = { language, score };
  }
  return best.language;
}
