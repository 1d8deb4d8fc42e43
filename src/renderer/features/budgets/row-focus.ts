/** Rows of the page that keys step through, in their order on it: those with `data-row`. */
export function stepRow(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = at < 0 ? (by > 0 ? rows[0] : rows.at(-1)) : rows[at + by];
  next?.focus();
}
