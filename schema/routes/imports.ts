import { z } from 'zod'
import { datasetName } from '../datasets/dataset.ts'
import { importLine, importReport } from '../datasets/import-report.ts'
import { defineRoute } from './route.ts'

const text = z.string().max(100_000).optional()

/** Imports a file: CSV, NDJSON or Parquet, plain or gzip, as the body. */
export const importRoute = defineRoute({
  method: 'post',
  path: '/api/import/{dataset}',
  summary: 'Import a file: CSV, NDJSON or Parquet, plain or gzip; the body is the file',
  roles: ['admin'],
  params: z.object({ dataset: datasetName }),
  query: z.object({
    source: text.describe('feed the rows belong to; absent: the name of the dataset'),
    file: text.describe('name of the file'),
    format: text.describe('csv, ndjson or parquet; absent: recognised'),
    as_of: text.describe('roster only: the file is the whole roster as it stands on this day'),
    dry_run: text.describe('true: count and report, store nothing'),
    map: text.describe('YAML that renames columns, sets constants, maps values'),
  }),
  answer: importReport,
})

/** The imports, newest first. */
export const importsRoute = defineRoute({
  method: 'get',
  path: '/api/imports',
  summary: 'What was imported when by whom',
  roles: ['admin', 'program_manager', 'steward'],
  answer: z.object({ rows: z.array(importLine) }),
})

/** Takes an import back. */
export const undoImportRoute = defineRoute({
  method: 'delete',
  path: '/api/imports/{id}',
  summary: 'Take an import back',
  roles: ['admin'],
  params: z.object({ id: z.string().min(1).max(40) }),
  answer: z.object({ import_id: z.string(), undone_at: z.string() }),
})
