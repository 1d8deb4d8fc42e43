import { expect, it } from 'vitest';
import { openBook } from './book-fixture.ts';

it('saved filters are named once, kept in order, changed and undone', async () => {
  const { savedFilters, ledger } = await openBook();
  const { id } = await savedFilters.save('Big groceries', { text: 'groceries', amountMin: 5000, accountIds: [] });
  await savedFilters.save('Pending', { status: 'pending' });
  expect(savedFilters.list()).toMatchObject([
    { name: 'Big groceries', filter: { text: 'groceries', amountMin: 5000 } },
    { name: 'Pending', filter: { status: 'pending' } },
  ]);
  await expect(savedFilters.save('pénding', { tag: 'x' })).rejects.toMatchObject({ code: 'CONFLICT', field: 'name' });
  await expect(savedFilters.save('All', { text: '' })).rejects.toMatchObject({ code: 'INVALID' });
  await savedFilters.update(id, { name: 'Large groceries', filter: { amountMin: 10_000 } });
  await savedFilters.update(id, { name: 'LARGE groceries' });
  await savedFilters.reorder([savedFilters.list()[1]?.id ?? '']);
  expect(savedFilters.list().map((each) => each.name)).toEqual(['Pending', 'LARGE groceries']);
  await savedFilters.remove(id);
  expect(savedFilters.list()).toHaveLength(1);
  for (let step = 0; step < 4; step += 1) await ledger.undo();
  expect(savedFilters.list()).toMatchObject([
    { name: 'Big groceries', filter: { text: 'groceries', amountMin: 5000 } },
    { name: 'Pending' },
  ]);
});
