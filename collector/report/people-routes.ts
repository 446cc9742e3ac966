import { z } from 'zod'
import { personState } from '../../schema/person-state.ts'
import { peopleRoute, personRoute } from '../../schema/routes/people.ts'
import type { Audit } from '../access/audit.ts'
import type { PersonKeys } from '../access/person-key.ts'
import type { Scope } from '../access/scope.ts'
import { Problem } from '../problem.ts'
import type { Api } from '../serve-route.ts'
import { queryRows } from '../store/query.ts'
import { askView } from './ask-view.ts'
import { formatTable } from './format-table.ts'
import { resolveAlias, restrictionOf } from './own-people.ts'
import { readPeople } from './people.ts'
import { readPeoplePage } from './people-page.ts'
import { beginReading, type GateDeps, type Reading, readStateNow } from './reading.ts'

/** What showing names needs beside the gate: keys, and the audit without which there is no answer. */
export type PeopleDeps = GateDeps & { personKeys: PersonKeys; audit: Audit }

const rowsUsual = 100

/** The people list and a person's own page. */
export function addPeopleRoutes(api: Api, deps: PeopleDeps): void {
  const { store, freshness, audit, personKeys } = deps
  api.serve(peopleRoute, async ({ query, scope }) => {
    await freshness.settle()
    const state = await readStateNow(deps)
    const on = query.on ?? state.lastCompleteDay
    const { department, team, role, phase } = query
    const filters = dropAbsent({ department, team, role, phase })
    const managerKey = query.manager === undefined ? undefined : personKeys.keyOf(query.manager)
    const from = readCursor(query.cursor)
    const limit = query.limit ?? (query.format === undefined || query.format === 'json' ? rowsUsual : 10_000)
    const asked = { on, filters, managerKey, query, from, limit }
    const { page, total, counts } = await readPeoplePage(beginReading(deps, state), scope, asked)
    const subjectKeys = page.map(({ key }) => key)
    await audit.record(scope, {
      action: query.format && query.format !== 'json' ? 'export' : 'view_people',
      subjectKeys,
      detail: { on, ...query },
    })
    const rows = page.map(({ row }) => row)
    if (query.format === 'csv' || query.format === 'xlsx') return formatTable(query.format, `people-${on}`, rows)
    return {
      on,
      complete_through: state.completeThrough,
      definition: state.definition,
      counts,
      total,
      rows,
      next: from + limit < total ? String(from + limit) : null,
      logged: true,
    }
  })
  api.serve(personRoute, async ({ params, query, scope }) => {
    await freshness.settle()
    const state = await readStateNow(deps)
    const on = query.on ?? state.lastCompleteDay
    const key = await resolveAlias(store, personKeys.keyOf(params.person_id))
    const allowed = await maySee(deps, scope, key, on)
    await audit.record(scope, {
      action: allowed ? 'view_person' : 'refused',
      subjectKeys: [key],
      detail: { on },
    })
    if (!allowed) throw notYours()
    return { on, ...(await readPerson(beginReading(deps, state), key, on)), logged: true }
  })
}

async function maySee({ store }: PeopleDeps, scope: Scope, key: string, on: string): Promise<boolean> {
  const own = await restrictionOf(store, scope, on)
  if (own === null || own.includes(key)) return true
  // Everyone may see their own row, a lead too.
  return scope.personKey !== null && (await resolveAlias(store, scope.personKey)) === key
}

const dayRow = z.object({
  date: z.string(),
  expected: z.union([z.boolean(), z.int()]).transform(Boolean),
  active: z.union([z.boolean(), z.int()]).transform(Boolean),
  tasks: z.array(z.string()),
})

const weekEnds = `
SELECT toString(on_day) AS period, state FROM person_state FINAL
WHERE person_key = {key:String} AND is_week_end AND on_day <= {on:Date} ORDER BY on_day`

async function readPerson(reading: Reading, key: string, on: string) {
  // The check of the scope lies behind us: from here the question is about one key only.
  const [people, days, history] = await Promise.all([
    readPeople(reading, on, [key]),
    askView(reading, 'person_days', { on, filters: {}, people: [key] }),
    queryRows(reading.store.writer, weekEnds, { key, on }, z.object({ period: z.string(), state: personState })),
  ])
  if (people.length === 0 && days.length === 0 && history.length === 0) {
    throw new Problem(404, 'unknown_person', 'No such person', 'Nobody of this id was ever eligible.')
  }
  return { row: people[0]?.row ?? null, days: days.map((day) => dayRow.parse(day)), history }
}

/** The row that a page of people begins at. */
export function readCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor)
  throw new Problem(400, 'invalid_query', 'The request cannot be read', 'cursor must be what "next" said.')
}

/** Leaves out what was not asked for. */
export function dropAbsent<T>(values: Record<string, T | undefined>): Record<string, T> {
  const kept: Record<string, T> = {}
  for (const [name, value] of Object.entries(values)) if (value !== undefined) kept[name] = value
  return kept
}

function notYours(): Problem {
  return new Problem(403, 'not_your_person', 'Not one of your people', 'You may see yourself and the people below you.')
}
