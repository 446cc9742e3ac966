import { z } from 'zod'
import type { DatasetName } from '../../schema/datasets/dataset.ts'
import type { ImportLine } from '../../schema/datasets/import-report.ts'
import { insertRows } from '../store/insert-rows.ts'
import { formatInstant, parseStoredInstant } from '../store/instant.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

/** What is known of an import when it begins. */
export type ImportStart = { dataset: DatasetName; source: string; file: string; actor: string }

/** What became of its rows. */
export type ImportCounts = { accepted: number; rejected: number; duplicates: number }

const importRow = z.object({
  import_seq: z.int(),
  dataset: z.string(),
  source: z.string(),
  file: z.string(),
  actor: z.string(),
  started_at: z.string(),
  finished_at: z.string().nullable(),
  accepted: z.int(),
  rejected: z.int(),
  duplicates: z.int(),
  undone_at: z.string().nullable(),
  revision: z.int(),
})

/** A line of the table `imports`. */
export type ImportRow = z.infer<typeof importRow>

/** The table of imports: which there were, what became of them. */
export type ImportLog = {
  begin(start: ImportStart): Promise<ImportRow>
  /** Writes the line again with what changed. */
  update(row: ImportRow, change: Partial<ImportRow>): Promise<ImportRow>
  find(importSeq: number): Promise<ImportRow | undefined>
  list(): Promise<ImportLine[]>
}

/** Opens the table of imports. */
export function openImportLog(store: Store, now: () => number = Date.now): ImportLog {
  let newest: number | undefined
  async function write(row: ImportRow): Promise<ImportRow> {
    await insertRows(store.writer, 'imports', [row])
    return row
  }
  return {
    async begin(start) {
      newest ??= await newestSeq(store)
      newest = Math.max(now(), newest + 1)
      const started = { ...start, import_seq: newest, started_at: formatInstant(now()), revision: newest }
      return write({ ...started, finished_at: null, accepted: 0, rejected: 0, duplicates: 0, undone_at: null })
    },
    update: (row, change) => write({ ...row, ...change, revision: Math.max(now(), row.revision + 1) }),
    async find(importSeq) {
      const sql = 'SELECT * FROM imports FINAL WHERE import_seq = {importSeq:UInt64}'
      const [row] = await queryRows(store.writer, sql, { importSeq }, importRow)
      return row
    },
    async list() {
      const rows = await queryRows(store.writer, 'SELECT * FROM imports FINAL ORDER BY import_seq DESC', {}, importRow)
      return rows.map(lineOf)
    },
  }
}

async function newestSeq({ writer }: Store): Promise<number> {
  const sql = 'SELECT max(import_seq) AS newest FROM imports'
  const [row] = await queryRows(writer, sql, {}, z.object({ newest: z.int() }))
  return row?.newest ?? 0
}

function lineOf({ import_seq, revision: _, ...row }: ImportRow): ImportLine {
  return {
    ...row,
    id: String(import_seq),
    started_at: rfc3339(row.started_at),
    finished_at: row.finished_at === null ? null : rfc3339(row.finished_at),
    undone_at: row.undone_at === null ? null : rfc3339(row.undone_at),
  }
}

function rfc3339(stored: string): string {
  return new Date(parseStoredInstant(stored)).toISOString()
}
