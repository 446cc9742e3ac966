import { z } from 'zod'
import { type Delivery, deliveryRoute } from '../../schema/routes/delivery.ts'
import { sourcesRoute } from '../../schema/routes/sources.ts'
import type { Audit } from '../access/audit.ts'
import { personIdsOf } from '../access/identify.ts'
import type { Api } from '../serve-route.ts'
import { queryRows } from '../store/query.ts'
import { readDataState } from './data-state.ts'
import { readDeadLetterReasons } from './dead-letter-lines.ts'
import { type FeedCounts, readFeedCounts } from './feed-counts.ts'
import { type Feed, type KeptKeys, readFeeds } from './feeds.ts'
import type { GateDeps } from './reading.ts'

/** What the page about the sources needs. */
export type SourceDeps = GateDeps & {
  audit: Audit
  writeKeys: KeptKeys
  /** How the way into the store is; see `watchDelivery`. */
  delivery: () => Delivery
}

const unmatchedPeople = `
SELECT person_key, uniqExact(source, message_id) AS events, toUnixTimestamp64Milli(max(occurred_at)) AS last_event_ms
FROM events
WHERE person_key NOT IN (SELECT person_key FROM current_segments) AND person_key NOT IN (SELECT alias_key FROM current_aliases)
GROUP BY person_key ORDER BY events DESC, person_key LIMIT 100`

const unclassifiedEvents = `
SELECT event, object, uniqExact(source, message_id) AS events FROM events
WHERE event NOT IN (SELECT event FROM current_actions WHERE object = '')
  AND (event, object) NOT IN (SELECT event, object FROM current_actions)
GROUP BY event, object ORDER BY events DESC, event, object LIMIT 100`

const unclassifiedRow = z.object({ event: z.string(), object: z.string(), events: z.int() })

/** Feeds: how far they reach, whether they are late, and what became of what they sent. */
export function addSourceRoutes(api: Api, deps: SourceDeps): void {
  const { store, freshness, audit, writeKeys, delivery } = deps
  api.serve(deliveryRoute, () => delivery())
  api.serve(sourcesRoute, async ({ scope }) => {
    await freshness.settle()
    const { today, timezone } = await readDataState(store, freshness.behindSince())
    const view = { today, timezone }
    const [feeds, counts, unclassified, deadLetters] = await Promise.all([
      readFeeds(store, writeKeys, view),
      readFeedCounts(store, view),
      queryRows(store.writer, unclassifiedEvents, {}, unclassifiedRow),
      readDeadLetterReasons(store),
    ])
    const people = scope.role === 'admin' ? await readUnmatched(store) : []
    if (people.length > 0) {
      const subjectKeys = people.map((person) => person.key)
      await audit.record(scope, { action: 'view_unmatched', subjectKeys, detail: {} })
    }
    return {
      rows: feeds.map((feed) => describe(feed, counts)),
      total: counts.total,
      unmatched_people: people.map(({ key: _, ...row }) => row),
      unclassified_events: unclassified,
      dead_letters: deadLetters,
      delivery: delivery(),
    }
  })
}

function describe({ lastEventMs, lastDeliveryMs, missed, ...feed }: Feed, counts: FeedCounts) {
  const { days, ...own } = counts.of(feed.source)
  const lagMs = lastEventMs === null ? null : Math.max(0, Date.now() - lastEventMs)
  return {
    ...feed,
    last_event_at: instant(lastEventMs),
    last_delivery_at: instant(lastDeliveryMs),
    lag_s: lagMs === null ? null : Math.floor(lagMs / 1000),
    ...own,
    days: days.map((day) => ({ ...day, missed: missed.includes(day.date) })),
  }
}

const instant = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

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
