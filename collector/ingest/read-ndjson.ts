import type { Cells } from '../../schema/datasets/cell.ts'
import type { DeadLetterCode } from '../../schema/datasets/dead-letter-code.ts'
import type { Mapping } from '../../schema/datasets/mapping.ts'
import { fieldPrefix } from '../../schema/datasets/records.ts'
import { jsonCell } from './json-cell.ts'
import type { OpenBytes } from './open-bytes.ts'
import type { FileRows, RawRow } from './raw-row.ts'
import { encodingOf, type TextLine, textLines } from './text-lines.ts'

const lineCharsMax = 1_048_576

/** Reads one JSON object a line; `fields: {…}` of a record stands for its columns `field.<name>`. */
export function readNdjson({ head, bytes }: OpenBytes, mapping: Mapping): FileRows {
  const lines = textLines(bytes, encodingOf(head, mapping.encoding))
  return { header: undefined, chunks: rows(lines), close: async () => void (await lines.return(undefined)) }
}

async function* rows(lines: AsyncIterable<TextLine[]>): AsyncGenerator<RawRow[]> {
  for await (const part of lines) {
    const filled = part.filter(({ text }) => text.trim() !== '')
    if (filled.length > 0) yield filled.map(jsonRow)
  }
}

function jsonRow({ line, text }: TextLine): RawRow {
  const refuse = (code: DeadLetterCode, reason: string): RawRow => ({ line, text, cells: {}, fault: { code, reason } })
  if (text.length > lineCharsMax) return refuse('too_large', `is longer than ${lineCharsMax} characters`)
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse('not_json', 'is not one JSON object')
  }
  return { line, cells: jsonCells(value) }
}

/** The members of an object as cells. */
export function jsonCells(value: object): Cells {
  const cells: Cells = {}
  for (const [name, member] of Object.entries(value)) {
    if (name === '__proto__') continue
    if (name === 'fields' && typeof member === 'object' && member !== null) {
      for (const [field, inner] of Object.entries(member)) cells[`${fieldPrefix}${field}`] = jsonCell(inner)
    } else cells[name] = listCell(name, member)
  }
  return cells
}

// Lists that a CSV file writes as text.
function listCell(name: string, member: unknown): string | undefined {
  if (!Array.isArray(member)) return jsonCell(member)
  if (name === 'aliases') return member.map((one) => jsonCell(one)).join(';')
  return name === 'workdays' ? member.map((one) => jsonCell(one)).join(' ') : jsonCell(member)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
