/** The transactions that wait for a look, payee by payee, and the answers to them. */
import type { z } from 'zod';
import type { direction, ReviewCluster } from '#shared/contract/categorisation.ts';
import { DomainError } from '#shared/contract/errors.ts';
import { idFromBytes, idToBytes } from '#shared/ids.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { createReviewRepository, type ClusterKey } from './review-repository.ts';
import type { Categorisation } from './service.ts';

type Direction = z.infer<typeof direction>;
interface ReviewQueue {
  clusters: ReviewCluster[];
  clusterCount: number;
  rowCount: number;
}

interface Answer {
  payeeId: string;
  direction: Direction;
  currency: string;
  categoryId: string;
}

/** How sure the app is of what it copied from the user's own choice for the same payee. */
const FOLLOWED_CONFIDENCE = 95;
const MOST_CANDIDATES = 9;

export function createReviewService(ledger: Ledger, categorisation: Categorisation) {
  const reading = createReviewRepository(ledger.read);

  return {
    queue(limit: number): ReviewQueue {
      const found = reading.clusters(limit);
      return {
        ...reading.counts(),
        clusters: found.map((cluster): ReviewCluster => {
          const newest = reading.newest(cluster);
          const input = {
            description: newest.description,
            payeeId: cluster.payeeId,
            amountMinor: newest.amountMinor,
            currency: cluster.currency,
          };
          const { candidates, reason } = categorisation.candidates(input, MOST_CANDIDATES);
          return {
            payeeId: idFromBytes(cluster.payeeId),
            payee: cluster.payee,
            direction: cluster.out === 1 ? 'out' : 'in',
            currency: cluster.currency,
            count: cluster.count,
            totalMinor: cluster.totalMinor,
            newest: { ...newest, id: idFromBytes(newest.id) },
            candidates,
            reason,
          };
        }),
      };
    },

    async answer({ payeeId, direction: way, currency, categoryId }: Answer) {
      const key: ClusterKey = { payeeId: idToBytes(payeeId), out: way === 'out' ? 1 : 0, currency };
      const name = reading.categoryName(categoryId);
      if (name === null) throw new DomainError('NOT_FOUND', 'That category is not there any more.', 'categoryId');
      const { change, result } = await ledger.commit({ label: `Reviewed as ${name}` }, (writer) => {
        const rows = createReviewRepository(writer.db).rows(key);
        const [newest, ...others] = rows;
        if (!newest) throw new DomainError('NOT_FOUND', 'Nothing of this payee waits for a look any more.');
        writer.update('txn', newest.id, { category_id: categoryId, category_source: 'user', confidence: null, review: 0 });
        for (const other of others) {
          writer.update('txn', other.id, {
            category_id: categoryId,
            category_source: 'payee',
            confidence: FOLLOWED_CONFIDENCE,
            review: 0,
          });
        }
        const chosen = {
          id: newest.id,
          descriptionId: newest.descriptionId,
          payeeId: key.payeeId,
          amountMinor: newest.amountMinor,
          currency,
          before: { categoryId: newest.categoryId, source: newest.categorySource },
        };
        return rows.length + categorisation.learn(writer, [chosen], categoryId);
      });
      return { ...change, changed: result };
    },

    explain(id: string) {
      const row = reading.row(idToBytes(id));
      if (!row) throw new DomainError('NOT_FOUND', 'That transaction is not there any more.');
      return categorisation.candidates(row, MOST_CANDIDATES);
    },
  };
}

export type ReviewService = ReturnType<typeof createReviewService>;
