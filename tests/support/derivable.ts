/** What follows from shown sets by taking one out of another that contains it, twice over; sets are bit masks. */
export function derivableSets(shown: readonly number[]): Set<number> {
  return differences(differences(new Set(shown)))
}

function differences(sets: Set<number>): Set<number> {
  const found = new Set(sets)
  for (const outer of sets) {
    for (const inner of sets) if ((outer & inner) === inner) found.add(outer ^ inner)
  }
  return found
}
