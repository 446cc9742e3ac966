import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const letters = z.object({ rows: z.array(z.object({ dead_id: z.string(), dataset: z.string(), reason: z.string() })) })
const replayed = z.object({
  replayed: z.number(),
  still_dead: z.array(z.object({ dead_id: z.string(), reason: z.string() })),
})
const status = z.object({ events: z.number() })

const listed = async () => letters.parse(await server.json('/api/dead')).rows
const stored = async () => status.parse(await server.json('/api/status')).events
const send = (body: object) => server.ask('/api/dead/replay', { method: 'POST', body: JSON.stringify(body) })
const replay = async (body: object) => {
  const answer = await send(body)
  expect(answer.status).toBe(200)
  return replayed.parse(await answer.json())
}

const eventsFile = 'person_id,event,occurred_at\np-1,Deal Updated,\np-2,Deal Updated,yesterday\n'

it('a letter whose value is set right is stored as an event, once, and is dead no more', async () => {
  await server.importText('events', eventsFile)
  const [first, second] = await listed()
  if (!first || !second) throw new Error('The rows were not refused.')
  expect(await replay({ ids: [first.dead_id] })).toEqual({
    replayed: 0,
    still_dead: [{ dead_id: first.dead_id, reason: 'occurred_at: is missing' }],
  })
  expect(await stored()).toBe(0)
  const repair = { occurred_at: '2026-03-02T09:15:00Z' }
  expect(await replay({ ids: [first.dead_id], repair })).toEqual({ replayed: 1, still_dead: [] })
  expect(await stored()).toBe(1)
  expect((await listed()).map((row) => row.dead_id)).toEqual([second.dead_id])
  expect((await replay({ ids: [first.dead_id], repair })).still_dead).toMatchObject([{ dead_id: first.dead_id }])
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
  const letter = (await listed()).find((row) => row.reason.startsWith('occurred_at') && row.dataset === 'events')
  const before = await stored()
  const timely = { occurred_at: '2026-03-02T09:15:00Z' }
  expect((await replay({ ids: [letter?.dead_id], repair: timely })).still_dead).toMatchObject([
    { reason: 'event: only its beginning was kept; give its value anew' },
  ])
  const repair = { ...timely, event: 'Deal Updated' }
  expect(await replay({ ids: [letter?.dead_id], repair })).toEqual({ replayed: 1, still_dead: [] })
  expect(await stored()).toBe(before + 1)
  const again = { ...event, event: 'Deal Updated', timestamp: timely.occurred_at }
  const resent = JSON.stringify({ writeKey: server.writeKey, batch: [again] })
  expect(await server.json('/v1/batch', { method: 'POST', token: null, body: resent })).toMatchObject({ duplicates: 1 })
})

it('rows of other files are for another import', async () => {
  await server.importText('training', 'person_id,course,completed_on\np-1,,2026-01-06\n')
  const letter = (await listed()).find((row) => row.dataset === 'training')
  const answer = await send({ ids: [letter?.dead_id] })
  expect(answer.status).toBe(409)
  expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('re-import the file') })
  expect((await replay({})).still_dead.map((each) => each.dead_id)).toContain(letter?.dead_id)
})

it('a letter that is given up is listed no more', async () => {
  const { length, 0: letter } = await listed()
  await server.json(`/api/dead/${letter?.dead_id}`, { method: 'DELETE' })
  expect((await listed()).length).toBe(length - 1)
  expect((await server.ask(`/api/dead/${letter?.dead_id}`)).status).toBe(404)
})
