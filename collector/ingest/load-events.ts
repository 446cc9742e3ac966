import { z } from 'zod'
import type { Cells } from '../../schema/datasets/cell.ts'
import type { EventRow } from '../../schema/datasets/event-row.ts'
import { eventCells, eventsColumns } from '../../schema/datasets/events.ts'
import type { PersonMonths } from '../rollup/change.ts'
import { formatInstant } from '../store/instant.ts'
import { queryRows } from '../store/query.ts'
import { buildEventRow, implausibleInstant } from './build-event-row.ts'
import { contentHashOf } from './content-hash.ts'
import { addPersonMonths } from './event-store.ts'
import { storeFeedCounts } from './feed-counts.ts'
import type { LoadContext, LoadDeps, Loader, Taken } from './loader.ts'
import { validateRows } from './validate-rows.ts'

const findingsRow = z.object({ unmatched: z.int(), unclassified: z.int() })

const findingsSql = `
SELECT
  countIf(person_key NOT IN (SELECT person_key FROM roster UNION DISTINCT SELECT arrayJoin(alias_keys) FROM roster)) AS unmatched,
  countIf((event, object) NOT IN (SELECT event, object FROM current_actions)
    AND event NOT IN (SELECT event FROM current_actions WHERE object = '')) AS unclassified
FROM events
WHERE import_seq = {importSeq:UInt64} AND date BETWEEN {from:Date} AND {to:Date}`

/** Stores events of a file by the same door as those of the wire. */
export function createEventLoader(deps: LoadDeps, context: LoadContext): Loader {
  const { store, events, identities, personKeys } = deps
  const { importSeq, source, dryRun, receivedAt, waitMsMax } = context
  const receivedText = formatInstant(receivedAt)
  const personMonths: PersonMonths = new Map()
  return {
    async take(rows, turn): Promise<Taken> {
      const fresh: EventRow[] = []
      const personIds = new Set<string>()
      const refused = await validateRows(rows, eventCells, (cells, raw) => {
        const implausible = implausibleInstant(cells.occurred_at, receivedAt)
        if (implausible) return implausible
        const arrival = { source, receivedAt: receivedText, skewMs: 0, importSeq, line: raw.line }
        const messageId = cells.message_id || derivedEventId(raw.cells)
        fresh.push(buildEventRow(cells, messageId, personKeys.keyOf(cells.person_id), arrival))
        personIds.add(cells.person_id)
        return undefined
      })
      await turn
      if (dryRun) return { duplicates: (await events.stored(fresh, waitMsMax)).size, refused }
      await identities.note(personIds, waitMsMax)
      let changed = fresh
      try {
        const duplicates = await events.write(fresh, waitMsMax)
        changed = fresh.filter((row) => !duplicates.has(row))
        return { duplicates: duplicates.size, refused }
      } finally {
        // After a failure too: part of the rows may be stored.
        addPersonMonths(personMonths, changed)
      }
    },
    change: () => (personMonths.size === 0 ? undefined : { kind: 'events', why: 'late_data', personMonths }),
    async findings() {
      if (personMonths.size === 0) return { unmatched: 0, unclassified: 0 }
      const spans = [...personMonths.values()]
      const from = spans.reduce((first, span) => (span.from < first ? span.from : first), '9999')
      const to = spans.reduce((last, span) => (span.to > last ? span.to : last), '')
      const [row] = await queryRows(store.writer, findingsSql, { importSeq, from, to }, findingsRow)
      return row ?? {}
    },
    count: (counts, chunk) =>
      storeFeedCounts(store, new Map([[source, counts]]), {
        writer: `import-${importSeq}-${chunk}`,
        ...{ sequence: 1, at: receivedAt, waitMsMax },
      }),
  }
}

/** Id of a row without one: by name and value of what was given, so that the order of the columns does not matter. */
export function derivedEventId(cells: Cells): string {
  const given = eventsColumns.flatMap((column) => (cells[column] ? [column, cells[column]] : []))
  return `derived-${contentHashOf(given).slice(0, 32)}`
}
