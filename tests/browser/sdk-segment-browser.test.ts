import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { bundlePage } from '../support/bundle-page.ts'
import { chromiumArguments, chromiumPath } from '../support/chromium.ts'
import { type ClientCollector, type Counted, startClientCollector } from '../support/client-collector.ts'
import { eventsBeforeKill } from '../support/client-load.ts'
import { type CrmSite, crmHostArgument, startCrmSite } from '../support/crm-page.ts'
import { type Recorded, type Recorder, startRecorder } from '../support/recorder.ts'

const clients = [
  { name: '@segment/analytics-next in batches', script: 'segment-batches', total: 1_000 },
  { name: '@segment/analytics-next one by one', script: 'segment', total: 300 },
  { name: '@jitsu/js, which never sends anything again, with a fetch that does', script: 'jitsu', total: 300 },
]
const soon = { timeout: 60_000, interval: 50 }

type Client = (typeof clients)[number]
type Running = { page: Page; recorder: Recorder; site: CrmSite; foreign: string[] }

let collector: ClientCollector
let browser: Browser
let verified: string
let counted: Counted[]
const running = new Map<Client, Running>()

beforeAll(async () => {
  collector = await startClientCollector()
  browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArguments, crmHostArgument] })
  const scripts = new Map(
    await Promise.all(clients.map(async ({ script }) => [script, await bundlePage(script)] as const)),
  )
  for (const client of clients) running.set(client, await openClient(client, scripts))
  for (const [{ total }, { page }] of running) await page.evaluate((half) => window.sendEvents(0, half), total / 2)
  await forEach(({ recorder }) => expect(delivered(recorder).size).toBeGreaterThan(eventsBeforeKill / 2))
  await collector.kill()
  for (const [{ total }, { page }] of running) {
    await page.evaluate((all) => window.sendEvents(all / 2, all), total)
  }
  await forEach(({ recorder }) => expect(events(recorder, -1).length).toBeGreaterThan(0))
  await collector.start()
  await forEach(({ recorder }, { script, total }) =>
    expect({ script, delivered: delivered(recorder).size }).toEqual({ script, delivered: total }),
  )
  verified = await collector.verify()
  counted = await collector.stopAndCount()
}, 180_000)
afterAll(async () => {
  await browser?.close()
  for (const { recorder, site } of running.values()) await Promise.all([recorder.close(), site.close()])
  await collector?.remove()
})

describe.each(clients)('$name', (client) => {
  test('the collector is killed and comes back, every event is counted once', () => {
    const { script: source, total } = client
    const row = counted.find((each) => each.source === source)
    expect(row).toEqual({ source, events: total, message_ids: total, records: total })
  })

  test('it asks no other host for anything', () => {
    expect(running.get(client)?.foreign).toEqual([])
  })
})

test.each(clients.slice(0, 2))('$name: settings come from the collector, retries say that they are', (client) => {
  const requests = running.get(client)?.recorder.requests ?? []
  expect(requests[0]).toMatchObject({
    method: 'GET',
    path: expect.stringMatching(/^\/v1\/projects\/wk_\w+.*\/settings$/),
  })
  expect(requests.filter(({ headers }) => headers['x-retry-count'] !== undefined).length).toBeGreaterThan(0)
})

test('afterwards what is derived is what the raw events say', () => {
  expect(verified).toBe('Everything derived is what the raw data says.\n')
})

async function openClient({ script }: Client, scripts: ReadonlyMap<string, string>): Promise<Running> {
  const recorder = await startRecorder(collector.url)
  const site = await startCrmSite(
    (path) => (path === '/' ? '<!doctype html><script src="/page.js"></script>' : scripts.get(script)),
    recorder.url,
  )
  const page = await browser.newPage()
  const foreign: string[] = []
  page.on('request', (request) => {
    const { origin } = new URL(request.url())
    if (origin !== site.origin && origin !== recorder.url) foreign.push(request.url())
  })
  await page.goto(site.origin)
  const options = { collector: recorder.url, writeKey: await collector.keyOf(script), people: collector.people }
  await page.evaluate((given) => window.openClient(given), options)
  return { page, recorder, site, foreign }
}

async function forEach(check: (running: Running, client: Client) => void): Promise<void> {
  for (const [client, each] of running) await vi.waitFor(() => check(each, client), soon)
}

const message = z.object({ messageId: z.string() })
const body = z.union([z.object({ batch: z.array(message) }), message])

function idsIn({ body: text }: Recorded): string[] {
  const sent = body.parse(JSON.parse(text))
  return 'batch' in sent ? sent.batch.map(({ messageId }) => messageId) : [sent.messageId]
}

function events({ requests }: Recorder, status: number): string[] {
  return requests.filter((request) => request.method === 'POST' && request.status === status).flatMap(idsIn)
}

const delivered = (recorder: Recorder) => new Set(events(recorder, 200))
