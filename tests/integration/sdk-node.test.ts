import { setTimeout as delay } from 'node:timers/promises'
import { jitsuAnalytics } from '@jitsu/js'
import RudderAnalytics from '@rudderstack/rudder-sdk-node'
import { Analytics } from '@segment/analytics-node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ClientCollector, type Counted, startClientCollector } from '../support/client-collector.ts'
import { type ClientLoad, eventsBeforeKill, eventsPerClient, loadClient } from '../support/client-load.ts'

const retryMs = 250

let collector: ClientCollector
let verified: string
let counted: Counted[]
const loads = new Map<string, ClientLoad>()
const outcomes = new Map<string, unknown>()
let died: () => void
const dead = new Promise<void>((resolve) => {
  died = resolve
})
/** Attempts of each client that got no answer: proof that it was sending while the collector was dead. */
const unanswered = new Map<string, number>()

beforeAll(async () => {
  collector = await startClientCollector()
  loads.set('segment', await loadSegment('segment'))
  loads.set('rudderstack', await loadRudderstack('rudderstack'))
  loads.set('jitsu', await loadJitsu('jitsu'))
  while ([...loads.values()].some((load) => load.acknowledged() < eventsBeforeKill)) await delay(10)
  await collector.kill()
  died()
  await collector.start()
  for (const [source, { done }] of loads) {
    outcomes.set(source, await done.then(() => 'delivered', String))
  }
  verified = await collector.verify()
  counted = await collector.stopAndCount()
}, 180_000)
afterAll(() => collector?.remove())

const exactly = (source: string): Counted => ({
  source,
  events: eventsPerClient,
  message_ids: eventsPerClient,
  records: eventsPerClient,
})
const counts = (source: string) => counted.find((row) => row.source === source)

test.each([
  ['@segment/analytics-node', 'segment'],
  ['@rudderstack/rudder-sdk-node', 'rudderstack'],
  ['@jitsu/js, which never sends anything again, with a fetch that does', 'jitsu'],
])('%s: the collector is killed and comes back, a thousand events are counted once', (_, source) => {
  expect(outcomes.get(source)).toBe('delivered')
  expect(unanswered.get(source)).toBeGreaterThan(0)
  expect(counts(source)).toEqual(exactly(source))
})

test('afterwards what is derived is what the raw events say', () => {
  expect(verified).toBe('Everything derived is what the raw data says.\n')
})

async function loadSegment(source: string): Promise<ClientLoad> {
  const writeKey = await collector.keyOf(source)
  const sdk = new Analytics({ writeKey, host: collector.url, flushAt: 20, flushInterval: 200 })
  const responses = { requests: 0, answers: 0 }
  sdk.on('http_request', () => unanswered.set(source, ++responses.requests - responses.answers))
  sdk.on('http_response', () => unanswered.set(source, responses.requests - ++responses.answers))
  return loadClient(
    {
      send: (event, answered) => void sdk.track(event, (error) => answered(error)),
      flush: () => sdk.flush(),
    },
    collector.people,
    dead,
  )
}

async function loadRudderstack(source: string): Promise<ClientLoad> {
  const sdk = new RudderAnalytics(await collector.keyOf(source), {
    dataPlaneUrl: collector.url,
    flushAt: 20,
    flushInterval: 200,
    logLevel: 'none',
    retryCount: 100,
    axiosRetryConfig: { retryDelay: () => retryMs, onRetry: () => count(source) },
  })
  return loadClient(
    {
      send: (event, answered) => void sdk.track(event, answered),
      flush: () => sdk.flush(),
    },
    collector.people,
    dead,
  )
}

// The client's own option for a fetch is the one place where its user can have the same message sent again.
async function loadJitsu(source: string): Promise<ClientLoad> {
  const writeKey = `${await collector.keyOf(source)}:jitsu`
  const sdk = jitsuAnalytics({
    host: collector.url,
    writeKey,
    s2s: true,
    errorPolicy: 'rethrow',
    fetch: async (...request) => {
      for (;;) {
        const answer = await fetch(...request).catch(() => undefined)
        if (answer && answer.status !== 503 && answer.status !== 429) return answer
        count(source)
        await delay(retryMs)
      }
    },
  })
  return loadClient(
    {
      send: ({ event, properties, userId }, answered) =>
        void sdk
          .track(event, { ...properties, context: { app: { name: 'crm' } } }, { userId })
          .then(() => answered(), answered),
      flush: async () => undefined,
    },
    collector.people,
    dead,
  )
}

function count(source: string): void {
  unanswered.set(source, (unanswered.get(source) ?? 0) + 1)
}
