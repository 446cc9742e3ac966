/** Levels that are kept: more than any message may have. */
const levelsMax = 64

/** A JSON value without what is nested too deep, so that writing it out cannot exhaust the stack. */
export function cutDeep(value: unknown): unknown {
  return isDeep(value, levelsMax) ? cut(value, levelsMax) : value
}

function isDeep(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  if (Array.isArray(value)) return value.some((inner) => isDeep(inner, levels - 1))
  return Object.values(value).some((inner) => isDeep(inner, levels - 1))
}

function cut(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return levels === 0 ? [] : value.map((inner) => cut(inner, levels - 1))
  if (levels === 0) return {}
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cut(inner, levels - 1)]))
}
