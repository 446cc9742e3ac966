import { askView, type ViewQuestion } from './ask-view.ts'
import type { Protection } from './protect.ts'
import type { Settled } from './question.ts'
import type { Reading } from './reading.ts'
import { hiddenSiblings, isSafe } from './suppress.ts'

type Row = Record<string, unknown>

/** Decides by the distinct editors of values: the rows of the organisation first, then each of them split by department. */
export async function protectEditors(reading: Reading, question: Settled, floor: number): Promise<Protection> {
  const { by, on, range, filters, definition, name } = question
  const whole: ViewQuestion = { on, range, filters: {}, people: null }
  const keyOf = (row: Row) => JSON.stringify(definition.keys?.map((key) => row[key]))
  const cellOf = (department: string, row: Row) => JSON.stringify([department, keyOf(row)])
  const hiddenKeys = new Set(hiddenRows(await askView(reading, name, { ...whole, by: 'none' }), floor).map(keyOf))
  const hiddenCells = new Set<string>()
  const departments = await askView(reading, name, { ...whole, by: 'department' })
  for (const key of new Set(departments.map(keyOf))) {
    const siblings = departments.filter((row) => keyOf(row) === key)
    const hidden = hiddenKeys.has(key) ? siblings : hiddenRows(siblings, floor)
    for (const row of hidden) hiddenCells.add(cellOf(String(row.group), row))
  }
  const shows = (row: Row) => {
    const asked = by === 'department' ? [String(row.group)] : (filters.department ?? [])
    if (asked.length === 0) return !hiddenKeys.has(keyOf(row))
    return asked.every((department) => !hiddenCells.has(cellOf(department, row)))
  }
  return { showsRow: shows, showsTotal: () => false }
}

// What nobody on the roster made tells of no one, and counts as an empty group.
function hiddenRows(rows: readonly Row[], floor: number): Row[] {
  const sizes = rows.map((row) => ({ measured: Number(row.editors), eligible: Number(row.editors) }))
  if (sizes.every((size) => isSafe(size, floor))) return []
  const hidden = hiddenSiblings(sizes, floor)
  return rows.filter((_, index) => hidden.has(index))
}
