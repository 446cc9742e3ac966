import type { RawRow } from './raw-row.ts'

/** Rows that are validated and stored together: more of them live long enough to keep the garbage collector busy. */
export const chunkRowsMax = 5_000

/** Gathers small parts and cuts large ones, so that every insert is worth its cost and memory stays bounded. */
export async function* chunkRows(parts: AsyncIterable<RawRow[]>): AsyncGenerator<RawRow[]> {
  let chunk: RawRow[] = []
  for await (const part of parts) {
    for (const row of part) {
      chunk.push(row)
      if (chunk.length < chunkRowsMax) continue
      yield chunk
      chunk = []
    }
  }
  if (chunk.length > 0) yield chunk
}
