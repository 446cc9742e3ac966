import { z } from 'zod'
import { type Cell, isBroken, type Refuse, readText } from './cell.ts'

/** States a field can be in; a change carries states, never values. */
export const fieldStates = ['ok', 'missing', 'placeholder', 'default', 'invalid'] as const

// Anything that is no state might be a value of the CRM, so it is forgotten at once.
const known: ReadonlySet<unknown> = new Set(fieldStates)

const change = z.looseObject({ field: z.string().trim().min(1).max(256), from: z.unknown(), to: z.unknown() })
const changeList = z.array(change).max(200)

/** The field states an action changed, as three lists in the same order. */
export type Changes = { fields: string[]; from: string[]; to: string[] }

/** `[{field, from, to}]` as JSON; blank is no change. */
export function readChanges(cell: Cell, refuse: Refuse): Changes {
  const text = readText(cell, refuse)
  if (text === '') return { fields: [], from: [], to: [] }
  const list = changeList.safeParse(parseJson(text))
  if (!list.success) refuse('bad_changes', 'must be a JSON list of {field, from, to}')
  const changes = list.data ?? []
  const fields = changes.map(({ field }) => field)
  // JSON hides broken characters behind escapes.
  if (fields.some(isBroken)) refuse('bad_text', 'holds a field with broken characters')
  return {
    fields,
    from: changes.map(({ from }) => stateOf(from)),
    to: changes.map(({ to }) => stateOf(to)),
  }
}

/** The state a change names; empty for anything that is none. */
export function stateOf(value: unknown): string {
  return typeof value === 'string' && known.has(value) ? value : ''
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
