/** How many rows of a batch may be refused as single bad rows before the store itself is to blame. */
export type RefusalBound = {
  max(rows: number): number
  /** Told how many of a batch's rows were refused. */
  note(rows: number, refused: number): void
}

const shareMax = 0.05
const smallBatchesMax = 3

/** Makes the bound: 5 % of a batch. Of a small batch one row, but not of one small batch after the other. */
export function createRefusalBound(): RefusalBound {
  let above = 0
  return {
    max: (rows) => Math.max(Math.floor(rows * shareMax), above < smallBatchesMax ? 1 : 0),
    note(rows, refused) {
      above = refused > rows * shareMax ? above + 1 : 0
    },
  }
}
