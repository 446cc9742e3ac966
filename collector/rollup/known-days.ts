/** Days that are known to be stored, so that no question looks for them again. */
export type KnownDays = {
  has(key: string): boolean
  /** Number of the changes so far: what was looked for before the last one does not hold. */
  changes(): number
  /** Begins a look; what it found counts unless something changed meanwhile. */
  look(): (found: Iterable<string>) => void
  /** Something changes, or has changed: every day is to be looked for again. */
  forget(): void
}

/** Knows no day yet. */
export function createKnownDays(): KnownDays {
  const known = new Set<string>()
  let changes = 0
  return {
    has: (key) => known.has(key),
    changes: () => changes,
    look() {
      const before = changes
      return (found) => {
        if (changes === before) for (const key of found) known.add(key)
      }
    },
    forget() {
      changes += 1
      known.clear()
    },
  }
}
