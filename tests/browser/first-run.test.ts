import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeViolations, openBrowser } from '../support/dashboard.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { importPeople, importWork } from '../support/two-departments.ts'

let server: TestServer
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startTestServer(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

test('who is not signed in is told how to get a link, in both languages', async () => {
  for (const [locale, title] of [
    ['en', 'Sign in with a link'],
    ['zh-CN', '使用链接登录'],
  ] as const) {
    const context = await browser.newContext({ locale })
    const page = await context.newPage()
    await page.goto(server.url)
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page.getByText('npx takehold link').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await context.close()
  }
})

test('from the link of the first start to the first numbers, without a reload', async () => {
  const context = await browser.newContext({ locale: 'en' })
  const page = await context.newPage()
  await page.goto(server.link ?? '')
  await page.getByRole('heading', { level: 1, name: 'Three steps to your first number' }).waitFor()
  // The snippet works as it stands: the address and the key of this very server.
  await page.getByText(`curl -u ${server.writeKey}: ${server.url}/v1/track`).waitFor()
  expect(await page.getByRole('listitem').filter({ hasText: 'waiting' }).count()).toBe(3)
  expect(await axeViolations(page)).toEqual([])

  await importPeople(server)
  await page.getByRole('listitem').getByText('12 people are on the roster').waitFor()
  expect(await page.getByRole('listitem').filter({ hasText: 'waiting' }).count()).toBe(2)

  await importWork(server)
  await page.getByRole('region', { name: 'Adoption rate' }).getByText('of 12 people').waitFor({ timeout: 50_000 })
  expect(new URL(page.url()).pathname).toBe('/')
  await context.close()
})

test('the sources say what came, also before anything did', async () => {
  const context = await browser.newContext({
    locale: 'en',
    extraHTTPHeaders: { Authorization: `Bearer ${server.adminToken}` },
  })
  const page = await context.newPage()
  await page.goto(`${server.url}/sources`)
  await page.getByRole('table', { name: 'What became of what they sent' }).getByRole('row').nth(1).waitFor()
  expect(await axeViolations(page)).toEqual([])
  await context.close()
})
