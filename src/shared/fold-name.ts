/** Names are compared by this: case, accents and spaces do not make another payee, tag or category. */
export function foldName(name: string): string {
  return name.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}
