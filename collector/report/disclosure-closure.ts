import type { Known } from './disclosure-blocks.ts'

// Beyond this many breakdowns the ones that follow are not looked for: the time must stay bounded.
const breakdownsMax = 60

/** Adds the breakdowns that follow from two others: each group of one, minus the groups of the other inside it. */
export function closeUnderDifference(known: readonly Known[], measure: (labels: number[]) => Known): Known[] {
  const found = [...known]
  const seen = new Set(found.flatMap(blockNames))
  for (let index = 0; index < found.length && found.length < breakdownsMax; index++) {
    const newest = found[index]
    if (!newest) break
    for (const other of found.slice(0, index)) {
      for (const labels of [takeOut(newest, other), takeOut(other, newest)]) {
        const refined = measure(labels)
        const names = blockNames(refined)
        if (names.every((name) => seen.has(name))) continue
        for (const name of names) seen.add(name)
        found.push(refined)
      }
    }
  }
  return found
}

// Blocks of `from`; where whole blocks of `taken` lie inside one of them, they become blocks of their own.
function takeOut(from: Known, taken: Known): number[] {
  const inside = taken.members.map(() => true)
  const home = new Map<number, number>()
  taken.labels.forEach((label, atom) => {
    const block = from.labels[atom] ?? 0
    if ((home.get(label) ?? block) !== block) inside[label] = false
    home.set(label, block)
  })
  return from.labels.map((block, atom) => {
    const label = taken.labels[atom] ?? 0
    return inside[label] ? from.members.length + label : block
  })
}

function blockNames({ labels, members }: Known): string[] {
  const blocks: number[][] = members.map(() => [])
  labels.forEach((label, atom) => {
    blocks[label]?.push(atom)
  })
  return blocks.map((block) => block.join())
}
