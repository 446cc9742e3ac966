/** Row that a key leads to; null for a key that means nothing here. */
export function rowAfterKey(key: string, from: number, total: number, pageRows: number): number | null {
  const to: Record<string, number> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + pageRows,
    PageUp: from - pageRows,
    Home: 0,
    End: total - 1,
  }
  const next = to[key]
  return next === undefined ? null : Math.max(0, Math.min(total - 1, next))
}
