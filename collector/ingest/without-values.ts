import type { Cell, Cells } from '../../schema/datasets/cell.ts'
import { readChanges } from '../../schema/datasets/changes-cell.ts'
import { hashedNote } from './build-event-row.ts'

/** Cells as a dead letter may keep them: as in an event, a note is its hash, and a change has states and no values. */
export function withoutValues(cells: Cells): Cells {
  const { note_hash: note, changes } = cells
  if (!note && !changes) return cells
  const states = changes?.trim() ? statesOnly(changes) : changes
  return { ...cells, note_hash: note && hashedNote(note.trim()), changes: states }
}

// What cannot be read stays something that cannot be read: whoever repairs the letter gives it anew.
const notKept = 'not kept'

function statesOnly(cell: string): Cell {
  let isRefused = false
  const { fields, from, to } = readChanges(cell, () => {
    isRefused = true
  })
  if (isRefused) return notKept
  const states = JSON.stringify(fields.map((field, place) => ({ field, from: from[place], to: to[place] })))
  // A text that says the same is kept as it came, so that the id derived from it stays the same.
  return states === JSON.stringify(JSON.parse(cell)) ? cell : states
}
