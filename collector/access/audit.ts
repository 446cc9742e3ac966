import { insertRows } from '../store/insert-rows.ts'
import type { Store } from '../store/open-store.ts'
import { auditColumns, hashOfLine, pseudonymisedLines, readLines } from './audit-line.ts'
import type { Scope } from './scope.ts'

/** One look at names: what was asked, and whose names were shown. */
export type Look = { action: string; subjectKeys: string[]; detail: Record<string, unknown> }

const lastLine = `SELECT ${auditColumns} FROM audit ORDER BY seq DESC LIMIT 1`
const linesFrom = `SELECT ${auditColumns} FROM audit WHERE seq >= {from:UInt64} ORDER BY seq LIMIT 10000`

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

async function verifyChain(store: Store): Promise<{ lines: number; firstBroken: number | null }> {
  let expected = { seq: 1, previous: '' }
  // Lines that are not what they were, until a later line says that an erasure made them so.
  const changed = new Map<number, string>()
  for (;;) {
    const rows = await readLines(store, linesFrom, { from: expected.seq })
    for (const row of rows) {
      const isLinked = row.seq === expected.seq && row.previous === expected.previous
      if (!isLinked) return { lines: expected.seq - 1, firstBroken: firstOf(changed) ?? expected.seq }
      const hash = hashOfLine(row)
      if (row.hash !== hash) changed.set(row.seq, hash)
      else forgive(changed, pseudonymisedLines(row))
      expected = { seq: row.seq + 1, previous: row.hash }
    }
    if (rows.length === 0) return { lines: expected.seq - 1, firstBroken: firstOf(changed) }
  }
}

function forgive(changed: Map<number, string>, documented: readonly [seq: number, hash: string][]): void {
  for (const [seq, hash] of documented) if (changed.get(seq) === hash) changed.delete(seq)
}

const firstOf = (changed: Map<number, string>) => changed.keys().next().value ?? null
