import { setImmediate as breathe } from 'node:timers/promises'
import type { RowSchema } from '../../schema/datasets/row-reader.ts'
import type { Refusal } from './dead-letter.ts'
import type { RawRow } from './raw-row.ts'
import { refusalOf } from './refusal-of.ts'

// Between slices other requests get their turn.
const sliceRows = 500

/** Validates the rows of a chunk; hands each good one to `good` and answers the others with their reasons. */
export async function validateRows<Row>(
  rows: readonly RawRow[],
  schema: RowSchema<Row>,
  good: (row: Row, raw: RawRow) => Refusal | undefined,
): Promise<{ row: RawRow; refusal: Refusal }[]> {
  const refused: { row: RawRow; refusal: Refusal }[] = []
  for (let place = 0; place < rows.length; place++) {
    if (place % sliceRows === sliceRows - 1) await breathe()
    const raw = rows[place]
    if (raw === undefined) continue
    const refusal = raw.fault ?? judge(raw, schema, good)
    if (refusal) refused.push({ row: raw, refusal })
  }
  return refused
}

function judge<Row>(
  raw: RawRow,
  schema: RowSchema<Row>,
  good: (row: Row, raw: RawRow) => Refusal | undefined,
): Refusal | undefined {
  const parsed = schema.safeParse(raw.cells)
  return parsed.success ? good(parsed.data, raw) : refusalOf(parsed.error)
}
