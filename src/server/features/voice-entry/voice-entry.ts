/** The feature voice entry: the desktop's parser and categoriser over the server's transactions. */
import { loadCategorizerArtefacts } from '../../../core/adapters/models/load-categorizer-artefacts.ts';
import { createCategorizer, type Categorizer } from '../../../core/ml/categorizer/categorizer.ts';
import { categorizePayee } from '../../../core/ml/utterance-parser/categorize-payee.ts';
import { parseUtterance, type ParsedItem } from '../../../core/ml/utterance-parser/parse-utterance.ts';
import { categoryTree } from '../../../shared/taxonomy.ts';
import type { Feature, ServerContext } from '../../context.ts';
import { handle } from '../../http/handle.ts';
import { RequestError } from '../../http/problem.ts';
import { toDecimal } from '../../http/scalars.ts';
import { modelsFolder } from '../../models-folder.ts';
import { today } from '../../today.ts';
import type { CategoryService } from '../categories/service.ts';
import type { ProfileService } from '../profiles/service.ts';
import type { TransactionService } from '../transactions/service.ts';
import { confirmVoiceTransaction, processVoiceEntry } from './contract.ts';

/** Shown where no category was understood; confirmed, it stays without one. */
const NO_CATEGORY = 'Uncategorized';

interface VoiceParts {
  categories: Pick<CategoryService, 'resolveOrAdd'>;
  profiles: Pick<ProfileService, 'currencyOf'>;
  transactions: Pick<TransactionService, 'add'>;
}

export function createVoiceEntry({ clock }: ServerContext, { categories, profiles, transactions }: VoiceParts): Feature {
  let categorizer: Categorizer | null = null;
  const names = new Map(categoryTree().map(({ id, name }) => [id, name]));

  async function understand(userId: string, text: string): Promise<ParsedItem & { amountMinor: number }> {
    const currency = await profiles.currencyOf(userId);
    // Made on first use: most servers never hear a sentence.
    categorizer ??= createCategorizer(loadCategorizerArtefacts(modelsFolder));
    const { items, questions } = parseUtterance(text, {
      today: today(clock),
      currency,
      dayFirst: currency !== 'USD',
      accounts: [],
      payees: [],
      people: [],
      categorize: categorizePayee(categorizer, currency),
    });
    const [item] = items;
    if (item?.amountMinor == null) throw new RequestError(400, questions[0]?.message ?? 'How much was it?');
    return { ...item, amountMinor: item.amountMinor };
  }

  return {
    routes: [
      handle(processVoiceEntry, async ({ caller, body }) => {
        const text = body.voice_text?.trim() ?? '';
        if (text === '') throw new RequestError(400, 'No voice input received');
        const { amountMinor, currency, type, categoryId, date, payee } = await understand(caller.id, text);
        return {
          status: 200,
          body: {
            amount: toDecimal(amountMinor, currency),
            // Money back from a shop comes in.
            transaction_type: type === 'refund' ? 'income' : type,
            category: (categoryId === null ? null : names.get(categoryId)) ?? NO_CATEGORY,
            date,
            ...(payee === null ? {} : { payee }),
            currency,
          },
        };
      }),
      handle(confirmVoiceTransaction, async ({ caller, body }) => {
        const { amount, transaction_type: said, category } = body;
        if (!amount || !said || !category) throw new RequestError(400, 'Missing transaction details');
        const kind = (['income', 'expense', 'transfer'] as const).find((each) => each === said);
        if (!kind) throw new RequestError(400, 'A transaction_type is income, expense or transfer.');
        const known = category === NO_CATEGORY ? null : await categories.resolveOrAdd(caller.id, category, kind);
        const { id } = await transactions.add(caller.id, {
          amount,
          transaction_type: kind,
          category: known?.id ?? null,
          date: body.date ?? today(clock),
          description: body.description || body.payee || '',
          ...(body.currency ? { currency: body.currency } : {}),
        });
        return { status: 201, body: { message: 'Transaction saved successfully!', transaction_id: id } };
      }),
    ],
  };
}
