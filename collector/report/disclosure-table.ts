import { type Block, type Blocks, type Group, intersection, type Known, union } from './disclosure-blocks.ts'
import { isSafe, type Size } from './suppress.ts'

type Line = { atoms: Block; values: string[]; merged: boolean }

type TableCell = {
  row: number
  column: number
  atoms: Block
  size: Size
  hidden: boolean
  known: boolean
  harmless: boolean
}

/** Which cells of two crossed breakdowns show numbers. */
export type CrossTable = {
  isVisible(row: string, column: string): boolean
  /** What a viewer knows of the table: the cells shown, and per row and per column the hidden ones together. */
  known: Known[]
}

// Hiding cell by cell keeps most of the table; where that does not help soon, all of it is hidden.
const triesMax = 12

/** Hides cells until none can be computed from the sums of the rows and columns, all of which are known. */
export function crossTable(
  rows: readonly Group[],
  columns: readonly Group[],
  { blocks, known }: { blocks: Blocks; known: readonly Known[] },
): CrossTable {
  const rowLines = mergeHidden(rows)
  const columnLines = mergeHidden(columns)
  const cells = rowLines.flatMap((row, r) =>
    columnLines.map((column, c) => {
      const atoms = intersection(row.atoms, column.atoms)
      const size = blocks.sizeOf(atoms)
      const leaky = !isSafe(size, blocks.floor) || blocks.leaks(atoms, known)
      const merged = row.merged || column.merged
      // A cell that is its whole row is that row, asked for in another way.
      const isLine = !merged && (atoms.size === row.atoms.size || atoms.size === column.atoms.size)
      return {
        row: r,
        column: c,
        atoms,
        size,
        hidden: merged || (leaky && !isLine),
        known: isLine,
        harmless: merged && !leaky,
      }
    }),
  )
  const derived = () => [blocks.known(knownCells(cells, 'row')), blocks.known(knownCells(cells, 'column'))]
  let tries = 0
  do {
    if (tries++ > triesMax) for (const cell of cells) cell.hidden ||= !cell.known
    while (hideOneMore(cells, blocks.floor)) {
      // Each turn hides a cell, so the loop ends.
    }
  } while (blocks.exposes([...known, ...derived()]) && hideSmallest(cells))
  return {
    isVisible(row, column) {
      const r = rowLines.findIndex((line) => line.values.includes(row))
      const c = columnLines.findIndex((line) => line.values.includes(column))
      return cells.some((cell) => cell.row === r && cell.column === c && !cell.hidden)
    },
    known: derived(),
  }
}

function knownCells(cells: TableCell[], axis: 'row' | 'column'): Block[] {
  const rest = new Map<number, Block[]>()
  for (const cell of cells) if (cell.hidden) rest.set(cell[axis], [...(rest.get(cell[axis]) ?? []), cell.atoms])
  return [...cells.filter((cell) => !cell.hidden).map((cell) => cell.atoms), ...[...rest.values()].map(union)]
}

function mergeHidden(groups: readonly Group[]): Line[] {
  const shown = groups.filter((group) => !group.hidden)
  const hidden = groups.filter((group) => group.hidden)
  const lines = shown.map(({ value, atoms }) => ({ atoms, values: [value], merged: false }))
  if (hidden.length === 0) return lines
  const values = hidden.map((group) => group.value)
  return [...lines, { atoms: union(hidden.map((group) => group.atoms)), values, merged: true }]
}

function hideOneMore(cells: TableCell[], floor: number): boolean {
  for (const axis of ['row', 'column'] as const) {
    const count = Math.max(-1, ...cells.map((cell) => cell[axis])) + 1
    for (let line = 0; line < count; line++) {
      const members = cells.filter((cell) => cell[axis] === line)
      if (!isCovered(members, floor) && hideSmallest(members)) return true
    }
  }
  const hidden = cells.filter((cell) => cell.hidden && cell.size.eligible > 0)
  const exposed = hidden.filter((cell) => !cell.harmless && isBridge(cell, hidden))
  return exposed.some(
    ({ row, column }) =>
      hideSmallest(cells.filter((cell) => cell.row === row)) ||
      hideSmallest(cells.filter((cell) => cell.column === column)),
  )
}

// What a line hides is the line minus what it shows: nobody, or a crowd that is not one cell alone.
function isCovered(members: TableCell[], floor: number): boolean {
  const hidden = members.filter((cell) => cell.hidden && cell.size.eligible > 0)
  if (hidden.length === 0) return true
  if (hidden.length === 1) return hidden.every((cell) => cell.harmless)
  const size = hidden.reduce(
    (sum, cell) => ({ measured: sum.measured + cell.size.measured, eligible: sum.eligible + cell.size.eligible }),
    { measured: 0, eligible: 0 },
  )
  return isSafe(size, floor)
}

function hideSmallest(members: TableCell[]): boolean {
  const candidates = members.filter((cell) => !cell.hidden && !cell.known && cell.size.eligible > 0)
  candidates.sort((a, b) => a.size.measured - b.size.measured || a.row - b.row || a.column - b.column)
  const [smallest] = candidates
  if (smallest) smallest.hidden = true
  return smallest !== undefined
}

// Hidden cells join their row and column; a cell whose removal parts the two sides follows from the sums of one side.
function isBridge(cell: TableCell, hidden: TableCell[]): boolean {
  const others = hidden.filter((each) => each !== cell)
  const rows = new Set([cell.row])
  const columns = new Set<number>()
  for (let grown = true; grown; ) {
    grown = false
    for (const { row, column } of others) {
      if (rows.has(row) === columns.has(column)) continue
      rows.add(row)
      columns.add(column)
      grown = true
    }
  }
  return !columns.has(cell.column)
}
