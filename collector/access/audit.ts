import { z } from 'zod'
import { insertRows } from '../store/insert-rows.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'
import { hashOf } from './credential.ts'
import type { Scope } from './scope.ts'

/** One look at names: what was asked, and whose names were shown. */
export type Look = { action: string; subjectKeys: string[]; detail: Record<string, unknown> }

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

type AuditRow = z.infer<typeof auditRow>

const columns = `toUnixTimestamp64Milli(at) AS at_ms, seq, actor, role, action, subject_keys, detail, previous, hash`
const lastLine = `SELECT ${columns} FROM audit ORDER BY seq DESC LIMIT 1`
const linesFrom = `SELECT ${columns} FROM audit WHERE seq >= {from:UInt64} ORDER BY seq LIMIT 10000`

/** The audit of every look at names: append-only, each line chained to the one before. */
export type Audit = ReturnType<typeof createAudit>

/** Opens the audit; the chain goes on where the table ends. */
export function createAudit({ store, now = Date.now }: { store: Store; now?: () => number }) {
  let last: { seq: number; hash: string } | undefined
  let turn: Promise<unknown> = Promise.resolve()

  async function append(scope: Scope, look: Look): Promise<void> {
    last ??= await readLast(store)
    const line = {
      at: now(),
      seq: last.seq + 1,
      actor: scope.actor,
      role: scope.role,
      action: look.action,
      subject_keys: look.subjectKeys,
      detail: JSON.stringify(look.detail),
      previous: last.hash,
    }
    const row = { ...line, hash: hashOfLine(line) }
    try {
      await insertRows(store.writer, 'audit', [row])
      last = { seq: row.seq, hash: row.hash }
    } catch (error) {
      // Whether the line was stored is unknown: read the end of the chain again before the next one.
      last = undefined
      throw error
    }
  }

  return {
    /** Stores a look; whoever asked gets no answer before this resolves. */
    record(scope: Scope, look: Look): Promise<void> {
      const done = turn.then(() => append(scope, look))
      turn = done.catch(() => undefined)
      return done
    },
    /** Recomputes the whole chain; names the first line that does not fit. */
    verify: () => verifyChain(store),
    /** After a restore the table ends elsewhere. */
    reload: (): void => {
      last = undefined
    },
  }
}

async function readLast(store: Store): Promise<{ seq: number; hash: string }> {
  const [row] = await readLines(store, lastLine, {})
  return row ? { seq: row.seq, hash: row.hash } : { seq: 0, hash: '' }
}

async function readLines(store: Store, sql: string, params: Record<string, unknown>): Promise<AuditRow[]> {
  const rows = await queryRows(store.writer, sql, params)
  return rows.map((row) => auditRow.parse({ ...row, at: row.at_ms }))
}

async function verifyChain(store: Store): Promise<{ lines: number; firstBroken: number | null }> {
  let expected = { seq: 1, previous: '' }
  for (;;) {
    const rows = await readLines(store, linesFrom, { from: expected.seq })
    for (const row of rows) {
      const fits = row.seq === expected.seq && row.previous === expected.previous && row.hash === hashOfLine(row)
      if (!fits) return { lines: expected.seq - 1, firstBroken: expected.seq }
      expected = { seq: row.seq + 1, previous: row.hash }
    }
    if (rows.length === 0) return { lines: expected.seq - 1, firstBroken: null }
  }
}

function hashOfLine(line: Omit<AuditRow, 'hash'>): string {
  const { previous, seq, at, actor, role, action, subject_keys, detail } = line
  return hashOf(JSON.stringify([previous, seq, at, actor, role, action, subject_keys, detail]))
}
