import type { z } from 'zod'
import type { Change } from '../rollup/change.ts'
import type { RawRow } from './raw-row.ts'

/** A row as it is stored, without the import and line it came by. */
export type StoredRow = Record<string, unknown>

/** A table whose rows are known by a key, and where the newest import of a key holds. */
export type KeyedTable<Row> = {
  table: string
  schema: z.ZodType<Row>
  /** Columns of the table that make the key. */
  key: readonly string[]
  /** Columns of the table that make the content, the key among them. */
  content: readonly string[]
  store(row: Row, raw: RawRow): StoredRow
  /** Ids of people the row names. */
  people(row: Row): string[]
  /** Statement for the rows that hold for the keys in the table `given`. */
  heldSql: string
  /** Columns of `given` with their types: a part of the key. */
  given: { structure: string; columns: readonly string[] }
  /** What the derived tables must hear when rows of these people changed. */
  change(importSeq: number, personKeys: string[]): Change | undefined
}
