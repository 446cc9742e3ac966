import { z } from 'zod'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'
import { hashOf } from './credential.ts'

const auditRow = z.object({
  at: z.coerce.number(),
  seq: z.coerce.number(),
  actor: z.string(),
  role: z.string(),
  action: z.string(),
  subject_keys: z.array(z.string()),
  detail: z.string(),
  previous: z.string(),
  hash: z.string(),
})

/** A line as it is stored; `at` is epoch milliseconds. */
export type AuditRow = z.infer<typeof auditRow>

/** What a line is read by. */
export const auditColumns =
  'toUnixTimestamp64Milli(at) AS at_ms, seq, actor, role, action, subject_keys, detail, previous, hash'

/** Action of the lines that say which earlier ones an erasure changed. */
export const eraseAction = 'erase_person'

const erasureDetail = z.object({ lines: z.array(z.tuple([z.int(), z.string()])) })

/** Asks for lines; the statement names `auditColumns`. */
export async function readLines(store: Store, sql: string, params: Record<string, unknown>): Promise<AuditRow[]> {
  const rows = await queryRows(store.writer, sql, params)
  return rows.map((row) => auditRow.parse({ ...row, at: row.at_ms }))
}

/** Hash of what a line says and of the line before it. */
export function hashOfLine(line: Omit<AuditRow, 'hash'>): string {
  const { previous, seq, at, actor, role, action, subject_keys, detail } = line
  return hashOf(JSON.stringify([previous, seq, at, actor, role, action, subject_keys, detail]))
}

/** Lines that an erasure wrote a pseudonym into, each with the hash it has since; of any other line none. */
export function pseudonymisedLines({ action, detail }: AuditRow): [seq: number, hash: string][] {
  return action === eraseAction ? erasureDetail.parse(JSON.parse(detail)).lines : []
}
