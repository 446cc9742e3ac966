/** A table of plain texts; without rows it says so. */
export function table(head: string[], rows: string[][]): string {
  if (rows.length === 0) return '<p>Nothing yet.</p>'
  const line = (tag: 'th' | 'td', cells: string[]) =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`
  return `<table><thead>${line('th', head)}</thead><tbody>${rows.map((row) => line('td', row)).join('')}</tbody></table>`
}

/** A share as a percentage with one place; a dash for none. */
export function percent(value: unknown): string {
  return typeof value === 'number' ? `${(value * 100).toFixed(1)} %` : '–'
}

/** A count; a dash for none. */
export function count(value: unknown): string {
  return typeof value === 'number' ? String(value) : '–'
}

/** Said instead of numbers that would tell of too few people. */
export const hidden = 'too few people to show'

/** Text as HTML shows it. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
