import { z } from 'zod'
import { eventsColumns } from '../../schema/datasets/events.ts'
import {
  deadLetterRoute,
  deadLettersRoute,
  discardDeadLettersRoute,
  replayDeadLettersRoute,
} from '../../schema/routes/dead-letters.ts'
import type { Audit } from '../access/audit.ts'
import type { PersonKeys } from '../access/person-key.ts'
import { countChosen } from '../ingest/dead-letter-choice.ts'
import { discardDeadLetters, replayedReason } from '../ingest/discard-dead-letters.ts'
import type { Ingest } from '../ingest/open-ingest.ts'
import { Problem } from '../problem.ts'
import type { Api } from '../serve-route.ts'
import type { Store } from '../store/open-store.ts'
import { type DeadLetterPlace, listDeadLetters, readDeadLetter } from './dead-letter-lines.ts'
import type { Freshness } from './freshness.ts'

const rowsUsual = 100

/** What the care of dead letters needs. */
export type DeadLetterDeps = {
  store: Store
  audit: Audit
  personKeys: PersonKeys
  ingest: Pick<Ingest, 'replayDeadLetters'>
  freshness: Freshness
}

/** Dead letters: what was refused and why; tried again with values set right, or given up with a reason. */
export function addDeadLetterRoutes(api: Api, deps: DeadLetterDeps): void {
  const { store, freshness } = deps
  api.serve(deadLettersRoute, async ({ query: { limit = rowsUsual, cursor, state = 'waiting', ...filter } }) => {
    await freshness.settle()
    const place = cursor === undefined ? undefined : readCursor(cursor)
    const { next, ...page } = await listDeadLetters(store, { ...filter, state }, { limit, place })
    return { ...page, next: next && writeCursor(next) }
  })
  addOneRoute(api, deps)
  addDiscardRoute(api, deps)
  addReplayRoute(api, deps)
}

function addOneRoute(api: Api, { store, audit, personKeys }: DeadLetterDeps): void {
  api.serve(deadLetterRoute, async ({ params: { dead_id: id }, scope }) => {
    const letter = await readDeadLetter(store, id)
    if (!letter) throw new Problem(404, 'unknown_dead_letter', 'No such dead letter', `There is no dead letter ${id}.`)
    // Its fields name a person: a look at them is a look at names.
    const { person_id: personId } = letter.fields
    const subjectKeys = personId ? [personKeys.keyOf(personId)] : []
    await audit.record(scope, { action: 'view_dead_letter', subjectKeys, detail: { dead_id: id } })
    const isTriable = letter.dataset === 'events' && letter.state === 'waiting'
    return { ...letter, repairable: isTriable ? eventsColumns : [] }
  })
}

function addDiscardRoute(api: Api, { store, audit }: DeadLetterDeps): void {
  api.serve(discardDeadLettersRoute, async ({ body: { ids, where, reason }, scope }) => {
    if (reason === replayedReason) {
      const detail = 'That is said of those that were taken after all. Say why these are given up.'
      throw new Problem(400, 'reserved_reason', 'This reason is taken', detail)
    }
    const discarded = await countChosen(store, { ids, where })
    if (discarded === 0 || (ids !== undefined && discarded < new Set(ids).size)) {
      const detail = 'Some of them do not wait: they are not known, or were replayed or discarded before.'
      throw new Problem(404, 'unknown_dead_letter', 'No such dead letter', detail)
    }
    const detail = { letters: discarded, reason, ...(where ? { where } : { ids: ids?.slice(0, rowsUsual) }) }
    await audit.record(scope, { action: 'discard_dead_letters', subjectKeys: [], detail })
    await discardDeadLetters(store, { ids, where }, { reason, actor: scope.actor })
    return { discarded }
  })
}

function addReplayRoute(api: Api, { audit, ingest }: DeadLetterDeps): void {
  api.serve(replayDeadLettersRoute, async ({ body = {}, scope }) => {
    const { dry_run: dryRun = false, ...request } = body
    if (!dryRun) {
      const { ids, where, repair = {} } = request
      // The values may name a person; which fields were set is enough.
      const detail = { set: Object.keys(repair), ...(where ? { where } : { ids: ids?.slice(0, rowsUsual) }) }
      await audit.record(scope, { action: 'replay_dead_letters', subjectKeys: [], detail })
    }
    return ingest.replayDeadLetters({ ...request, dryRun, actor: scope.actor })
  })
}

const cursorParts = z.tuple([z.int().nonnegative(), z.int().nonnegative(), z.string()])

function writeCursor({ at, line, id }: DeadLetterPlace): string {
  return Buffer.from(JSON.stringify([at, line, id])).toString('base64url')
}

function readCursor(cursor: string): DeadLetterPlace {
  const parsed = cursorParts.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')))
  if (!parsed.success) {
    throw new Problem(400, 'invalid_cursor', 'The request cannot be read', 'cursor: is none that this list gave.')
  }
  const [at, line, id] = parsed.data
  return { at, line, id }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // The caller says that it is no cursor.
  }
}
