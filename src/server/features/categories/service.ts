/** The rules of categories. */
import { categoryTree } from '../../../shared/taxonomy.ts';
import { isUniqueViolation, type Database } from '../../database/database.ts';
import { RequestError } from '../../http/problem.ts';
import * as repository from './repository.ts';
import type { Category } from './repository.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

export type CategoryService = ReturnType<typeof createCategoryService>;

export function createCategoryService(db: Database) {
  const taken = (error: unknown): never => {
    if (!isUniqueViolation(error)) throw error;
    const message = 'There is a category with this name already.';
    throw new RequestError(409, message, { fields: [{ field: 'name', message }] });
  };

  /** A default one is there for everybody, so nobody changes it; somebody else's is not there at all. */
  async function refuse(userId: string, id: string): Promise<never> {
    if (await repository.findCategory(db, userId, id)) throw new RequestError(403, 'The default categories stay as they are.');
    throw new RequestError(404, 'There is no such category.');
  }

  return {
    seed: () => repository.seedCategories(db, categoryTree().map(({ id, name, kind }) => ({ key: id, name, type: kind }))),

    list: (userId: string) => repository.listCategories(db, userId),

    async get(userId: string, id: string): Promise<Category> {
      return (await repository.findCategory(db, userId, id)) ?? (await refuse(userId, id));
    },

    /** By id or by name. @throws RequestError 400 at `field` */
    async resolve(userId: string, idOrName: string, field = 'category'): Promise<Category> {
      const found = UUID.test(idOrName)
        ? await repository.findCategory(db, userId, idOrName)
        : await repository.findCategoryByName(db, userId, idOrName);
      if (found) return found;
      const message = `There is no category ${idOrName}.`;
      throw new RequestError(400, message, { fields: [{ field, message }] });
    },

    /** By id or name; a name that is not there yet becomes a category of one's own. */
    async resolveOrAdd(userId: string, idOrName: string, type: Category['type']): Promise<Category> {
      const found = UUID.test(idOrName) ? null : await repository.findCategoryByName(db, userId, idOrName);
      if (found) return found;
      if (UUID.test(idOrName)) return await this.resolve(userId, idOrName);
      return await this.add(userId, idOrName.trim(), type);
    },

    async add(userId: string, name: string, type: Category['type']): Promise<Category> {
      if (await repository.findCategoryByName(db, userId, name)) {
        const message = 'There is a category with this name already.';
        throw new RequestError(409, message, { fields: [{ field: 'name', message }] });
      }
      return await repository.insertCategory(db, { userId, name, type }).catch(taken);
    },

    async change(userId: string, id: string, changes: Partial<Pick<Category, 'name' | 'type'>>): Promise<Category> {
      if (Object.keys(changes).length === 0) return await this.get(userId, id);
      const changed = await repository.updateCategory(db, userId, id, changes).catch(taken);
      return changed ?? (await refuse(userId, id));
    },

    async remove(userId: string, id: string): Promise<void> {
      if (!(await repository.deleteCategory(db, userId, id))) await refuse(userId, id);
    },
  };
}
