/** Lists in pages, as existing clients read them: count, next, previous, results. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

export const MAX_PAGE_SIZE = 100;

export const pageQuery = {
  page: z.coerce.number('A page is a number.').int().min(1).max(1_000_000).default(1),
  page_size: z.coerce
    .number('A page size is a number.')
    .int()
    .min(1)
    .default(10)
    .transform((size) => Math.min(size, MAX_PAGE_SIZE)),
};

export const paged = <Item extends z.ZodType>(item: Item) =>
  z.object({ count: z.int(), next: z.string().nullable(), previous: z.string().nullable(), results: z.array(item) });

/** The addresses of the pages around this one are its own with another `page`. */
export function pageOf<Item>(
  request: FastifyRequest,
  publicUrl: string,
  { page, page_size: size }: { page: number; page_size: number },
  { count, items }: { count: number; items: Item[] },
) {
  const address = (other: number) => {
    const url = new URL(request.url, publicUrl);
    url.searchParams.set('page', String(other));
    return publicUrl + url.pathname + url.search;
  };
  return {
    count,
    next: page * size < count ? address(page + 1) : null,
    previous: page > 1 ? address(page - 1) : null,
    results: items,
  };
}
