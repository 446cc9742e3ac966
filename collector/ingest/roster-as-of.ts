import type { ImportReport } from '../../schema/datasets/import-report.ts'
import { type RosterRow, rosterRow } from '../../schema/datasets/roster.ts'
import { Problem } from '../problem.ts'
import { insertBatch } from './insert-batch.ts'
import type { LoadContext, LoadDeps, Loader, Taken } from './loader.ts'
import { planRosterAsOf, type RosterPlan } from './plan-roster-as-of.ts'
import type { RawRow } from './raw-row.ts'
import { readRosterOn } from './read-roster-on.ts'
import { retryStore } from './retry-store.ts'
import { rosterFindings } from './roster-findings.ts'
import { validateRows } from './validate-rows.ts'

/** One line of the file, with the names of the columns it has. */
export type AsOfLine = { row: RosterRow; raw: RawRow }

/** Takes a file as the whole roster as it stands on a day; a roster is small, so it is compared as a whole. */
export function createAsOfLoader(deps: LoadDeps, context: LoadContext, asOf: string): Loader {
  const { store, identities, personKeys } = deps
  const { importSeq, dryRun, waitMsMax } = context
  const lines = new Map<string, AsOfLine>()
  const unreadable = new Set<string>()
  let plan: RosterPlan | undefined
  return {
    async take(rows, turn): Promise<Taken> {
      await turn
      let duplicates = 0
      const refused = await validateRows(rows, rosterRow, (row, raw) => {
        if (lines.has(row.person_id)) duplicates += 1
        lines.set(row.person_id, { row, raw })
        return undefined
      })
      // A typing error in a row must not make the person leave.
      for (const { row } of refused) unreadable.add(personKeys.keyOf(row.cells.person_id?.trim() ?? ''))
      return { duplicates, refused }
    },
    async finish() {
      if (lines.size === 0) throw nobody()
      const before = await retryStore(() => readRosterOn(store, asOf), waitMsMax)
      plan = planRosterAsOf({ lines: [...lines.values()], before, unreadable, asOf, personKeys })
      if (!dryRun) {
        const people = [...lines.values()].flatMap(({ row }) => [row.person_id, row.manager_id, ...row.aliases])
        await identities.note(people, waitMsMax)
        const inserted = plan.rows.map((row) => ({ ...row, import_seq: importSeq }))
        await insertBatch(store, 'roster', inserted, { waitMsMax })
      }
      return { duplicates: plan.counts.unchanged }
    },
    change() {
      if (!plan || plan.rows.length === 0) return undefined
      return { kind: 'base', why: 'roster', personKeys: [...new Set(plan.rows.map((row) => row.person_key))] }
    },
    async findings(): Promise<Partial<ImportReport>> {
      if (!plan) return {}
      const keys = new Set([...lines.keys()].map((id) => personKeys.keyOf(id)))
      return { ...(await rosterFindings(store, keys)), as_of: plan.counts, roster_change: plan.change }
    },
  }
}

function nobody(): Problem {
  const detail = 'As the whole roster of a day it would end everyone. Nothing was imported.'
  return new Problem(422, 'empty_roster', 'The file names no people', detail)
}
