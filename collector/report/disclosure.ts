import { type Atom, type Cell, createBlocks, type Group, type Known, knownBlocks } from './disclosure-blocks.ts'
import { type CrossTable, crossTable } from './disclosure-table.ts'
import { hiddenSiblings, isSafe } from './suppress.ts'

/** Which groups of one date may show numbers. */
export type Disclosure = {
  isVisible(cell: Cell): boolean
  /** Tells whether nobody eligible is in the cell. */
  isEmpty(cell: Cell): boolean
}

type Secondary = 'phase' | 'role'

/** Decides from the sizes alone: organisation, departments, teams; then phases, roles, and two of them crossed. */
export function createDisclosure(atoms: readonly Atom[], floor: number): Disclosure {
  const blocks = createBlocks(atoms, floor)
  const everyone = blocks.where({})
  const isEmpty = (cell: Cell) => blocks.where(cell).size === 0
  if (floor <= 1) return { isVisible: () => true, isEmpty }
  if (!isSafe(blocks.sizeOf(everyone), floor)) return { isVisible: isEmpty, isEmpty }

  const departments = hide(blocks.breakdown('department', everyone))
  const isShown = (department: string) => departments.some((each) => each.value === department && !each.hidden)
  const teams = departments.flatMap(({ value, atoms: members, hidden }) =>
    hide(blocks.breakdown('team', members, value), hidden),
  )
  const tree = [[everyone], knownBlocks(departments), knownBlocks(teams, isShown)].map((each) => blocks.known(each))
  const phase = hideLeaks(blocks.breakdown('phase', everyone), tree)
  const phases = blocks.closure([...tree, blocks.known(knownBlocks(phase))])
  const role = hideLeaks(blocks.breakdown('role', everyone), phases)
  const secondary = { phase, role }
  // Each table is held against those before it, in an order that no question can change.
  const singles = blocks.closure([...phases, blocks.known(knownBlocks(role))])
  const byPhase = crossTable(departments, phase, { blocks, known: singles })
  const byRole = crossTable(departments, role, { blocks, known: blocks.closure([...singles, ...byPhase.known]) })
  const departmentTables = { phase: byPhase, role: byRole }
  const known = blocks.closure([...singles, ...byPhase.known, ...byRole.known])
  const teamTables = new Map<string, Record<Secondary, CrossTable>>()

  function hide(groups: Group[], all = false): Group[] {
    const hidden = hiddenSiblings(
      groups.map((group) => blocks.sizeOf(group.atoms)),
      floor,
    )
    return groups.map((group, index) => ({ ...group, hidden: all || hidden.has(index) }))
  }

  // A role may be a department but for two people: what lies between it and what is shown must be a crowd too.
  function hideLeaks(groups: Group[], shown: readonly Known[]): Group[] {
    const leaks = groups.flatMap((group, index) => (blocks.leaks(group.atoms, shown) ? [index] : []))
    const hidden = hiddenSiblings(
      groups.map((group) => blocks.sizeOf(group.atoms)),
      floor,
      leaks,
    )
    let marked = groups.map((group, index) => ({ ...group, hidden: hidden.has(index) }))
    while (blocks.exposes([...shown, blocks.known(knownBlocks(marked))]) && marked.some((group) => !group.hidden)) {
      const smallest = smallestShown(marked)
      marked = marked.map((group) => (group === smallest ? { ...group, hidden: true } : group))
    }
    return marked
  }

  function smallestShown(groups: Group[]): Group | undefined {
    const people = (group: Group) => blocks.sizeOf(group.atoms).measured
    return groups.filter((group) => !group.hidden).sort((a, b) => people(a) - people(b))[0]
  }

  function teamTable(parent: string): Record<Secondary, CrossTable> {
    const made = teamTables.get(parent) ?? makeTeamTable(parent)
    teamTables.set(parent, made)
    return made
  }

  function makeTeamTable(parent: string): Record<Secondary, CrossTable> {
    const rows = teams.filter((team) => team.parent === parent)
    const columns = (by: Secondary) =>
      secondary[by].map((column) => ({
        ...column,
        atoms: blocks.where({ department: parent, [by]: column.value }),
        hidden: !departmentTables[by].isVisible(parent, column.value),
      }))
    const ofPhases = crossTable(rows, columns('phase'), { blocks, known })
    return {
      phase: ofPhases,
      role: crossTable(rows, columns('role'), { blocks, known: blocks.closure([...known, ...ofPhases.known]) }),
    }
  }

  function isNodeVisible({ parent, value: node }: Group, by: Secondary, value: string): boolean {
    const tables = parent === null ? departmentTables : teamTable(parent)
    return tables[by].isVisible(node, value)
  }

  function nodesOf({ department, team }: Cell): Group[] {
    if (team === undefined) return departments.filter((each) => each.value === department)
    return teams.filter((each) => each.value === team && (department === undefined || each.parent === department))
  }

  return {
    isEmpty,
    isVisible(asked) {
      if (isEmpty(asked)) return true
      const cell = dropImplied(asked, (part) => blocks.where(part).size === everyone.size)
      const nodes = nodesOf(cell)
      const crossed = (['phase', 'role'] as const).flatMap((by) => {
        const value = cell[by]
        return value === undefined ? [] : [{ by, value, group: secondary[by].find((each) => each.value === value) }]
      })
      if (nodes.some((node) => node.hidden) || crossed.some(({ group }) => group?.hidden)) return false
      const [first, second] = crossed
      if (!first) return true
      if (!second) return nodes.every((node) => isNodeVisible(node, first.by, first.value))
      // A role within a phase, alone or in a department, is finer than any page asks and cannot be shown to be safe.
      return false
    },
  }
}

// A phase that is everyone adds nothing: the same people must be answered alike however they are asked for.
function dropImplied(asked: Cell, isEveryone: (part: Cell) => boolean): Cell {
  const kept = Object.entries(asked).filter(([dimension, value]) => !isEveryone({ [dimension]: value }))
  return Object.fromEntries(kept)
}
