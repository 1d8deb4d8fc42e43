/** The feature categories. */
import type { Feature, ServerContext } from '../../context.ts';
import { handle } from '../../http/handle.ts';
import * as contract from './contract.ts';
import type { Category } from './repository.ts';
import { createCategoryService, type CategoryService } from './service.ts';

const shown = ({ id, userId, name, type }: Category) => ({ id, user: userId, name, type });
const given = <Value extends object>(changes: Value) =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));

export function createCategories({ db }: ServerContext): Feature & { service: CategoryService } {
  const service = createCategoryService(db);
  return {
    service,
    start: () => service.seed(),
    routes: [
      handle(contract.listCategories, async ({ caller }) => ({ status: 200, body: (await service.list(caller.id)).map(shown) })),
      handle(contract.createCategory, async ({ caller, body }) => ({
        status: 201,
        body: shown(await service.add(caller.id, body.name, body.type)),
      })),
      handle(contract.getCategory, async ({ caller, params }) => ({ status: 200, body: shown(await service.get(caller.id, params.id)) })),
      ...[contract.putCategory, contract.patchCategory].map((change) =>
        handle(change as typeof contract.putCategory, async ({ caller, params, body }) => ({
          status: 200,
          body: shown(await service.change(caller.id, params.id, given(body))),
        })),
      ),
      handle(contract.deleteCategory, async ({ caller, params }) => {
        await service.remove(caller.id, params.id);
        return { status: 204, body: null };
      }),
    ],
  };
}
