import { gzipSync } from 'node:zlib'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { starting } from '../../collector/starting.ts'
import { keptProperties } from '../../schema/wire/message.ts'
import { chromiumArguments, chromiumPath } from '../support/chromium.ts'
import { type ClientCollector, startClientCollector } from '../support/client-collector.ts'
import { type CrmSite, crmHostArgument, startCrmSite } from '../support/crm-page.ts'
import { type Recorder, startRecorder } from '../support/recorder.ts'

declare global {
  interface Window {
    takehold: {
      track(event: string, properties?: object): void
      identify(userId: string): void
      push(call: [string, ...unknown[]]): void
      dropped: number
    }
  }
}

const beaconBytesMax = 65_536
const soon = { timeout: 40_000, interval: 100 }

let collector: ClientCollector
let recorder: Recorder
let site: CrmSite
let browser: Browser
let context: BrowserContext
let page: Page
let key = ''
let attributes = ''
let before = 0

beforeAll(async () => {
  collector = await startClientCollector()
  recorder = await startRecorder(collector.url)
  const tag = () => `<script async src="${recorder.url}/takehold.js" data-write-key="${key}" ${attributes}></script>`
  site = await startCrmSite((path) => (path.endsWith('.js') ? earlyCalls : crmPage(tag(), path)), recorder.url)
  key = await collector.keyOf('snippet', [site.origin])
  browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArguments, crmHostArgument] })
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await site?.close()
  await recorder?.close()
  await collector?.remove()
})
beforeEach(async () => {
  await context?.close()
  context = await browser.newContext()
  page = await context.newPage()
  before = recorder.requests.length
})

const earlyCalls = "window.takehold ||= []; takehold.push(['track', 'Before Loading', { object: 'quote' }])"
const crmPage = (tag: string, path: string) => `<!doctype html><title>Quote of Ada Example</title>
  ${path === '/early' ? '<script src="/early.js"></script>' : ''}
  <form id="form" data-takehold="Record Updated" data-takehold-object="quote" data-takehold-record="Q-1" method="dialog">
    <input name="amount"><textarea name="notes"></textarea><div id="rich" contenteditable></div>
    <button id="save">Save</button><button id="call" type="button" data-takehold="Call Logged"
      data-takehold-account="A-1" data-takehold-task="visit" data-takehold-form="short"><b id="inner">Call</b></button>
  </form>${tag}${path === '/twice' ? tag : ''}`

const event = z.object({
  type: z.string(),
  event: z.string().optional(),
  userId: z.string(),
  messageId: z.string(),
  timestamp: z.iso.datetime(),
  properties: z.record(z.string(), z.unknown()).optional(),
})
const body = z.object({ writeKey: z.string(), sentAt: z.string(), context: z.unknown(), batch: z.array(event) })

const sent = () => recorder.requests.slice(before).filter(({ path }) => path === '/v1/batch')
const events = () => sent().flatMap((request) => body.parse(JSON.parse(request.body)).batch)
const names = () => events().map((each) => each.event ?? each.type)
const recordIds = () => new Set(events().map(({ properties }) => properties?.record_id))

async function open(path: string, withAttributes = 'data-user="Sales-1" data-app="salesforce"'): Promise<void> {
  attributes = withAttributes
  await page.goto(`${site.origin}${path}?customer=secret-query`)
  await page.waitForFunction(() => typeof window.takehold?.track === 'function')
}

describe('as it is served', () => {
  test('small, typed, kept for a day, known by its ETag, and open to pages of every origin', async () => {
    const answer = await fetch(`${collector.url}/takehold.js`)
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': expect.stringContaining('public, max-age=86400'),
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    })
    const script = await answer.text()
    expect(gzipSync(script).length).toBeLessThanOrEqual(2_048)
    for (const store of [
      'cookie',
      'localStorage',
      'sessionStorage',
      'indexedDB',
      '.value',
      'innerText',
      'textContent',
    ]) {
      expect(script).not.toContain(store)
    }
    const etag = answer.headers.get('etag') ?? ''
    const again = await fetch(`${collector.url}/takehold.js`, { headers: { 'If-None-Match': etag } })
    expect(again.status).toBe(304)
  })
})

describe('before the store is open', () => {
  test('the script is served all the same, below a base path too; the rest asks to wait', async () => {
    const served = await fetch(`${collector.url}/takehold.js`)
    const early = await starting.fetch(new Request('http://127.0.0.1/below/takehold.js'))
    const { 'cache-control': cache, etag } = Object.fromEntries(served.headers)
    expect(Object.fromEntries(early.headers)).toMatchObject({ 'cache-control': cache, etag })
    expect(early.headers.get('access-control-allow-origin')).toBe('*')
    expect(await early.text()).toBe(await served.text())
    expect((await starting.fetch(new Request('http://127.0.0.1/'))).status).toBe(503)
  })
})

describe('what leaves the page', () => {
  test('names of actions and ids of records; nothing that was typed, and no address', async () => {
    await open('/quote')
    await page.fill('[name=amount]', 'typed-amount')
    await page.fill('[name=notes]', 'typed-notes')
    await page.locator('#rich').pressSequentially('typed-rich')
    await page.click('[name=notes]')
    await page.click('#inner')
    await page.click('#save')
    await vi.waitFor(() => expect(names()).toEqual(['Call Logged', 'Record Updated']), soon)
    expect(events().map(({ userId, properties }) => ({ userId, properties }))).toEqual([
      { userId: 'Sales-1', properties: { account_id: 'A-1', task: 'visit', form: 'short' } },
      { userId: 'Sales-1', properties: { object: 'quote', record_id: 'Q-1' } },
    ])
    const said = JSON.stringify(recorder.requests.slice(before))
    for (const word of ['typed', 'Ada Example', 'secret-query', '/quote', '"cookie"']) expect(said).not.toContain(word)
    expect(said).toContain('"app":{"name":"salesforce"}'.replaceAll('"', '\\"'))
    expect(recorder.requests.slice(before).filter(({ method }) => method === 'OPTIONS')).toEqual([])
    expect(await context.storageState()).toEqual({ cookies: [], origins: [] })
  })

  test('not which page it was, as a referrer', async () => {
    await open('/quote')
    await page.click('#call')
    await vi.waitFor(() => expect(sent()).toMatchObject([{ status: 200 }]), soon)
    expect(sent()[0]?.headers).not.toHaveProperty('referer')
  })

  test('of an action named by the CRM itself, only the properties that are kept', async () => {
    await open('/quote', 'data-user=""')
    const given = Object.fromEntries([...keptProperties, 'amount', 'subject'].map((name) => [name, `of ${name}`]))
    await page.evaluate((properties) => {
      const loop: { loop?: unknown } = {}
      loop.loop = loop
      window.takehold.track('Record Created', properties)
      window.takehold.track('Record Created', { changes: loop })
      window.takehold.identify('Sales-2')
    }, given)
    await vi.waitFor(() => expect(names()).toEqual(['Record Created']), soon)
    expect(Object.keys(events()[0]?.properties ?? {}).sort()).toEqual([...keptProperties].sort())
    expect(events()[0]?.userId).toBe('Sales-2')
    expect(await page.evaluate(() => window.takehold.dropped)).toBe(1)
  })

  test('page views when they are asked for, without saying of which page', async () => {
    await open('/start', 'data-user="Sales-1" data-page-views')
    await page.evaluate(() => {
      history.pushState(null, '', '/next')
      history.pushState(null, '', '/next?customer=secret-query')
    })
    await vi.waitFor(() => expect(names()).toEqual(['page', 'page']), soon)
    expect(
      sent()
        .map((request) => request.body)
        .join(),
    ).not.toMatch(/next|start|secret/)
  })

  test('what was called before the script came, and a click once where the script stands twice', async () => {
    await open('/early')
    await vi.waitFor(() => expect(names()).toEqual(['Before Loading']), soon)
    await open('/twice')
    await page.click('#call')
    await vi.waitFor(() => expect(names()).toEqual(['Before Loading', 'Call Logged']), soon)
  })

  test('a click inside a component with a shadow tree', async () => {
    await open('/quote')
    await page.evaluate(() => {
      const host = document.body.appendChild(document.createElement('div'))
      host.attachShadow({ mode: 'open' }).innerHTML = '<button data-takehold="Deep Click">Deep</button>'
    })
    await page.click('text=Deep')
    await vi.waitFor(() => expect(names()).toEqual(['Deep Click']), soon)
  })
})

describe('when sending is not possible', () => {
  test('offline the events wait in the page, online they go', async () => {
    await open('/quote')
    await context.setOffline(true)
    const failed = page.waitForEvent('requestfailed')
    await page.click('#call')
    await failed
    expect(sent()).toEqual([])
    await context.setOffline(false)
    await vi.waitFor(() => expect(names()).toEqual(['Call Logged']), soon)
  })

  test.each([429, 503])(
    '%i: it waits as long as Retry-After says, online or not, and sends the same again',
    async (status) => {
      await open('/quote')
      recorder.refuseNext(status, '3')
      await page.click('#call')
      await vi.waitFor(() => expect(sent()).toMatchObject([{ status }]), soon)
      await page.evaluate(() => window.dispatchEvent(new Event('online')))
      await vi.waitFor(() => expect(sent()).toMatchObject([{ status }, { status: 200 }]), soon)
      const [first, second] = sent()
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(2_900)
      expect(new Set(events().map(({ messageId }) => messageId)).size).toBe(1)
    },
  )

  test('the queue is bounded, the oldest go and are counted; what leaves is cut below what a beacon may hold', async () => {
    await open('/quote', '')
    await page.evaluate(() => {
      for (let index = 0; index < 1_005; index++) {
        window.takehold.track('Record Viewed', { record_id: `queued-${index}`, form: 'x'.repeat(500) })
      }
    })
    expect(sent()).toEqual([])
    expect(await page.evaluate(() => window.takehold.dropped)).toBe(5)
    await page.evaluate(() => window.takehold.identify('Sales-3'))
    await vi.waitFor(() => expect(events()).toHaveLength(1_000), soon)
    expect([...recordIds()].sort()).toEqual(Array.from({ length: 1_000 }, (_, index) => `queued-${index + 5}`).sort())
    for (const request of sent()) expect(request.body.length).toBeLessThan(beaconBytesMax)
  })
})

describe('when the page ends', () => {
  const leaving: [string, () => Promise<unknown>][] = [
    ['another page opens', () => page.goto('about:blank')],
    ['the tab is closed', () => page.close({ runBeforeUnload: true })],
  ]
  test.each(leaving)('%s: a beacon arrives', async (_, leave) => {
    await open('/quote')
    await page.click('#call')
    await leave()
    const arrived = { status: 200, headers: { 'content-type': 'text/plain;charset=UTF-8' } }
    await vi.waitFor(() => expect(sent()).toMatchObject([arrived]), soon)
    expect(names()).toEqual(['Call Logged'])
  })
})

test('a page that ends with more than a beacon holds sends the oldest, cut to size', async () => {
  await open('/quote')
  await page.evaluate(() => {
    for (let index = 0; index < 300; index++) {
      window.takehold.track('Record Opened', { record_id: `left-${index}`, form: 'x'.repeat(500) })
    }
  })
  await page.goto('about:blank')
  await vi.waitFor(() => expect(sent()[0]).toMatchObject({ status: 200 }), soon)
  expect(events()[0]?.properties?.record_id).toBe('left-0')
  for (const request of sent()) expect(request.body.length).toBeLessThan(beaconBytesMax)
})

describe('when the collector dies', () => {
  const count = 300
  let stored: Record<string, unknown>[]

  beforeAll(async () => {
    await context?.close()
    context = await browser.newContext()
    page = await context.newPage()
    before = recorder.requests.length
    await open('/quote')
    await page.evaluate((total) => {
      let index = 0
      const timer = setInterval(() => {
        window.takehold.track('Record Updated', { object: 'quote', record_id: `killed-${index++}` })
        if (index === total) clearInterval(timer)
      }, 20)
    }, count)
    await vi.waitFor(() => expect(sent().some(({ status }) => status === 200)).toBe(true), soon)
    await collector.kill()
    await vi.waitFor(() => expect(sent().some(({ status }) => status === -1)).toBe(true), soon)
    await collector.start()
    const arrived = () =>
      sent()
        .filter(({ status }) => status === 200)
        .flatMap((request) => body.parse(JSON.parse(request.body)).batch)
    await vi.waitFor(() => expect(arrived()).toHaveLength(count), { ...soon, timeout: 60_000 })
    stored = await collector.stopAndRead("SELECT * FROM events FINAL WHERE source = 'snippet'")
  }, 180_000)

  test('what was done meanwhile is sent when it is back, and counted once', () => {
    const killed = stored.filter(({ record_id }) => String(record_id).startsWith('killed-'))
    expect(killed).toHaveLength(count)
    expect(new Set(killed.map(({ record_id }) => record_id)).size).toBe(count)
  })

  test('everything before is stored once too, in the app it was done in', () => {
    const clicks = stored.filter(({ event: name }) => name === 'Call Logged')
    expect(clicks.length).toBe(new Set(clicks.map(({ message_id }) => message_id)).size)
    expect(new Set(clicks.map(({ app }) => app))).toEqual(new Set(['salesforce']))
    expect(stored.filter(({ event: name }) => name === 'Record Viewed')).toHaveLength(1_000)
    expect(stored.filter(({ event: name }) => name === 'Page Viewed')).toHaveLength(2)
  })
})
