/** How many people a group holds: `eligible` tells an empty group from one where nobody can be measured. */
export type Size = { measured: number; eligible: number }

/** Whether a group of this size may show numbers: nobody in it, or at least the floor. */
export function isSafe({ measured, eligible }: Size, floor: number): boolean {
  if (measured > 0) return measured >= floor
  return eligible === 0 || eligible >= floor
}

/** Siblings of one parent that must not show numbers, by their place in the list. */
export function hiddenSiblings(
  siblings: readonly Size[],
  floor: number,
  alreadyHidden: Iterable<number> = [],
): Set<number> {
  const hidden = new Set(alreadyHidden)
  siblings.forEach((size, index) => {
    if (!isSafe(size, floor)) hidden.add(index)
  })
  const next = smallestFirst(siblings)
  // A single hidden group would be the parent minus the others: hide on until the hidden people are a crowd.
  while (hidden.size > 0 && (countPeople(siblings, hidden) < floor || countPeopled(siblings, hidden) < 2)) {
    const index = next.find((each) => !hidden.has(each))
    if (index === undefined) break
    hidden.add(index)
  }
  return hidden
}

// The order of the list decides between equals, so that the same question is always answered alike.
function smallestFirst(siblings: readonly Size[]): number[] {
  return siblings
    .map((_, index) => index)
    .filter((index) => (siblings[index]?.measured ?? 0) > 0)
    .sort((a, b) => (siblings[a]?.measured ?? 0) - (siblings[b]?.measured ?? 0) || a - b)
}

function countPeople(siblings: readonly Size[], hidden: Set<number>): number {
  return [...hidden].reduce((sum, index) => sum + (siblings[index]?.measured ?? 0), 0)
}

function countPeopled(siblings: readonly Size[], hidden: Set<number>): number {
  return [...hidden].filter((index) => (siblings[index]?.eligible ?? 0) > 0).length
}
