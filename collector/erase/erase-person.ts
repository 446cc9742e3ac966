import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { erasureReport } from '../../schema/routes/operations.ts'
import type { Audit } from '../access/audit.ts'
import type { PersonKeys } from '../access/person-key.ts'
import type { Scope } from '../access/scope.ts'
import type { TokenBook } from '../access/token-book.ts'
import type { Flusher } from '../ingest/flush/flusher.ts'
import type { Ingest } from '../ingest/open-ingest.ts'
import { Problem } from '../problem.ts'
import type { Rollup } from '../rollup/open-rollup.ts'
import { insertRows } from '../store/insert-rows.ts'
import { formatInstant } from '../store/instant.ts'
import type { Store } from '../store/open-store.ts'
import { eraseFromAudit } from './erase-audit.ts'
import { eraseFromProgram } from './erase-program.ts'
import { derivedSteps, type ErasedRows, eraseRows, eventSteps, factSteps } from './erase-rows.ts'
import { eraseTokens } from './erase-tokens.ts'
import { textsOf, withErasing } from './erasing-table.ts'
import { findTraces, isKnown, type PersonTraces } from './person-traces.ts'
import { purged } from './purge-parts.ts'
import { searchFiles } from './search-files.ts'
import { searchTables } from './search-tables.ts'
import { settledWithin } from './settled-within.ts'

/** Everything that may hold a person. */
export type EraseDeps = {
  store: Store
  personKeys: PersonKeys
  book: TokenBook
  audit: Audit
  rollup: Pick<Rollup, 'changed' | 'settled'>
  ingest: Pick<Ingest, 'alone' | 'forgetPeople'>
  flusher: Pick<Flusher, 'erase' | 'settled'>
  dataDir: string
}

/**
 * Removes a person from everything that is stored and then searches for what is left. What was cut off is done again
 * whole by the next call. Nothing else of the kind may run meanwhile.
 */
export async function erasePerson(
  deps: EraseDeps,
  scope: Scope,
  personId: string,
): Promise<z.infer<typeof erasureReport>> {
  const { store, dataDir } = deps
  const traces = await findTraces(store, deps.personKeys, personId)
  await refuseUnknown(deps, traces)
  const erasedAt = Date.now()
  // First of all: from here on no flush and no replay stores what was received before.
  const erasures = traces.keys.map((person_key) => ({ person_key, erased_at: formatInstant(erasedAt) }))
  await insertRows(store.writer, 'erasures', erasures)
  const spoolRecords = await eraseFromSpool(deps, traces)
  const pseudonym = `erased-${randomBytes(6).toString('hex')}`
  const tables = await purged(store, () =>
    withErasing(store, traces, { pseudonym }, () => eraseFromTables(deps, scope, traces)),
  )
  const [inTables, inFiles] = [await searchTables(store, traces), await searchFiles(dataDir, traces)]
  const left = [...inTables.held, ...inFiles.held]
  return {
    person_key: traces.personKey,
    erased_at: new Date(erasedAt).toISOString(),
    tables,
    spool_records: spoolRecords,
    files_checked: inFiles.checked,
    found: left.reduce((sum, { rows }) => sum + rows, 0),
    left,
    same_text: [...inTables.alike, ...inFiles.alike],
    not_touched: inFiles.untouched,
  }
}

async function refuseUnknown({ store, dataDir }: EraseDeps, traces: PersonTraces): Promise<void> {
  if (await isKnown(store, traces)) return
  // The table of identities knows everyone whose rows were taken; a refused row may still name somebody else.
  const held = [...(await searchTables(store, traces)).held, ...(await searchFiles(dataDir, traces)).held]
  if (held.length > 0) return
  const detail = `No row and no file names ${traces.personId}. Nothing was changed. Check the spelling of the id.`
  throw new Problem(404, 'unknown_person', 'No such person', detail)
}

async function eraseFromSpool({ flusher }: EraseDeps, traces: PersonTraces): Promise<number> {
  // A segment is rewritten when all of it is in the store, so a store that is behind is said now.
  await settledWithin(flusher)
  let records = 0
  for (const key of traces.keys) records += (await flusher.erase(key, textsOf(traces))).records
  // What is on its way reaches the store before the store is searched.
  await settledWithin(flusher)
  return records
}

async function eraseFromTables(deps: EraseDeps, scope: Scope, traces: PersonTraces): Promise<ErasedRows> {
  const { store, rollup, ingest } = deps
  const events = await ingest.alone(() => eraseRows(store, eventSteps))
  const audit = await eraseFromAudit(store, deps.audit, scope)
  const tokens = await eraseTokens(store, deps.book, traces.keys)
  const program_versions = await eraseFromProgram(store, { ids: traces.ids, texts: textsOf(traces) })
  const facts = await eraseRows(store, factSteps)
  ingest.forgetPeople()
  rollup.changed({ kind: 'base', why: 'erasure', personKeys: traces.keys })
  await rollup.settled()
  const derived = await eraseRows(store, derivedSteps)
  // Records lost their owner only now.
  rollup.changed({ kind: 'counted' })
  await rollup.settled()
  return { ...events, audit, tokens, program_versions, ...facts, ...derived }
}
