import { type Atom, type Blocks, createBlocks, type Group, type Known, knownBlocks } from './disclosure-blocks.ts'
import { hiddenSiblings, isSafe } from './suppress.ts'

/** The groups of each dimension for itself: which of them show numbers, and what a viewer then knows. */
export type DisclosedGroups = {
  blocks: Blocks
  /** False when everyone together is too few. */
  isSafe: boolean
  departments: Group[]
  teams: Group[]
  phase: Group[]
  role: Group[]
  known: Known[]
}

/** Decides from the sizes alone: organisation, departments, teams; then phases, then roles. */
export function discloseGroups(atoms: readonly Atom[], floor: number): DisclosedGroups {
  const blocks = createBlocks(atoms, floor)
  const everyone = blocks.where({})
  const departments = hideSmall(blocks, blocks.breakdown('department', everyone))
  const isShown = (department: string) => departments.some((each) => each.value === department && !each.hidden)
  const teams = departments.flatMap(({ value, atoms: members, hidden }) =>
    hideSmall(blocks, blocks.breakdown('team', members, value), hidden),
  )
  const tree = [[everyone], knownBlocks(departments), knownBlocks(teams, isShown)].map((each) => blocks.known(each))
  const phase = hideLeaks(blocks, blocks.breakdown('phase', everyone), tree)
  const phases = blocks.closure([...tree, blocks.known(knownBlocks(phase))])
  const role = hideLeaks(blocks, blocks.breakdown('role', everyone), phases)
  const known = blocks.closure([...phases, blocks.known(knownBlocks(role))])
  return { blocks, isSafe: isSafe(blocks.sizeOf(everyone), floor), departments, teams, phase, role, known }
}

/** Hides groups of a further dimension. A role may be a department but for two people: what lies between must be a crowd too. */
export function hideLeaks(blocks: Blocks, groups: Group[], shown: readonly Known[]): Group[] {
  const leaks = groups.flatMap((group, index) => (blocks.leaks(group.atoms, shown) ? [index] : []))
  let marked = mark(groups, hiddenSiblings(sizesOf(blocks, groups), blocks.floor, leaks))
  while (blocks.exposes([...shown, blocks.known(knownBlocks(marked))]) && marked.some((group) => !group.hidden)) {
    const smallest = smallestShown(blocks, marked)
    marked = marked.map((group) => (group === smallest ? { ...group, hidden: true } : group))
  }
  return marked
}

function hideSmall(blocks: Blocks, groups: Group[], all = false): Group[] {
  return mark(groups, hiddenSiblings(sizesOf(blocks, groups), blocks.floor), all)
}

function mark(groups: Group[], hidden: ReadonlySet<number>, all = false): Group[] {
  return groups.map((group, index) => ({ ...group, hidden: all || hidden.has(index) }))
}

function sizesOf(blocks: Blocks, groups: readonly Group[]) {
  return groups.map((group) => blocks.sizeOf(group.atoms))
}

function smallestShown(blocks: Blocks, groups: Group[]): Group | undefined {
  const people = (group: Group) => blocks.sizeOf(group.atoms).measured
  return groups.filter((group) => !group.hidden).sort((a, b) => people(a) - people(b))[0]
}
