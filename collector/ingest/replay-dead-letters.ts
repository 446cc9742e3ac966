import { z } from 'zod'
import type { PersonKeys } from '../access/person-key.ts'
import { Problem } from '../problem.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'
import { choiceParams, chosenLetters, countChosen, type DeadLetterChoice } from './dead-letter-choice.ts'
import { discardDeadLetters, replayedReason } from './discard-dead-letters.ts'
import {
  type KeptLetter,
  keptLetter,
  type Repair,
  type Revived,
  reimport,
  reviveDeadLetter,
} from './revive-dead-letter.ts'
import type { Sink } from './sink.ts'

export type ReplayDeps = { store: Store; personKeys: PersonKeys; sink: Pick<Sink, 'append'>; now?: () => number }

/** Which dead letters are tried again, with which values set right, for whom. */
export type ReplayRequest = DeadLetterChoice & {
  repair?: Repair | undefined
  /** Only says what would become of them. */
  dryRun?: boolean | undefined
  actor: string
}

/** What became of dead letters that were tried again; `still_dead` names the first thousand. */
export type Replayed = {
  replayed: number
  still_dead: { dead_id: string; reason: string }[]
  still_dead_total: number
}

const batchMax = 1_000
const namedMax = 1_000

const nextLetters = `
SELECT dead_id, toUnixTimestamp64Milli(received_at) AS received_ms, source, dataset, message_id, file, line, fields, import_seq
FROM dead_letters FINAL
WHERE ${chosenLetters}
  AND (toUnixTimestamp64Milli(received_at), line, dead_id) > ({ms:Int64}, {line:UInt32}, {after:String})
ORDER BY received_ms, line, dead_id LIMIT ${batchMax}`

const erasedPeople = `
SELECT person_key, toUnixTimestamp64Milli(max(erased_at)) AS erased_ms FROM erasures
WHERE has({keys:Array(String)}, person_key) GROUP BY person_key`

/** Tries dead letters of events again, with values repaired; what is an event now is taken and its letter waits no more. */
export async function replayDeadLetters(deps: ReplayDeps, request: ReplayRequest): Promise<Replayed> {
  await refuseSenseless(deps.store, request)
  const answer: Replayed = { replayed: 0, still_dead: [], still_dead_total: 0 }
  const found = new Set<string>()
  let after = { ms: 0, line: 0, after: '' }
  for (;;) {
    const params = { ...choiceParams(request), ...after }
    const letters = await queryRows(deps.store.writer, nextLetters, params, keptLetter)
    for (const { dead_id } of letters) found.add(dead_id)
    if (request.ids && letters.some(({ dataset }) => dataset !== 'events')) throw notReplayable()
    await replayBatch(deps, letters, request, answer)
    const last = letters.at(-1)
    if (last === undefined || letters.length < batchMax) break
    after = { ms: last.received_ms, line: last.line, after: last.dead_id }
  }
  for (const id of request.ids ?? []) if (!found.has(id)) keepDead(answer, id, 'there is no such dead letter')
  return answer
}

async function refuseSenseless(store: Store, { ids, where, repair = {} }: ReplayRequest): Promise<void> {
  const repaired = Object.keys(repair)
  if (repaired.length > 0 && ids === undefined && where === undefined) {
    throw new Problem(400, 'repair_needs_ids', 'A repair is for letters that are named', needsIds)
  }
  if (where !== undefined && where.dataset !== 'events') throw notReplayable()
  if (repaired.includes('message_id') && (await countChosen(store, { ids, where })) > 1) {
    throw new Problem(400, 'repair_of_identity', 'One message id is for one event', oneIdentity)
  }
}

const needsIds = 'Name the dead letters that the values are for, or the reason they share.'
const oneIdentity = 'With the same message_id all but one would be taken for retries. Give it to one dead letter alone.'

function notReplayable(): Problem {
  return new Problem(409, 'not_replayable', 'Only events can be tried again by themselves', reimport)
}

async function replayBatch(
  deps: ReplayDeps,
  letters: readonly KeptLetter[],
  { repair = {}, dryRun = false, actor }: ReplayRequest,
  answer: Replayed,
): Promise<void> {
  const { store, personKeys, sink, now = Date.now } = deps
  const revived: Revived[] = []
  for (const letter of letters) {
    const event = reviveDeadLetter(letter, repair, { now: now(), keyOf: personKeys.keyOf })
    if ('reason' in event) keepDead(answer, letter.dead_id, event.reason)
    else revived.push(event)
  }
  const bySource = new Map<string, Revived[]>()
  for (const event of await withoutErased(store, revived, answer)) {
    bySource.set(event.letter.source, [...(bySource.get(event.letter.source) ?? []), event])
  }
  for (const [source, events] of bySource) {
    answer.replayed += events.length
    if (dryRun) continue
    const taken = events.map(({ row, personId }) => ({ row, personId, isPlain: false }))
    await sink.append({ source, events: taken, deadLetters: [] })
    // After the events are on disk: a letter that is tried twice gives the same event, and that is recognised.
    const ids = events.map(({ letter }) => letter.dead_id)
    await discardDeadLetters(store, { ids }, { reason: replayedReason, actor })
  }
}

// Whoever was erased does not come back by a letter that came before.
async function withoutErased(store: Store, revived: Revived[], answer: Replayed): Promise<Revived[]> {
  if (revived.length === 0) return []
  const keys = [...new Set(revived.map(({ row }) => row.person_key))]
  const row = z.object({ person_key: z.string(), erased_ms: z.coerce.number() })
  const rows = await queryRows(store.writer, erasedPeople, { keys }, row)
  const erasedAt = new Map(rows.map((each) => [each.person_key, each.erased_ms]))
  return revived.filter(({ letter, row: { person_key } }) => {
    if (letter.received_ms >= (erasedAt.get(person_key) ?? 0)) return true
    keepDead(answer, letter.dead_id, 'person_id: this person was erased')
    return false
  })
}

function keepDead(answer: Replayed, deadId: string, reason: string): void {
  answer.still_dead_total += 1
  if (answer.still_dead.length < namedMax) answer.still_dead.push({ dead_id: deadId, reason })
}
