/** Sets of people whose numbers were shown, as bit masks, and wholes beside the parts of them that were shown. */
export type Told = { shown: Set<bigint>; splits: Map<string, { whole: bigint; parts: bigint[] }> }

/** The smallest set of people, as a mask, whose numbers follow from what was shown; 0n when nothing follows but nobody. */
export function smallestRecovered({ shown, splits }: Told): bigint {
  const known = [...splits.values()].filter(({ whole }) => shown.has(whole))
  const rests = known.map(({ whole, parts }) => parts.reduce((rest, part) => rest & ~part, whole))
  const told = new Set([...shown, ...rests])
  const found = differences(told, told)
  // A difference may lead on to another.
  for (const further of differences(found, told)) found.add(further)
  return [...found].reduce(
    (least, set) => (set !== 0n && (least === 0n || count(set) < count(least)) ? set : least),
    0n,
  )
}

/** How many people a mask holds. */
export function count(set: bigint): number {
  return set.toString(2).replaceAll('0', '').length
}

function differences(sets: ReadonlySet<bigint>, others: ReadonlySet<bigint>): Set<bigint> {
  const found = new Set(sets)
  for (const a of sets) {
    for (const b of others) {
      const both = a & b
      if (both === b) found.add(a ^ b)
      else if (both === a) found.add(a ^ b)
    }
  }
  return found
}
