import type { Cells } from '../../schema/datasets/cell.ts'
import type { Refusal } from './dead-letter.ts'

/** A row of a file before it is validated, or the reason it could not even be read. */
export type RawRow =
  | { line: number; cells: Cells; fault?: undefined }
  | { line: number; cells: Cells; fault: Refusal; text: string }

/** What a file says about itself before its rows. */
export type FileRows = {
  /** Names of its columns; undefined where every row names its own. */
  header: string[] | undefined
  /** Chunks of rows, each pulled only when the one before is dealt with. */
  chunks: AsyncIterable<RawRow[]>
  /** Lets go of the file; needed also when no row was ever pulled. */
  close(): Promise<void>
}
