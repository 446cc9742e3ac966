import { closeUnderDifference } from './disclosure-closure.ts'
import { isSafe, type Size } from './suppress.ts'

/** People who share everything that can be asked for, on one date. */
export type Atom = Size & {
  department: string
  team: string
  role: string
  phase: string
  /** What else tells them apart, where an answer says so: the reason they gave, say. */
  part?: string
}

/** A dimension of people. */
export type PeopleDimension = 'department' | 'team' | 'role' | 'phase'

/** One value per dimension that is asked for. */
export type Cell = Partial<Record<PeopleDimension | 'part', string>>

/** A set of people, as places of atoms. */
export type Block = ReadonlySet<number>

/** One group of a breakdown. */
export type Group = { value: string; parent: string | null; atoms: Block; hidden: boolean }

/** A breakdown of everyone that is known: the block of each atom, and how large each block is. */
export type Known = { labels: number[]; sizes: Size[]; members: number[] }

const nobody: Size = { measured: 0, eligible: 0 }

/** The groups of a date as sets, and what can be computed from them. */
export type Blocks = ReturnType<typeof createBlocks>

/** Sets over the atoms of one date. */
export function createBlocks(atoms: readonly Atom[], floor: number) {
  const sizeOf = (block: Iterable<number>): Size => {
    const size = { measured: 0, eligible: 0 }
    for (const index of block) {
      size.measured += atoms[index]?.measured ?? 0
      size.eligible += atoms[index]?.eligible ?? 0
    }
    return size
  }

  const measure = (labels: number[]): Known => {
    const compact = new Map([...new Set(labels)].map((label, index) => [label, index]))
    const known: Known = { labels: labels.map((label) => compact.get(label) ?? 0), sizes: [], members: [] }
    known.labels.forEach((label, index) => {
      known.sizes[label] = sum([known.sizes[label] ?? nobody, atoms[index] ?? nobody])
      known.members[label] = (known.members[label] ?? 0) + 1
    })
    return known
  }

  /** Whether showing the block would show a few people: those between it and what is already known. */
  function leaks(block: Block, known: readonly Known[]): boolean {
    const own = sizeOf(block)
    return known.some(({ labels, sizes, members }) => {
      const met = new Map<number, number>()
      for (const member of block) {
        const index = labels[member] ?? 0
        met.set(index, (met.get(index) ?? 0) + 1)
      }
      const cover = sum([...met.keys()].map((index) => sizes[index] ?? nobody))
      const kernel = sum(
        [...met].map(([index, count]) => (count === members[index] ? sizes[index] : undefined) ?? nobody),
      )
      return !isSafe(difference(cover, own), floor) || !isSafe(difference(own, kernel), floor)
    })
  }

  // The groups of one breakdown may leave a few people between themselves and several groups of another.
  function partsLeak({ labels, members }: Known, known: readonly Known[]): boolean {
    const blocks: Set<number>[] = members.map(() => new Set())
    labels.forEach((label, atom) => {
      blocks[label]?.add(atom)
    })
    return blocks.some((block) => leaks(block, known))
  }

  return {
    floor,
    sizeOf,
    /** Everyone who fits the cell. */
    where: (cell: Cell): Block => new Set(atoms.flatMap((atom, index) => (fits(atom, cell) ? [index] : []))),
    /** The groups of a dimension within a block, in the order of their names. */
    breakdown(dimension: PeopleDimension | 'part', within: Block, parent: string | null = null): Group[] {
      const groups = new Map<string, Set<number>>()
      for (const index of within) {
        const value = atoms[index]?.[dimension] ?? ''
        groups.set(value, (groups.get(value) ?? new Set()).add(index))
      }
      const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
      return sorted.map(([value, members]) => ({ value, parent, atoms: members, hidden: false }))
    },
    /** Prepares a breakdown that is known, so that blocks can be held against it. */
    known(partition: readonly Block[]): Known {
      const labels = atoms.map(() => partition.length)
      partition.forEach((block, index) => {
        for (const member of block) labels[member] = index
      })
      return measure(labels)
    },
    /** Everything that follows from the breakdowns by taking one group out of another that contains it. */
    closure: (known: readonly Known[]): Known[] => closeUnderDifference(known, measure),
    /** Whether a few people follow from the breakdowns together. */
    exposes(known: readonly Known[]): boolean {
      const all = closeUnderDifference(known, measure)
      return (
        all.some(({ sizes }) => sizes.some((size) => !isSafe(size, floor))) || all.some((each) => partsLeak(each, all))
      )
    },
    leaks,
  }
}

/** What a viewer knows of a breakdown: the groups shown, and per parent the hidden ones together. */
export function knownBlocks(
  groups: readonly Group[],
  isParentShown: (parent: string) => boolean = () => true,
): Block[] {
  const shown = groups.filter((group) => !group.hidden).map((group) => group.atoms)
  const rest = new Map<string, Block[]>()
  for (const { hidden, parent, atoms } of groups) {
    if (!hidden) continue
    const key = parent !== null && isParentShown(parent) ? `of ${parent}` : ''
    rest.set(key, [...(rest.get(key) ?? []), atoms])
  }
  return [...shown, ...[...rest.values()].map(union)]
}

/** Members of any of the blocks. */
export function union(blocks: readonly Block[]): Block {
  return new Set(blocks.flatMap((block) => [...block]))
}

/** Members of both blocks. */
export function intersection(a: Block, b: Block): Block {
  return new Set([...a].filter((index) => b.has(index)))
}

function sum(sizes: readonly Size[]): Size {
  return sizes.reduce((a, b) => ({ measured: a.measured + b.measured, eligible: a.eligible + b.eligible }), nobody)
}

function difference(a: Size, b: Size): Size {
  return { measured: a.measured - b.measured, eligible: a.eligible - b.eligible }
}

function fits(atom: Atom, cell: Cell): boolean {
  if (cell.department !== undefined && atom.department !== cell.department) return false
  if (cell.team !== undefined && atom.team !== cell.team) return false
  if (cell.role !== undefined && atom.role !== cell.role) return false
  if (cell.part !== undefined && atom.part !== cell.part) return false
  return cell.phase === undefined || atom.phase === cell.phase
}
