import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import {
  deadLetterRoute,
  deadLettersRoute,
  discardDeadLettersRoute,
  replayDeadLettersRoute,
} from '../../schema/routes/dead-letters.ts'
import { sourcesRoute } from '../../schema/routes/sources.ts'
import { type StoredServer, startStoredServer } from '../support/stored-server.ts'

let server: StoredServer
beforeAll(async () => {
  server = await startStoredServer()
})
afterAll(() => server.stop())

const status = z.object({ events: z.number() })

const list = async (query = '') => deadLettersRoute.answer.parse(await server.json(`/api/dead${query}`))
const listed = async () => (await list()).rows
const shown = async (id = '') => deadLetterRoute.answer.parse(await server.json(`/api/dead/${id}`))
const stored = async () => status.parse(await server.json('/api/status')).events
const send = (body: object, act = 'replay') =>
  server.ask(`/api/dead/${act}`, { method: 'POST', body: JSON.stringify(body) })
const replay = async (body: object) => {
  const answer = await send(body)
  expect(answer.status).toBe(200)
  return replayDeadLettersRoute.answer.parse(await answer.json())
}
const discard = async (body: object) => {
  const answer = await send(body, 'discard')
  expect(answer.status).toBe(200)
  return discardDeadLettersRoute.answer.parse(await answer.json()).discarded
}
const audited = (action: string) =>
  server.rows(`SELECT length(subject_keys) AS shown, detail FROM audit WHERE action = '${action}' ORDER BY seq`)
const allTaken = (replayed: number) => ({ replayed, still_dead: [], still_dead_total: 0 })

/** Asks until the events that were taken are stored, which happens in the background. */
async function untilStored(events: number): Promise<void> {
  for (const deadline = Date.now() + 20_000; (await stored()) !== events; ) {
    if (Date.now() > deadline) expect(await stored()).toBe(events)
  }
}

const eventsFile = 'person_id,event,occurred_at\np-1,Deal Updated,\np-2,Deal Updated,yesterday\n'

it('a letter whose value is set right is stored as an event, once, and is dead no more', async () => {
  await server.importText('events', eventsFile)
  const [first, second] = await listed()
  if (!first || !second) throw new Error('The rows were not refused.')
  expect(await replay({ ids: [first.dead_id] })).toEqual({
    replayed: 0,
    still_dead: [{ dead_id: first.dead_id, reason: 'occurred_at: is missing' }],
    still_dead_total: 1,
  })
  expect(await stored()).toBe(0)
  const repair = { occurred_at: '2026-03-02T09:15:00Z' }
  // Trying it first says the same and changes nothing.
  expect(await replay({ ids: [first.dead_id], repair, dry_run: true })).toEqual(allTaken(1))
  expect((await listed()).length).toBe(2)
  expect(await replay({ ids: [first.dead_id], repair })).toEqual(allTaken(1))
  await untilStored(1)
  expect((await listed()).map((row) => row.dead_id)).toEqual([second.dead_id])
  expect((await replay({ ids: [first.dead_id], repair })).still_dead).toMatchObject([{ dead_id: first.dead_id }])
  expect((await list('?state=replayed')).rows).toMatchObject([
    { dead_id: first.dead_id, state: 'replayed', ended_by: 'local', discard_reason: '' },
  ])
  // The corrected file brings the same row, and it is recognised.
  const corrected = `person_id,event,occurred_at\np-1,Deal Updated,${repair.occurred_at}\n`
  expect(await server.importText('events', corrected)).toMatchObject({ accepted: 1, duplicates: 1 })
  expect(await stored()).toBe(1)
})

it('without ids all are tried, and nothing may be set in all of them at once', async () => {
  const [letter] = await listed()
  expect((await replay({})).still_dead).toEqual([
    { dead_id: letter?.dead_id, reason: expect.stringMatching(/^occurred_at: /) },
  ])
  expect((await send({ repair: { occurred_at: '2026-03-02T09:15:00Z' } })).status).toBe(400)
  expect((await send({ ids: [letter?.dead_id], repair: { shoe_size: '42' } })).status).toBe(400)
})

it('a message of the wire keeps its id; what was cut is not taken for the whole', async () => {
  const event = { type: 'track', userId: 'p-3', event: 'x'.repeat(600), messageId: 'm-1', timestamp: 'soon' }
  const body = JSON.stringify({ writeKey: server.writeKey, batch: [event] })
  expect((await server.ask('/v1/batch', { method: 'POST', token: null, body })).status).toBe(200)
  const letter = await waitingFrom('crm')
  const before = await stored()
  const timely = { occurred_at: '2026-03-02T09:15:00Z' }
  expect((await replay({ ids: [letter.dead_id], repair: timely })).still_dead).toMatchObject([
    { reason: 'event: only its beginning was kept; give its value anew' },
  ])
  const repair = { ...timely, event: 'Deal Updated' }
  expect(await replay({ ids: [letter.dead_id], repair })).toEqual(allTaken(1))
  await untilStored(before + 1)
  const again = { ...event, event: 'Deal Updated', timestamp: timely.occurred_at }
  const resent = JSON.stringify({ writeKey: server.writeKey, batch: [again] })
  expect(await server.json('/v1/batch', { method: 'POST', token: null, body: resent })).toMatchObject({ duplicates: 1 })
})

it('a letter says how often it came, where it stood, and what of it is kept; the look is written down', async () => {
  await server.importText('events', eventsFile)
  const [letter] = (await list('?code=occurred_at_not_an_instant')).rows
  expect(letter).toMatchObject({
    times: 2,
    file: 'events.csv',
    line: 3,
    column: 'occurred_at',
    fault: 'not_an_instant',
  })
  const whole = await shown(letter?.dead_id)
  expect(whole.fields).toEqual({ person_id: 'p-2', event: 'Deal Updated', occurred_at: 'yesterday' })
  expect(whole.repairable).toContain('occurred_at')
  expect(await audited('view_dead_letter')).toEqual([
    { shown: 1, detail: JSON.stringify({ dead_id: letter?.dead_id }) },
  ])
})

it('letters of one reason are repaired at once, but never given one identity', async () => {
  const rows = Array.from({ length: 5 }, (_, index) => `p-${index},,2026-03-03T0${index}:00:00Z`)
  await server.importText('events', ['person_id,event,occurred_at', ...rows].join('\n'), '&source=bulk')
  const where = { source: 'bulk', dataset: 'events', code: 'event_missing' }
  const before = await stored()
  expect((await send({ where, repair: { event: 'Deal Updated', message_id: 'm-9' } })).status).toBe(400)
  expect(await replay({ where, repair: { event: 'Deal Updated' }, dry_run: true })).toEqual(allTaken(5))
  expect(await replay({ where, repair: { event: 'Deal Updated' } })).toEqual(allTaken(5))
  await untilStored(before + 5)
  expect((await list('?source=bulk')).total).toBe(0)
})

it('rows of other files are for another import', async () => {
  await server.importText('training', 'person_id,course,completed_on\np-1,,2026-01-06\n')
  const letter = (await listed()).find((row) => row.dataset === 'training')
  const answer = await send({ ids: [letter?.dead_id] })
  expect(answer.status).toBe(409)
  expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('re-import the file') })
  expect((await replay({})).still_dead.map((each) => each.dead_id)).toContain(letter?.dead_id)
  expect((await shown(letter?.dead_id)).repairable).toEqual([])
})

it('the list goes on where it stopped, newest first and by line', async () => {
  const rows = Array.from({ length: 7 }, (_, index) => `p-${index},Deal Updated,`)
  await server.importText('events', ['person_id,event,occurred_at', ...rows].join('\n'), '&source=pages')
  const lines: number[] = []
  for (let cursor = ''; ; ) {
    const page = await list(`?source=pages&limit=3${cursor}`)
    expect(page.total).toBe(7)
    lines.push(...page.rows.map(({ line }) => line))
    if (page.next === null) break
    cursor = `&cursor=${page.next}`
  }
  expect(lines).toEqual([2, 3, 4, 5, 6, 7, 8])
  expect((await server.ask('/api/dead?cursor=nonsense')).status).toBe(400)
})

it('a letter is given up with a reason, which stays with it', async () => {
  const { length, 0: letter } = await listed()
  expect((await send({ ids: [letter?.dead_id] }, 'discard')).status).toBe(400)
  expect((await send({ ids: [letter?.dead_id], reason: 'replayed' }, 'discard')).status).toBe(400)
  expect(await discard({ ids: [letter?.dead_id], reason: 'Test data of March' })).toBe(1)
  expect((await listed()).length).toBe(length - 1)
  expect((await list('?state=discarded')).rows).toMatchObject([
    { dead_id: letter?.dead_id, discard_reason: 'Test data of March', ended_by: 'local', state: 'discarded' },
  ])
  expect((await send({ ids: [letter?.dead_id], reason: 'Once more' }, 'discard')).status).toBe(404)
  expect(await audited('discard_dead_letters')).toMatchObject([
    { detail: expect.stringContaining('Test data of March') },
  ])
  const where = { source: 'pages', dataset: 'events', code: 'occurred_at_missing' }
  expect(await discard({ where, reason: 'Export without times' })).toBe((await list('?state=discarded')).total - 1)
})

it('the sources count what waits by reason, and a steward may discard but not see whose it is', async () => {
  const { dead_letters: dead } = sourcesRoute.answer.parse(await server.json('/api/sources'))
  const { rows, total } = await list('?limit=1000')
  expect(dead.waiting).toBe(total)
  for (const { code, dataset, letters } of dead.reasons) {
    expect(letters).toBe(rows.filter((row) => row.code === code && row.dataset === dataset).length)
  }
  const token = await server.tokenOf('steward')
  const [letter] = rows
  expect((await server.ask(`/api/dead/${letter?.dead_id}`, { token })).status).toBe(403)
  expect((await server.ask('/api/dead/replay', { token, method: 'POST' })).status).toBe(403)
  const body = JSON.stringify({ ids: [letter?.dead_id], reason: 'Known and harmless' })
  expect((await server.ask('/api/dead/discard', { token, method: 'POST', body })).status).toBe(200)
})

/** The first waiting letter of a feed of the wire; it may be on its way for a moment. */
async function waitingFrom(source: string) {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
    const [letter] = (await list(`?source=${source}`)).rows.filter(({ file }) => file === '')
    if (letter) return letter
  }
  throw new Error(`No dead letter of ${source} came.`)
}
