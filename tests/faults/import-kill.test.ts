import { rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { drawSeed } from '../support/fault-seed.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { rosterOf } from '../support/small-organisation.ts'

const roster = rosterOf({ Sales: 60, Service: 40 })
const count = 20_000
const events = eventsOf()
const seed = drawSeed('import-kill')
const report = z.object({ accepted: z.number(), rejected: z.number(), duplicates: z.number() })

let clean: TestServer
let killed: TestServer

beforeAll(async () => {
  clean = await startTestServer()
  killed = await startTestServer()
  for (const server of [clean, killed]) await server.importText('roster', roster)
})
afterAll(async () => {
  for (const server of [clean, killed]) {
    await server?.halt().catch(() => undefined)
    if (server) await rm(server.dataDir, { recursive: true, force: true })
  }
})

test('the engine dies while a file is imported: it comes through or says why, and a rerun ends like one clean run', async () => {
  const whole = report.parse(await clean.importText('events', events))
  expect(whole).toEqual({ accepted: count, rejected: 0, duplicates: 0 })

  // The rest is sent when some of it is stored: whatever the machine, the engine dies in the middle.
  const gate = openGate()
  const init = { method: 'POST', body: halves(gate.opened), duplex: 'half' }
  const first = killed.ask('/api/import/events?file=events.csv', init)
  expect(await somethingStored(killed)).toBeLessThan(count)
  gate.open()
  await delay(seed.dice.int(0, 150))
  process.kill(killed.enginePid() ?? 0, 'SIGKILL')
  await expectReportOrWords(await first)

  const again = report.parse(await killed.importText('events', events))
  expect(again).toEqual({ accepted: count, rejected: 0, duplicates: count })
  for (const path of questions) expect(await rowsOf(killed, path)).toEqual(await rowsOf(clean, path))
  expect(await storedOf(killed)).toBe(count)
  expect(await killed.json('/api/verify', { method: 'POST' })).toEqual({ same: true, differences: [] })
})

function openGate() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open: () => open(), opened }
}

/** The file in two parts, the second when it is asked for. */
function halves(more: Promise<void>): ReadableStream<Uint8Array> {
  const bytes = Buffer.from(events)
  const middle = Math.floor(bytes.length / 2)
  return new ReadableStream({
    async start(parts) {
      parts.enqueue(bytes.subarray(0, middle))
      await more
      parts.enqueue(bytes.subarray(middle))
      parts.close()
    },
  })
}

const questions = [
  '/api/measures/adoption?by=department',
  '/api/measures/adoption_trend?by=none',
  '/api/people?limit=200',
]

async function expectReportOrWords(answer: Response): Promise<void> {
  const body: unknown = await answer.json()
  if (answer.status === 200) return expect(report.parse(body).accepted).toBe(count)
  expect(answer.status).toBe(503)
  expect(body).toMatchObject({ code: 'store_restarting', detail: expect.stringContaining('again') })
}

async function somethingStored(server: TestServer): Promise<number> {
  for (;;) {
    const stored = await storedOf(server)
    if (stored > 0) return stored
    await delay(5)
  }
}

async function storedOf(server: TestServer): Promise<number> {
  const answer = z.object({ rows: z.array(z.object({ stored: z.number() })) }).parse(await server.json('/api/sources'))
  return answer.rows.reduce((sum, { stored }) => sum + stored, 0)
}

async function rowsOf(server: TestServer, path: string): Promise<unknown> {
  const { rows, total } = z.looseObject({ rows: z.unknown(), total: z.unknown() }).parse(await server.json(path))
  return { rows, total }
}

/** Everyone of both departments acts on most days of ten weeks; each row has an id, so a rerun repeats them all. */
function eventsOf(): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const person = index % 7 === 0 ? `Service-${index % 40}` : `Sales-${index % 60}`
    const at = new Date(Date.parse('2025-09-01T08:00:00Z') + (index % 70) * 86_400_000 + index * 100)
    return `m-${index},${person},Record Updated,${at.toISOString()},opportunity`
  })
  return ['message_id,person_id,event,occurred_at,object', ...lines].join('\n')
}
