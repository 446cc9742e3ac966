import type { Atom, Cell, Group } from './disclosure-blocks.ts'
import { discloseGroups } from './disclosure-groups.ts'
import { type CrossTable, crossTable } from './disclosure-table.ts'

/** Which groups of one date may show numbers. */
export type Disclosure = {
  isVisible(cell: Cell): boolean
  /** Tells whether nobody eligible is in the cell. */
  isEmpty(cell: Cell): boolean
}

type Secondary = 'phase' | 'role'

/** Decides from the sizes alone: organisation, departments, teams; then phases, roles, and two of them crossed. */
export function createDisclosure(atoms: readonly Atom[], floor: number): Disclosure {
  const { blocks, departments, teams, phase, role, known: singles, isSafe } = discloseGroups(atoms, floor)
  const everyone = blocks.where({})
  const isEmpty = (cell: Cell) => blocks.where(cell).size === 0
  if (floor <= 1) return { isVisible: () => true, isEmpty }
  if (!isSafe) return { isVisible: isEmpty, isEmpty }

  const secondary = { phase, role }
  // Each table is held against those before it, in an order that no question can change.
  const byPhase = crossTable(departments, phase, { blocks, known: singles })
  const byRole = crossTable(departments, role, { blocks, known: blocks.closure([...singles, ...byPhase.known]) })
  const departmentTables = { phase: byPhase, role: byRole }
  const known = blocks.closure([...singles, ...byPhase.known, ...byRole.known])
  const teamTables = new Map<string, Record<Secondary, CrossTable>>()

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
