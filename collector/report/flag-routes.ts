import { dismissFlagsRoute, flagsRoute, restoreFlagsRoute } from '../../schema/routes/flags.ts'
import type { Scope } from '../access/scope.ts'
import { Problem } from '../problem.ts'
import type { Rollup } from '../rollup/open-rollup.ts'
import type { Api } from '../serve-route.ts'
import { shiftDay } from './calendar.ts'
import { readDataState } from './data-state.ts'
import { type FoundFlag, findFlags, listFlags, storeDismissals } from './flags.ts'
import { restrictionOf } from './own-people.ts'
import type { PeopleDeps } from './people-routes.ts'

/** What the care of flags needs beside what showing names does. */
export type FlagDeps = Omit<PeopleDeps, 'rollup'> & { rollup: Pick<Rollup, 'changed' | 'settled'> }

const rowsUsual = 100
const namedMax = 100

/** Flags on value actions: what was seen and by what, dismissed with a reason, restored. */
export function addFlagRoutes(api: Api, deps: FlagDeps): void {
  addListRoute(api, deps)
  api.serve(dismissFlagsRoute, async ({ body, scope }) => {
    const flags = await choose(deps, scope, body.ids)
    return { dismissed: await change(deps, scope, flags, { ...body, dismissed: true }) }
  })
  api.serve(restoreFlagsRoute, async ({ body, scope }) => {
    const flags = await choose(deps, scope, body.ids)
    return { restored: await change(deps, scope, flags, { ...body, dismissed: false }) }
  })
}

function addListRoute(api: Api, { store, freshness, audit }: FlagDeps): void {
  api.serve(flagsRoute, async ({ query, scope }) => {
    await freshness.settle()
    const { lastCompleteDay } = await readDataState(store, freshness.behindSince())
    const to = query.to ?? query.on ?? lastCompleteDay
    const from = query.from ?? shiftDay(to, -27)
    const { kind: kinds = [], department: departments = [], team: teams = [], state } = query
    const people = await restrictionOf(store, scope, to)
    const [offset, limit] = [readCursor(query.cursor), query.limit ?? rowsUsual]
    const choice = { from, to, kinds, departments, teams, people, state }
    const { flags, total } = await listFlags(store, choice, { limit, offset })
    const subjectKeys = [...new Set(flags.map(({ key }) => key))]
    await audit.record(scope, { action: 'view_flags', subjectKeys, detail: { ...query, from, to } })
    const next = offset + limit < total ? String(offset + limit) : null
    return { from, to, total, rows: flags.map(({ row }) => row), next, logged: true }
  })
}

// Who may not see a person's name is not told either that the flag exists.
async function choose(deps: FlagDeps, scope: Scope, ids: readonly string[]): Promise<FoundFlag[]> {
  const { store, freshness, audit } = deps
  await freshness.settle()
  const { lastCompleteDay } = await readDataState(store, freshness.behindSince())
  const own = await restrictionOf(store, scope, lastCompleteDay)
  const found = await findFlags(store, ids)
  const allowed = found.filter(({ person_key }) => own === null || own.includes(person_key))
  if (allowed.length === new Set(ids).size) return allowed
  const subjectKeys = [...new Set(found.map(({ person_key }) => person_key))]
  await audit.record(scope, { action: 'refused', subjectKeys, detail: { flags: ids.slice(0, namedMax) } })
  throw new Problem(
    404,
    'unknown_flag',
    'No such flag',
    'Some of these are no flags of your people. Nothing was changed.',
  )
}

async function change(
  { store, audit, rollup }: FlagDeps,
  scope: Scope,
  found: readonly FoundFlag[],
  { ids, reason, dismissed }: { ids: readonly string[]; reason: string; dismissed: boolean },
): Promise<number> {
  const flags = found.filter((flag) => flag.dismissed !== dismissed)
  const subjectKeys = [...new Set(found.map(({ person_key }) => person_key))]
  const detail = { flags: ids.slice(0, namedMax), changed: flags.length, reason }
  await audit.record(scope, { action: dismissed ? 'dismiss_flags' : 'restore_flags', subjectKeys, detail })
  if (flags.length === 0) return 0
  const personMonths = await storeDismissals(store, flags, { dismissed, reason, actor: scope.actor })
  rollup.changed({ kind: 'flags', personMonths })
  await rollup.settled()
  return flags.length
}

function readCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor)
  throw new Problem(400, 'invalid_query', 'The request cannot be read', 'cursor must be what "next" said.')
}
