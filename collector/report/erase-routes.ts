import { eraseRoute, replayRoute } from '../../schema/routes/operations.ts'
import { type EraseDeps, erasePerson } from '../erase/erase-person.ts'
import { settledWithin } from '../erase/settled-within.ts'
import type { Flusher } from '../ingest/flush/flusher.ts'
import type { Api } from '../serve-route.ts'

/** What erasing and replaying needs. */
export type EraseRouteDeps = Omit<EraseDeps, 'flusher'> & {
  flusher: Pick<Flusher, 'erase' | 'replay' | 'settled'>
}

/** Runs something that no other operation of the kind may overlap. */
export type Alone = <Answer>(task: () => Promise<Answer>) => Promise<Answer>

/** Erasure of a person, and replay of the spool. */
export function addEraseRoutes(api: Api, deps: EraseRouteDeps, alone: Alone): void {
  const { flusher, rollup, audit } = deps
  api.serve(eraseRoute, ({ body, scope }) => alone(() => erasePerson(deps, scope, body.person_id)))
  api.serve(replayRoute, ({ body, scope }) =>
    alone(async () => {
      await audit.record(scope, { action: 'replay', subjectKeys: [], detail: { from: body?.from ?? 0 } })
      const { records, rows } = await flusher.replay(body?.from)
      await settledWithin(flusher)
      await rollup.settled()
      return { records, rows, next: records === 0 ? nothingKept : compare }
    }),
  )
}

const nothingKept =
  'The spool keeps what was loaded for 24 hours, and 2 GiB of it at most; it holds nothing of what was asked for. ' +
  'What the store lacks beyond that comes from a backup, or from the source once more.'

const compare =
  'Everything kept is in the store; what was there already was recognised and counts once. ' +
  'Compare with "takehold verify".'
