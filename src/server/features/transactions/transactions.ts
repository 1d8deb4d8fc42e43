/** The feature transactions. */
import type { Feature, ServerContext } from '../../context.ts';
import { transactionRoutes } from './routes.ts';
import { createTransactionService, type TransactionParts, type TransactionService } from './service.ts';

export function createTransactions(context: ServerContext, parts: TransactionParts): Feature & { service: TransactionService } {
  const service = createTransactionService(context, parts);
  return { service, routes: transactionRoutes(service, context.publicUrl) };
}
