import type { DatasetName } from '../../schema/datasets/dataset.ts'
import { datasetColumns } from '../../schema/datasets/dataset-columns.ts'
import type { Mapping } from '../../schema/datasets/mapping.ts'
import { fieldPrefix } from '../../schema/datasets/records.ts'
import { Problem } from '../problem.ts'

/** Refuses a file without a required column, with a known column twice, or without what the mapping names. */
export function checkColumns(header: string[], dataset: DatasetName, mapping: Mapping): void {
  const knows = createColumnTest(dataset, mapping)
  const twice = header.filter((name, place) => knows(name) && header.indexOf(name) !== place)
  if (twice.length > 0) throw refused(`The header names ${list(twice)} more than once.`, twice)
  const absent = Object.values(mapping.columns).filter((name) => !header.includes(name))
  if (absent.length > 0) throw refused(`The mapping names ${list(absent)}, which the file does not have.`, absent)
  const given = new Set([...header, ...Object.keys(mapping.columns), ...Object.keys(mapping.constants)])
  const missing = datasetColumns[dataset].required.filter((name) => !given.has(name))
  if (missing.length > 0) throw refused(`The file lacks ${list(missing)}; it has ${list(header)}.`, missing)
}

/** Answers whether a column of the file means something here. */
export function createColumnTest(dataset: DatasetName, mapping: Mapping): (name: string) => boolean {
  const known = new Set([...datasetColumns[dataset].columns, ...Object.values(mapping.columns)])
  const isField = (name: string) => name === 'fields' || name.startsWith(fieldPrefix)
  return (name) => known.has(name) || (dataset === 'records' && isField(name))
}

function refused(detail: string, columns: string[]): Problem {
  return new Problem(422, 'wrong_columns', 'The columns do not fit', `${detail} Nothing was imported.`, { columns })
}

function list(names: string[]): string {
  return names.length === 0
    ? 'no columns'
    : names
        .slice(0, 40)
        .map((name) => `"${name}"`)
        .join(', ')
}
