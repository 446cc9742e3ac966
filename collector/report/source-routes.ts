import { z } from 'zod'
import { sourcesRoute } from '../../schema/routes/sources.ts'
import type { Audit } from '../access/audit.ts'
import { personIdsOf } from '../access/identify.ts'
import type { Api } from '../serve-route.ts'
import { queryRows } from '../store/query.ts'
import type { GateDeps } from './reading.ts'

const eventsRow = z.object({
  source: z.string(),
  last_event_ms: z.coerce.number(),
  stored: z.int(),
  unmatched: z.int(),
  unclassified: z.int(),
})

// The same id may stand under two people when a sender changed its mind: it is one event.
const eventsBySource = `
WITH
  people AS (SELECT person_key FROM current_segments UNION DISTINCT SELECT alias_key AS person_key FROM current_aliases),
  known AS (SELECT DISTINCT event FROM current_actions)
SELECT source, toUnixTimestamp64Milli(max(occurred_at)) AS last_event_ms, uniqExact(message_id) AS stored,
  uniqExactIf(message_id, person_key NOT IN (SELECT person_key FROM people)) AS unmatched,
  uniqExactIf(message_id, event NOT IN (SELECT event FROM known)) AS unclassified
FROM events GROUP BY source`

const countsRow = z.object({ source: z.string(), accepted: z.int(), duplicates: z.int(), dead_lettered: z.int() })

const countsBySource = `
SELECT source, sum(accepted) AS accepted, sum(duplicates) AS duplicates, sum(dead_lettered) AS dead_lettered
FROM feed_counts FINAL GROUP BY source`

const unmatchedPeople = `
SELECT person_key, uniqExact(source, message_id) AS events, toUnixTimestamp64Milli(max(occurred_at)) AS last_event_ms
FROM events
WHERE person_key NOT IN (SELECT person_key FROM current_segments) AND person_key NOT IN (SELECT alias_key FROM current_aliases)
GROUP BY person_key ORDER BY events DESC, person_key LIMIT 100`

const unclassifiedEvents = `
SELECT event, object, uniqExact(source, message_id) AS events FROM events
WHERE event NOT IN (SELECT event FROM current_actions)
GROUP BY event, object ORDER BY events DESC, event, object LIMIT 100`

const quietMs = 24 * 3_600_000
const stoppedMs = 7 * 24 * 3_600_000

/** Feeds: how far they reach and what became of what they sent. */
export function addSourceRoutes(api: Api, { store, freshness, audit }: GateDeps & { audit: Audit }): void {
  api.serve(sourcesRoute, async ({ scope }) => {
    await freshness.settle()
    const [stored, counted, unclassified] = await Promise.all([
      queryRows(store.writer, eventsBySource, {}, eventsRow),
      queryRows(store.writer, countsBySource, {}, countsRow),
      queryRows(
        store.writer,
        unclassifiedEvents,
        {},
        z.object({ event: z.string(), object: z.string(), events: z.int() }),
      ),
    ])
    const sources = [...new Set([...stored, ...counted].map((row) => row.source))].sort()
    const people = scope.role === 'admin' ? await readUnmatched(store) : []
    if (people.length > 0) {
      const subjectKeys = people.map((person) => person.key)
      await audit.record(scope, { action: 'view_unmatched', subjectKeys, detail: {} })
    }
    return {
      rows: sources.map((source) =>
        describe(
          source,
          stored.find((row) => row.source === source),
          counted.find((row) => row.source === source),
        ),
      ),
      unmatched_people: people.map(({ key: _, ...row }) => row),
      unclassified_events: unclassified,
    }
  })
}

type Stored = z.infer<typeof eventsRow>
type Counted = z.infer<typeof countsRow>

function describe(source: string, stored: Stored | undefined, counted: Counted | undefined) {
  const lastMs = stored?.last_event_ms ?? null
  const lagMs = lastMs === null ? null : Math.max(0, Date.now() - lastMs)
  return {
    source,
    last_event_at: lastMs === null ? null : new Date(lastMs).toISOString(),
    lag_s: lagMs === null ? null : Math.floor(lagMs / 1000),
    accepted: counted?.accepted ?? 0,
    stored: stored?.stored ?? 0,
    duplicates: counted?.duplicates ?? 0,
    dead_lettered: counted?.dead_lettered ?? 0,
    unmatched: stored?.unmatched ?? 0,
    unclassified: stored?.unclassified ?? 0,
    state: stateOf(lagMs),
  }
}

function stateOf(lagMs: number | null): 'live' | 'quiet' | 'stopped' {
  if (lagMs === null || lagMs > stoppedMs) return 'stopped'
  return lagMs > quietMs ? 'quiet' : 'live'
}

async function readUnmatched(store: GateDeps['store']) {
  const row = z.object({ person_key: z.string(), events: z.int(), last_event_ms: z.coerce.number() })
  const rows = await queryRows(store.writer, unmatchedPeople, {}, row)
  const ids = await personIdsOf(
    store,
    rows.map((each) => each.person_key),
  )
  return rows.map(({ person_key: key, events, last_event_ms: ms }) => ({
    key,
    person_id: ids.get(key) ?? '',
    events,
    last_event_at: new Date(ms).toISOString(),
  }))
}
