import { z } from 'zod'
import { restatementReasons } from '../../schema/restatement-reason.ts'
import { keepers } from '../../schema/routes/delivery.ts'
import { dimensionsRoute, firstRunRoute, restatementsRoute, statusRoute } from '../../schema/routes/status.ts'
import { floorOf, type Scope } from '../access/scope.ts'
import type { Secrets } from '../access/secrets.ts'
import { type LoadedProgram, loadProgram } from '../program/load-program.ts'
import { parseProgram } from '../program/parse-program.ts'
import { countWaitingRecords } from '../program/waiting-records.ts'
import type { Api } from '../serve-route.ts'
import { parseStoredInstant } from '../store/instant.ts'
import { queryRows } from '../store/query.ts'
import { type DataState, readDataState } from './data-state.ts'
import { readFeeds } from './feeds.ts'
import { restrictionOf } from './own-people.ts'
import { dateFor } from './question.ts'
import { beginReading, type GateDeps } from './reading.ts'
import type { SourceDeps } from './source-routes.ts'

/** What the pages need around the measures. */
export type StatusDeps = GateDeps &
  Pick<SourceDeps, 'writeKeys' | 'delivery'> & {
    secrets: Secrets
    url: () => string
    storeState: () => 'ready' | 'restarting'
  }

const countsRow = z.object({
  events: z.int(),
  first_day: z.string(),
  people: z.int(),
  records: z.int(),
  accounts: z.int(),
  unmatched: z.int(),
  unclassified: z.int(),
  imported: z.int(),
  generated: z.int(),
})

// An id counts once, however often its event came.
const counts = `
SELECT
  (SELECT count() FROM event_ids FINAL) AS events,
  (SELECT toString(min(date)) FROM events) AS first_day,
  (SELECT uniqExact(person_key) FROM roster) AS people,
  (SELECT uniqExact(object, record_id) FROM record_versions) AS records,
  (SELECT uniqExact(account_id) FROM accounts) AS accounts,
  (SELECT uniqExact(source, message_id) FROM events WHERE person_key NOT IN (SELECT person_key FROM current_segments)
    AND person_key NOT IN (SELECT alias_key FROM current_aliases)) AS unmatched,
  (SELECT uniqExact(source, message_id) FROM events WHERE event NOT IN (SELECT event FROM current_actions WHERE object = '')
    AND (event, object) NOT IN (SELECT event, object FROM current_actions)) AS unclassified,
  (SELECT count() FROM imports FINAL WHERE undone_at IS NULL) AS imported,
  (SELECT countIf(source = 'demo') FROM imports FINAL WHERE undone_at IS NULL) AS generated`

/** Status, first run, dimensions and restatements. */
export function addStatusRoutes(api: Api, deps: StatusDeps): void {
  const { store, freshness, secrets } = deps
  api.serve(statusRoute, async ({ scope }) => {
    const [state, program, [row]] = await Promise.all([
      readDataState(store, freshness.behindSince()),
      loadProgram(store),
      queryRows(store.writer, counts, {}, countsRow),
    ])
    if (!row) throw new Error('The counts of the store did not come.')
    const { rules } = program
    const waitingRecords = await beginReading(deps, state).recall(['waiting records', rules], () =>
      countWaitingRecords(store, Object.keys(program.program.objects), rules),
    )
    const { imported, generated, first_day: firstDay, people, ...rest } = row
    const isEmpty = row.events === 0 && people === 0 && row.records === 0 && row.accounts === 0
    return {
      ...rest,
      waiting_records: waitingRecords,
      state: isEmpty ? ('empty' as const) : ('ready' as const),
      organisation: program.program.organisation,
      timezone: program.program.timezone,
      week_start: state.weekStart,
      floor: floorOf(scope, state.floors),
      generated: imported > 0 && generated === imported,
      first_day: row.events === 0 ? null : firstDay,
      last_complete_day: isEmpty ? null : state.lastCompleteDay,
      complete_through: state.completeThrough,
      people: scope.role === 'lead' || scope.role === 'person' ? null : people,
      store: deps.storeState(),
      feeds: await describeFeeds(deps, state),
      delivery: describeDelivery(deps, scope),
      program: describeProgram(program),
    }
  })
  api.serve(firstRunRoute, async () => {
    const [row] = await queryRows(
      store.writer,
      'SELECT count() AS events FROM events',
      {},
      z.object({ events: z.int() }),
    )
    // From the first event on the sender has the key, and it need not stand in the open any longer.
    if (row && row.events > 0) secrets.forgetFirstWriteKey()
    return { url: deps.url(), write_key: secrets.firstWriteKey() ?? null }
  })
  addDimensionsRoute(api, deps)
  addRestatementsRoute(api, deps)
}

// Which keys are revoked decides whom nobody misses, so it is part of the question.
async function describeFeeds(deps: StatusDeps, state: DataState) {
  const { store, writeKeys } = deps
  const { today, timezone } = state
  const revoked = writeKeys.list().map((key) => [key.source, key.revoked_at !== null])
  const feeds = await beginReading(deps, state).recall(['feeds', today, timezone, revoked], () =>
    readFeeds(store, writeKeys, { today, timezone }),
  )
  const stopped = feeds.filter(({ alarmed }) => alarmed)
  return {
    all: feeds.length,
    stopped: stopped.map(({ source, lastDeliveryMs }) => ({
      source,
      last_delivery_at: lastDeliveryMs === null ? null : new Date(lastDeliveryMs).toISOString(),
    })),
  }
}

function describeDelivery({ delivery }: StatusDeps, { role }: Scope) {
  if (!keepers.some((keeper) => keeper === role)) return null
  const { lane, lane_since, reason, refusing } = delivery()
  return { lane, lane_since, reason, refusing }
}

function describeProgram({ version, definition, appliedAt, isDefault, text }: LoadedProgram) {
  const warnings = parseProgram(text).warnings.map(({ path, message }) => `${path} ${message}`.trim())
  return { version, definition, applied_at: appliedAt, is_default: isDefault, warnings }
}

function addRestatementsRoute(api: Api, { store, freshness }: StatusDeps): void {
  api.serve(restatementsRoute, async ({ query }) => {
    await freshness.settle()
    const period_ends = query.period_end === undefined ? [] : [query.period_end]
    const rows = await queryRows(store.writer, restatements, { period_ends }, restatementRow)
    return { rows: rows.map((row) => ({ ...row, at: new Date(parseStoredInstant(row.at)).toISOString() })) }
  })
}

const restatementRow = z.object({
  at: z.string(),
  why: z.enum(restatementReasons),
  period_end: z.string(),
  measured_before: z.int(),
  adopted_before: z.int(),
  measured_after: z.int(),
  adopted_after: z.int(),
})

const restatements = `
SELECT toString(at) AS at, why, toString(period_end) AS period_end, measured_before, adopted_before, measured_after, adopted_after
FROM restatements
WHERE empty({period_ends:Array(Date)}) OR has({period_ends:Array(Date)}, restatements.period_end)
ORDER BY restatements.at DESC, period_end DESC LIMIT 1000`

const dimensionRow = z.object({ department: z.string(), team: z.string(), role: z.string() })

const groups = `
SELECT DISTINCT department, team, role FROM current_segments
WHERE valid_from <= {on:Date} AND {on:Date} < valid_to AND kind = 'human'
  AND (empty({people:Array(String)}) OR has({people:Array(String)}, person_key))
ORDER BY department, team, role`

const phases = `SELECT phase, name, toString(go_live) AS go_live, toString(target_date) AS target_date FROM current_phases ORDER BY ordinal`

function addDimensionsRoute(api: Api, { store, freshness }: StatusDeps): void {
  const phaseRow = z.object({
    phase: z.string(),
    name: z.string(),
    go_live: z.string(),
    target_date: z.string().nullable(),
  })
  api.serve(dimensionsRoute, async ({ query, scope }: { query: { on?: string | undefined }; scope: Scope }) => {
    await freshness.settle()
    const state = await readDataState(store, freshness.behindSince())
    const on = dateFor(query.on ?? state.lastCompleteDay, scope, state)
    const people = (await restrictionOf(store, scope, on)) ?? []
    const [found, phaseRows, objects] = await Promise.all([
      queryRows(store.writer, groups, { on, people }, dimensionRow),
      queryRows(store.writer, phases, {}, phaseRow),
      queryRows(
        store.writer,
        'SELECT object FROM current_objects ORDER BY object',
        {},
        z.object({ object: z.string() }),
      ),
    ])
    const teams = new Map(found.map(({ team, department }) => [`${department}\n${team}`, { team, department }]))
    return {
      departments: [...new Set(found.map((row) => row.department))],
      teams: [...teams.values()],
      roles: [...new Set(found.map((row) => row.role))].sort(),
      phases: phaseRows,
      objects: objects.map((row) => row.object),
    }
  })
}
