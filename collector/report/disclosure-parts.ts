import { askedGroup } from './asked-group.ts'
import { type Atom, type Cell, type Group, knownBlocks } from './disclosure-blocks.ts'
import { discloseGroups, hideLeaks } from './disclosure-groups.ts'
import { type CrossTable, crossTable } from './disclosure-table.ts'

/** Which groups may show numbers, and which parts of them, such as the people who gave one reason. */
export type PartDisclosure = { isVisible(cell: Cell): boolean }

type Crossed = 'department' | 'role' | 'phase' | 'team'

const everyDimension: readonly Crossed[] = ['department', 'role', 'phase', 'team']
const atomsMax = 2_000

/** Decides for groups, for parts of everyone, and for parts of groups: departments and their teams, roles, phases. */
export function discloseParts(
  atoms: readonly Atom[],
  floor: number,
  crossed: readonly Crossed[] = everyDimension,
): PartDisclosure {
  const { blocks, isSafe, departments, teams, phase, role, known: singles } = discloseGroups(atoms, floor)
  const everyone = blocks.where({})
  const isEmpty = (cell: Cell) => blocks.where(cell).size === 0
  if (!isSafe) return { isVisible: isEmpty }

  const groups = { department: departments, team: teams, role, phase }
  const part = hideLeaks(blocks, blocks.breakdown('part', everyone), singles)
  let known = blocks.closure([...singles, blocks.known(knownBlocks(part))])
  const tables = new Map<string, CrossTable>()
  // Each table is held against those before it.
  for (const by of crossed) {
    if (by === 'team') continue
    const table = crossTable(groups[by], part, { blocks, known })
    tables.set(by, table)
    known = blocks.closure([...known, ...table.known])
  }

  // Made when a team is asked for; teams of other departments are other people, so the order does not matter.
  function teamTable(department: string): CrossTable {
    const name = `teams of ${department}`
    const made = tables.get(name) ?? makeTeamTable(department)
    tables.set(name, made)
    return made
  }

  function makeTeamTable(department: string): CrossTable {
    const columns = part.map((column) => ({
      ...column,
      atoms: blocks.where({ department, part: column.value }),
      hidden: tables.get('department')?.isVisible(department, column.value) !== true,
    }))
    const rows = teams.filter((team) => team.parent === department)
    return crossTable(rows, columns, { blocks, known })
  }

  return {
    isVisible(asked) {
      if (isEmpty(asked)) return true
      const group = askedGroup(asked, (each) => blocks.where(each).size === everyone.size)
      // Two dimensions at once, and a part of them, is finer than any page asks and cannot be shown to be safe.
      if (group === 'finer') return false
      if (group === 'everyone') return asked.part === undefined || isShown(part, asked.part)
      const { by, value } = group
      if (!isShown(groups[by], value)) return false
      if (asked.part === undefined) return true
      const parent = teams.find((team) => team.value === value)?.parent ?? ''
      const table = by === 'team' && crossed.includes('team') ? teamTable(parent) : tables.get(by)
      return table?.isVisible(value, asked.part) === true
    },
  }
}

/** Decides in bounded time: it holds up everything else, so of a very large organisation teams are not told of. */
export function discloseBounded(
  atoms: readonly Atom[],
  disclose: (atoms: readonly Atom[]) => PartDisclosure,
): PartDisclosure {
  if (atoms.length <= atomsMax) return disclose(atoms)
  const merged = new Map<string, Atom>()
  for (const atom of atoms) {
    const key = JSON.stringify([atom.department, atom.role, atom.phase, atom.part])
    const measured = atom.measured + (merged.get(key)?.measured ?? 0)
    merged.set(key, { ...atom, team: atom.department, measured, eligible: measured })
  }
  const { isVisible } = disclose([...merged.values()])
  return { isVisible: (cell) => cell.team === undefined && isVisible(cell) }
}

function isShown(groups: readonly Group[], value: string): boolean {
  return (
    groups.some((group) => group.value === value) && groups.every((group) => group.value !== value || !group.hidden)
  )
}
