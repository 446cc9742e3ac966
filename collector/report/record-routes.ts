import { type RecordMeasure, type RecordState, recordLists } from '../../schema/record-list.ts'
import { type RecordsQuery, recordsRoute } from '../../schema/routes/records.ts'
import type { Scope } from '../access/scope.ts'
import { Problem } from '../problem.ts'
import type { Api } from '../serve-route.ts'
import { daysBetween, shiftDay } from './calendar.ts'
import { type DataState, readDataState } from './data-state.ts'
import { formatTable } from './format-table.ts'
import { resolveAlias, restrictionOf } from './own-people.ts'
import type { PeopleDeps } from './people-routes.ts'
import { dateFor } from './question.ts'
import { beginReading } from './reading.ts'
import { countRecords, type RecordsAsked, readRecords } from './records.ts'

const rowsUsual = 100
const daysLookedBack = 28
const rangeDaysMax = 5 * 366

/** The records behind a measure, and what is wrong with each. */
export function addRecordRoutes(api: Api, deps: PeopleDeps): void {
  api.serve(recordsRoute, async ({ query, scope }) => {
    await deps.freshness.settle()
    const state = await readDataState(deps.store, deps.freshness.behindSince())
    const measure = query.measure ?? 'completeness'
    refuseUnknown(measure, query)
    const asked = await askedBy(deps, scope, query, state)
    const format = query.format ?? 'json'
    const limit = query.limit ?? (format === 'json' ? rowsUsual : 10_000)
    const reading = beginReading(deps, state)
    const page = { states: query.state ?? [], after: readCursor(query.cursor), limit: limit + 1 }
    const [counts, found] = await Promise.all([
      countRecords(reading, measure, asked),
      readRecords(reading, measure, asked, page),
    ])
    const shown = found.slice(0, limit)
    const subjectKeys = [...new Set(shown.map(({ key }) => key).filter(Boolean))]
    const action = format === 'json' ? 'view_records' : 'export'
    await deps.audit.record(scope, { action, subjectKeys, detail: { ...query, on: asked.on } })
    const rows = shown.map(({ row }) => row)
    if (format !== 'json') return formatTable(format, `records-${measure}-${asked.on}`, rows.map(flatten))
    return {
      measure,
      on: asked.on,
      ...(measure === 'pollution' ? { from: asked.from_date } : {}),
      complete_through: state.completeThrough,
      definition: state.definition,
      counts,
      total: sumOf(counts, query.state),
      rows,
      next: found.length > limit ? Buffer.from(shown.at(-1)?.place ?? '').toString('base64url') : null,
      logged: true,
    }
  })
}

async function askedBy(
  { store, personKeys }: PeopleDeps,
  scope: Scope,
  query: RecordsQuery,
  state: DataState,
): Promise<RecordsAsked> {
  const on = dateFor(query.on ?? state.lastCompleteDay, scope, state)
  const from = query.from ?? shiftDay(on, 1 - daysLookedBack)
  if (from > on || daysBetween(from, on) > rangeDaysMax)
    throw badQuestion('from must lie at most five years before on.')
  const { department = [], team = [], object = [], owner, tier = [], origin = [], form = [] } = query
  return {
    on,
    from_date: from,
    field: query.field ?? '',
    people: (await restrictionOf(store, scope, on)) ?? [],
    ...{ departments: department, teams: team, objects: object, tiers: tier, origins: origin, forms: form },
    owners: owner === undefined ? [] : [owner === '' ? '' : await resolveAlias(store, personKeys.keyOf(owner))],
  }
}

const filters = ['department', 'team', 'object', 'owner', 'field', 'tier', 'origin', 'form', 'from'] as const

function refuseUnknown(measure: RecordMeasure, query: RecordsQuery): void {
  const { states, filters: known }: { states: readonly string[]; filters: readonly string[] } = recordLists[measure]
  const filter = filters.find((name) => query[name] !== undefined && !known.includes(name))
  if (filter !== undefined)
    throw badQuestion(`Records of ${measure} can be filtered by ${known.join(', ')}; not by ${filter}.`)
  const foreign = query.state?.find((state) => !states.includes(state))
  if (foreign !== undefined) throw badQuestion(`Records of ${measure} are ${states.join(', ')}; not ${foreign}.`)
}

function readCursor(cursor: string | undefined): string {
  return Buffer.from(cursor ?? '', 'base64url').toString('utf8')
}

function sumOf(counts: Partial<Record<RecordState, number>>, states: readonly RecordState[] | undefined): number {
  const chosen = Object.entries(counts).filter(
    ([state]) => states === undefined || states.some((each) => each === state),
  )
  return chosen.reduce((sum, [, records]) => sum + records, 0)
}

// A cell holds a text: "amount missing; source default".
function flatten<Row extends { fields: { field: string; state: string }[] }>({ fields, ...row }: Row) {
  return { ...row, fields: fields.map(({ field, state }) => `${field} ${state}`) }
}

function badQuestion(detail: string): Problem {
  return new Problem(400, 'invalid_query', 'The question cannot be answered', detail)
}
