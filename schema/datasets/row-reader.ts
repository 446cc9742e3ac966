import { z } from 'zod'
import type { Cells, ReadCell } from './cell.ts'
import type { ValueFault } from './dead-letter-code.ts'

/** What reads a row: a zod schema, or plain functions that answer like one. */
export type RowSchema<Row> = {
  safeParse(
    cells: Cells,
  ): { success: true; data: Row; error?: undefined } | { success: false; data?: undefined; error: z.ZodError }
}

/** A column: how its cell is read, and what it means. */
export type Column<Value> = { read: ReadCell<Value>; description: string }

type RowOf<Columns extends Record<string, Column<unknown>>> = {
  [Name in keyof Columns]: ReturnType<Columns[Name]['read']>
}

/** Names a column. */
export function column<Value>(read: ReadCell<Value>, description: string): Column<Value> {
  return { read, description }
}

/** Makes the reader of a row from its columns: several times as fast as a zod object, with the same answers. */
export function rowReader<Columns extends Record<string, Column<unknown>>>(
  columns: Columns,
): RowSchema<RowOf<Columns>> & { columns: Columns } {
  const names = Object.keys(columns)
  const readers = Object.values(columns).map(({ read }) => read)
  return {
    columns,
    safeParse(cells) {
      const row: Record<string, unknown> = {}
      let issues: z.core.$ZodIssue[] | undefined
      let name = ''
      const refuse = (code: ValueFault, message: string): void => {
        issues ??= []
        // The first fault of a cell holds.
        if (issues.at(-1)?.path[0] === name) return
        issues.push({ code: 'custom', path: [name], message, params: { code }, input: cells[name] })
      }
      for (let place = 0; place < names.length; place++) {
        name = names[place] ?? ''
        row[name] = readers[place]?.(cells[name], refuse)
      }
      if (issues) return { success: false, error: new z.ZodError(issues) }
      // Every column was read by its own reader just now.
      return { success: true, data: row as RowOf<Columns> }
    },
  }
}
