/** Levels that are kept: more than any message may have. */
const levelsMax = 64

/** A JSON value without what is nested too deep, so that writing it out cannot exhaust the stack. */
export function cutDeep(value: unknown, levels = levelsMax): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return levels === 0 ? [] : value.map((inner) => cutDeep(inner, levels - 1))
  if (levels === 0) return {}
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cutDeep(inner, levels - 1)]))
}
