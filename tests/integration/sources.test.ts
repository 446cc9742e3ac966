import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { deliveryRoute } from '../../schema/routes/delivery.ts'
import { sourcesRoute } from '../../schema/routes/sources.ts'
import { statusRoute } from '../../schema/routes/status.ts'
import { localDay, sendDaily } from '../support/daily-feed.ts'
import { openDice } from '../support/oracle/random/dice.ts'
import { type StoredServer, startStoredServer } from '../support/stored-server.ts'

const timezone = 'Pacific/Auckland'
const dayMs = 86_400_000

let server: StoredServer
beforeAll(async () => {
  server = await startStoredServer()
  await server.json('/api/program', { method: 'PUT', body: program })
})
afterAll(() => server.stop())

const program = `
organisation: Feeds
timezone: ${timezone}
phases:
  - { id: wave-1, name: Everyone, go_live: 2025-01-06 }
actions:
  - { event: Deal Moved, object: deal, class: process }
`

const sources = async (token?: string) =>
  sourcesRoute.answer.parse(await server.json('/api/sources', token === undefined ? {} : { token }))
const feed = async (name: string) => (await sources()).rows.find(({ source }) => source === name)
const status = async (token?: string) =>
  statusRoute.answer.parse(await server.json('/api/status', token === undefined ? {} : { token }))

it('a feed is quiet after one day of its rhythm without anything, and stopped after two', async () => {
  await sendDaily(server, 'fresh', { lastDaysAgo: 1, timezone })
  await sendDaily(server, 'late', { lastDaysAgo: 2, timezone })
  await sendDaily(server, 'gone', { lastDaysAgo: 4, timezone })
  const { rows } = await sources()
  expect(rows.map(({ source, state, missed_days }) => [source, state, missed_days])).toEqual([
    ['gone', 'stopped', 3],
    ['late', 'quiet', 1],
    ['fresh', 'live', 0],
  ])
  expect((await feed('gone'))?.delivers_on).toEqual([1, 2, 3, 4, 5, 6, 7])
})

it('every page is told which feed stopped, in the words of the role', async () => {
  const gone = { source: 'gone', last_delivery_at: (await feed('gone'))?.last_delivery_at }
  const { feeds, delivery } = await status()
  expect(feeds).toEqual({ all: 3, stopped: [gone] })
  expect(delivery).toMatchObject({ lane: 'running', reason: '', refusing: null })
  const sponsor = await status(await server.tokenOf('sponsor'))
  expect(sponsor.feeds).toEqual({ all: 3, stopped: [gone] })
  expect(sponsor.delivery).toBeNull()
})

it('a feed that was ended by revoking its key is missed no more', async () => {
  const body = JSON.stringify({ source: 'gone', origins: [] })
  const made = z.object({ key_id: z.string() }).parse(await server.json('/api/keys', { method: 'POST', body }))
  expect((await status()).feeds.stopped.length).toBe(1)
  await server.json(`/api/keys/${made.key_id}`, { method: 'DELETE' })
  expect((await status()).feeds.stopped).toEqual([])
  expect(await feed('gone')).toMatchObject({ state: 'stopped', alarmed: false })
})

it('files have a rhythm of their own, and one file alone none', async () => {
  await server.importText('events', 'person_id,event,occurred_at\np-1,Signed In,2025-01-06T09:00:00Z\n', '&source=once')
  expect(await feed('once')).toMatchObject({ state: 'live', by_file: true, delivers_on: [] })
  const [own] = await server.rows("SELECT * FROM imports FINAL WHERE source = 'once'")
  const started = (weeks: number) =>
    new Date(Date.now() - weeks * 7 * dayMs).toISOString().slice(0, 23).replace('T', ' ')
  const weekly = [8, 7, 6, 5, 4, 3].map((weeks) => ({
    ...own,
    import_seq: weeks,
    source: 'weekly',
    started_at: started(weeks),
  }))
  await server.insert('imports', weekly)
  await server.insert('feed_counts', [countsOf('weekly', { writer: 'import-3-0' })])
  expect(await feed('weekly')).toMatchObject({ state: 'stopped', by_file: true, missed_days: 2, alarmed: true })
  expect((await feed('weekly'))?.delivers_on).toHaveLength(1)
})

it('a feed whose every event was refused has never delivered', async () => {
  await server.insert('feed_counts', [countsOf('broken', { accepted: 5, dead_lettered: 5 })])
  expect(await feed('broken')).toMatchObject({
    state: 'stopped',
    last_delivery_at: null,
    last_event_at: null,
    lag_s: null,
  })
})

it('one day of trying a feed out raises no alarm', async () => {
  const long = Date.now() - 20 * dayMs
  await server.insert('events', [{ ...eventAt(long), source: 'tried', message_id: 't-1', person_key: 'k' }])
  expect(await feed('tried')).toMatchObject({ state: 'stopped', alarmed: false })
})

it('the days of a feed are counted where the organisation is, as a plain count of its events says', async () => {
  const { int } = openDice(7)
  const now = Date.now()
  const once = Array.from({ length: 350 }, () => now - int(0, 30 * 24 * 60) * 60_000)
  // The first fifty came twice.
  const instants = [...once, ...once.slice(0, 50)]
  await server.insert(
    'events',
    instants.map((at, index) => ({
      ...eventAt(at),
      source: 'random',
      message_id: `r-${index % 350}`,
      person_key: 'k',
    })),
  )
  const row = await feed('random')
  expect(row?.days).toHaveLength(28)
  expect(row?.days.at(-1)?.date).toBe(localDay(now, timezone))
  for (const { date, events } of row?.days ?? []) {
    const ids = instants.flatMap((at, index) => (localDay(at, timezone) === date ? [index % 350] : []))
    expect([date, events]).toEqual([date, new Set(ids).size])
  }
})

it('an event is known by its name and its record together', async () => {
  const header = 'person_id,event,object,occurred_at'
  const rows = ['Deal Moved,deal', 'Deal Moved,quote', 'Coffee Made,'].map(
    (each, index) => `p-1,${each},2025-02-0${index + 1}T09:00:00Z`,
  )
  await server.importText('events', [header, ...rows].join('\n'), '&source=names')
  const { unclassified_events: unknown } = await sources()
  expect(unknown.filter(({ event }) => event !== 'E')).toEqual([
    { event: 'Coffee Made', object: '', events: 1 },
    { event: 'Deal Moved', object: 'quote', events: 1 },
  ])
  expect((await feed('names'))?.unclassified).toBe(2)
})

it('the report of a phase says how far each feed reaches', async () => {
  const report = z.object({
    feeds: z.array(
      z.object({ source: z.string(), last_event_at: z.string().nullable(), age_s: z.number().nullable() }),
    ),
  })
  const { feeds } = report.parse(await server.json('/api/phases/wave-1/report'))
  const { rows } = await sources()
  expect(feeds.map(({ source, last_event_at }) => [source, last_event_at])).toEqual(
    rows.map(({ source, last_event_at }) => [source, last_event_at]),
  )
})

it('a public holiday of most people is no day that a feed missed', async () => {
  expect(await feed('late')).toMatchObject({ state: 'quiet', missed_days: 1 })
  const yesterday = localDay(Date.now() - dayMs, timezone)
  await server.importText('holidays', `calendar,date\nnorth,${yesterday}\n`)
  await server.importText('roster', 'person_id,calendar\np-1,north\np-2,south\n')
  expect((await feed('late'))?.state).toBe('quiet')
  await server.importText('roster', 'person_id,calendar\np-3,north\n')
  expect(await feed('late')).toMatchObject({ state: 'live', missed_days: 0 })
})

it('the way into the database is told to those who look after the data', async () => {
  const delivery = deliveryRoute.answer.parse(await server.json('/api/delivery'))
  expect(delivery).toMatchObject({ lane: 'running', refusing: null, waiting_bytes: expect.any(Number) })
  expect((await server.ask('/api/delivery', { token: await server.tokenOf('sponsor') })).status).toBe(403)
})

const countsOf = (source: string, given: Record<string, unknown> = {}) => ({
  ...{ source, date: new Date().toISOString().slice(0, 10), writer: 'test', accepted: 1, duplicates: 0 },
  ...{ dead_lettered: 0, sequence: 1, ...given },
})

function eventAt(at: number) {
  const text = new Date(at).toISOString().slice(0, 23).replace('T', ' ')
  return { date: text.slice(0, 10), occurred_at: text, received_at: text, event: 'E' }
}
