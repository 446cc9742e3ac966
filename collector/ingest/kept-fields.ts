import type { Cells } from '../../schema/datasets/cell.ts'
import type { DatasetName } from '../../schema/datasets/dataset.ts'
import { datasetColumns } from '../../schema/datasets/dataset-columns.ts'

// Names and addresses stand nowhere but in the roster; field values of records stand nowhere at all.
const neverKept = new Set(['name', 'email'])

/** The cells of a refused row that its dead letter may keep. */
export function keptFields(cells: Cells, dataset: DatasetName): Cells {
  const kept = datasetColumns[dataset].columns.filter((column) => !neverKept.has(column))
  return Object.fromEntries(kept.map((column) => [column, cells[column]]))
}
