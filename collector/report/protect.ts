import type { CalendarDate } from '../../schema/calendar-date.ts'
import { Problem } from '../problem.ts'
import { askView, type Filters, type ViewQuestion, wholeViewOf } from './ask-view.ts'
import { readAtoms, readAtomsOfPeriods } from './atoms.ts'
import { createDisclosure, type Disclosure } from './disclosure.ts'
import type { Cell, PeopleDimension } from './disclosure-blocks.ts'
import { protectBoth, protectParts } from './protect-parts.ts'
import type { Settled } from './question.ts'
import type { Reading } from './reading.ts'
import { hiddenSiblings, isSafe } from './suppress.ts'

type Row = Record<string, unknown>

/** What of an answer may be shown. */
export type Protection = {
  showsRow(row: Row): boolean
  showsTotal(total: Row): boolean
  /** Columns of a shown row that are about too few people. */
  hiddenColumns?(row: Row): readonly string[]
  /** Puts rows about too few people together with others. */
  fold?(rows: Row[]): Row[]
}

/** Nothing is hidden. */
export const unprotected: Protection = { showsRow: () => true, showsTotal: () => true }

const peopleDimensions: readonly PeopleDimension[] = ['department', 'team', 'role', 'phase']
const cellsMax = 5_000

/**
 * Decides by the sizes of groups of people, the same for every measure that counts them. Of people of one's own every group is
 * known, so there only what their rows say of parts is hidden.
 */
export async function protectPeople(
  reading: Reading,
  question: Settled,
  { floor, people }: { floor: number; people: readonly string[] | null },
): Promise<Protection> {
  const { by, filters } = question
  const filtered = cellsOf(filters)
  const cellsOfRow = (row: Row): Cell[] =>
    by === 'none' || row.group === undefined ? filtered : filtered.map((cell) => ({ ...cell, [by]: String(row.group) }))
  const groups = people === null ? await protectGroups(reading, question, { floor, filtered, cellsOfRow }) : unprotected
  return protectBoth(groups, await protectParts(reading, question, { floor, people }), cellsOfRow)
}

async function protectGroups(
  reading: Reading,
  { definition, on, range }: Settled,
  { floor, filtered, cellsOfRow }: { floor: number; filtered: Cell[]; cellsOfRow: (row: Row) => Cell[] },
): Promise<Protection> {
  const peopleColumn = definition.peopleColumn ?? 'measured'
  // Whoever is not eligible on the date, such as a leaver, is in no size: a group of nobody else is not known to be a crowd.
  const isBeyond = (disclosure: Disclosure, cell: Cell) => peopleColumn !== 'measured' && disclosure.isEmpty(cell)
  const disclosures = new Map<CalendarDate, Disclosure>()
  if (definition.shape === 'series') {
    for (const [day, atoms] of await readAtomsOfPeriods(reading, range)) {
      disclosures.set(day, createDisclosure(atoms, floor))
    }
  } else {
    const disclosure = reading.recall(['disclosure', on, floor], async () =>
      createDisclosure(await readAtoms(reading, on), floor),
    )
    disclosures.set(on, await disclosure)
  }
  const shows = (row: Row, cells: Cell[]) => {
    const disclosure = disclosures.get(typeof row.period === 'string' ? row.period : on)
    const tellsOfNobody = Number(row.eligible ?? row[peopleColumn]) === 0
    // On a day without a snapshot there is nobody to hide, if the row says so too.
    if (disclosure === undefined) return tellsOfNobody
    return cells.every((cell) => disclosure.isVisible(cell) && (tellsOfNobody || !isBeyond(disclosure, cell)))
  }
  return {
    showsRow: (row) => shows(row, cellsOfRow(row)),
    showsTotal: (total) => shows(total, filtered),
  }
}

// Every combination of single values: several values of one filter are a sum that the viewer could form anyway.
function cellsOf(filters: Filters): Cell[] {
  return peopleDimensions.reduce<Cell[]>(
    (cells, dimension) => {
      const values = filters[dimension]
      if (values === undefined || values.length === 0) return cells
      if (cells.length * values.length > cellsMax) {
        throw new Problem(400, 'invalid_query', 'Too many filters', 'Ask for fewer groups at once.')
      }
      return cells.flatMap((cell) => values.map((value) => ({ ...cell, [dimension]: value })))
    },
    [{}],
  )
}

/** Decides by the distinct owners of records, row by row, and for the groups that filters name. */
export async function protectOwners(
  reading: Reading,
  question: Settled,
  floor: number,
  rows: readonly Row[],
): Promise<Protection> {
  const { by, filters } = question
  const isSmall = (row: Row) => !isSafe(ownersOf(row), floor)
  // The fields of one object are no parts of a whole, so none follows from the others.
  const hidden = by === 'field' ? new Set(rows.filter(isSmall)) : hiddenRows(by, rows, floor)
  const filterShows = await showsFilters(reading, question, floor)
  const all = await askView(reading, wholeViewOf(question), { ...viewQuestion(question), by: 'none' })
  const totalShows = filterShows && all.every((row) => !isSmall(row))
  const isOneFilter = Object.values(filters).some((values) => values.length > 0)
  return {
    showsRow: (row) => totalShows && !hidden.has(row) && (!isOneFilter || filterShows),
    showsTotal: () => totalShows,
  }
}

/** Decides by the distinct owners of the records of each phase, for itself: phases are not shown as parts of a whole. */
export function protectPhaseOwners(floor: number): Protection {
  return { showsRow: (row) => isSafe(ownersOf(row), floor), showsTotal: () => false }
}

async function showsFilters(reading: Reading, question: Settled, floor: number): Promise<boolean> {
  const entries = Object.entries(question.filters).filter(([, values]) => values.length > 0)
  for (const [dimension, values] of entries) {
    if (dimension !== 'department' && dimension !== 'object') continue
    const others = Object.fromEntries(entries.filter(([name]) => name !== dimension))
    for (const filters of entries.length > 1 ? [{}, others] : [{}]) {
      const rows = await askView(reading, wholeViewOf(question), { ...viewQuestion(question), by: dimension, filters })
      const hidden = hiddenRows(dimension, rows, floor)
      if (rows.some((row) => hidden.has(row) && values.includes(String(row.group)))) return false
    }
  }
  return true
}

function hiddenRows(by: string, rows: readonly Row[], floor: number): Set<Row> {
  const sizes = rows.map(ownersOf)
  const hidden = hiddenSiblings(sizes, floor)
  const isCrowd = () => [...hidden].some((index) => (sizes[index]?.measured ?? 0) >= floor)
  // An owner is in one department, but may own records of several kinds: of these only one that is a crowd makes a crowd.
  if (by !== 'department' && by !== 'owner' && hidden.size > 0 && !isCrowd()) {
    const shown = rows.map((_, index) => index).filter((index) => !hidden.has(index))
    const people = (index: number) => sizes[index]?.measured ?? 0
    const [next] = shown.filter((index) => people(index) > 0).sort((a, b) => people(a) - people(b) || a - b)
    if (next !== undefined) hidden.add(next)
  }
  return new Set(rows.filter((_, index) => hidden.has(index)))
}

// Records that nobody owns tell of no one, and count as an empty group.
function ownersOf(row: Row): { measured: number; eligible: number } {
  const owners = Number(row.owners)
  return { measured: owners, eligible: owners }
}

function viewQuestion({ on, filters, range, basis }: Settled): ViewQuestion {
  return { on, filters, people: null, range, basis }
}
