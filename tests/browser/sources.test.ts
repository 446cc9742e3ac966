import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendDaily } from '../support/daily-feed.ts'
import { axeViolations, openBrowser, openPage, pageStands, type View } from '../support/dashboard.ts'
import { type StoredServer, startStoredServer } from '../support/stored-server.ts'

const timezone = 'Europe/Zurich'

let server: StoredServer
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startStoredServer(), openBrowser()])
  await server.json('/api/program', { method: 'PUT', body: `organisation: Feeds\ntimezone: ${timezone}\n` })
  await server.importText('roster', 'person_id,department,team\np-1,Sales,North\n')
  await sendDaily(server, 'crm-us', { lastDaysAgo: 0, timezone })
  await sendDaily(server, 'crm-eu', { lastDaysAgo: 4, timezone })
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

async function open(path: string, view: Partial<View> = {}) {
  const opened = await openPage(browser, { token: server.adminToken, ...view })
  await opened.page.goto(`${server.url}${path}`)
  return opened
}

const refuse = (file: string) => server.importText('events', `person_id,event,occurred_at\n${file}`, '&source=export')
const region = (page: Page, name: string | RegExp) => page.getByRole('region', { name })

test('opens with how many feeds deliver, shows where one fell silent, and what waits', async () => {
  const { page, complaints, close } = await open('/sources')
  await page
    .getByRole('heading', {
      level: 1,
      name: /^One of two feeds delivers\. crm-eu has been silent for (three|four) days\.$/,
    })
    .waitFor()
  const strips = region(page, 'crm-eu is silent where it usually delivers')
  await strips.getByRole('img', { name: /^crm-eu: 72 events in 28 days, on 24 of them; 3 missed$/ }).waitFor()
  await region(page, 'The way into the database').getByText('running').waitFor()
  expect(await axeViolations(page)).toEqual([])
  expect(complaints).toEqual([])
  await close()
})

test('a feed that stopped is said on every page until it is hidden, to others without names', async () => {
  const { page, close } = await open('/')
  const alarm = region(page, 'Warnings')
  await alarm.getByText(/^crm-eu has delivered nothing since/).waitFor()
  expect(await axeViolations(page)).toEqual([])
  await alarm.getByRole('link', { name: 'See the sources' }).click()
  await page.getByRole('heading', { level: 1, name: /feeds/ }).waitFor()
  await alarm.getByRole('button', { name: 'Hide until the next visit' }).click()
  await alarm.waitFor({ state: 'hidden' })
  await page.reload()
  await page.getByRole('heading', { level: 1, name: /feeds/ }).waitFor()
  expect(await alarm.isVisible()).toBe(false)
  await close()

  const sponsor = await open('/', { token: await server.tokenOf('sponsor') })
  await region(sponsor.page, 'Warnings')
    .getByText(/^Data has not come in completely since/)
    .waitFor()
  expect(await sponsor.page.getByText('crm-eu').count()).toBe(0)
  await sponsor.close()
})

test('by keyboard alone: from a reason to its row, repaired, tried, and taken', async () => {
  await refuse('p-1,Signed In,yesterday\n')
  const { page, complaints, close } = await open('/sources')
  await page.getByRole('link', { name: 'Show those with: occurred_at is no point in time' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'events.csv, line 2' }).focus()
  await page.keyboard.press('Enter')
  const form = page.getByRole('form', { name: 'Repair and take it' })
  await form.getByLabel('occurred_at').focus()
  expect(await axeViolations(page)).toEqual([])
  await form.getByRole('button', { name: 'Try it first' }).press('Enter')
  await form.getByText('None would be taken. One is still refused: occurred_at: must be').waitFor()
  await form.getByLabel('occurred_at').fill('2026-03-02T09:15:00Z')
  await form.getByRole('button', { name: 'Try it first' }).press('Enter')
  await form.getByText('One would be taken.', { exact: true }).waitFor()
  await form.getByLabel('occurred_at').press('Enter')
  await page.getByText('One is taken; it appears in the reports within seconds.').waitFor()
  await region(page, 'Nothing refused waits for anybody').waitFor()
  await page.getByRole('button', { name: 'Taken after all' }).click()
  await page.getByRole('link', { name: 'events.csv, line 2' }).waitFor()
  expect(complaints).toEqual([])
  await close()
})

test('all of one reason are set right at once', async () => {
  await refuse('p-1,,2026-03-03T09:00:00Z\np-1,,2026-03-04T09:00:00Z\np-1,,2026-03-05T09:00:00Z\n')
  const { page, close } = await open('/sources?code=event_missing&dataset=events')
  const form = page.getByRole('form', { name: 'Repair these 3 and take them' })
  await form.getByLabel('event', { exact: true }).fill('Signed In')
  await form.getByRole('button', { name: 'Take all 3' }).click()
  await page.getByText('3 are taken; they appear in the reports within seconds.').waitFor()
  await close()
})

test('a row is given up only with a reason, which is shown', async () => {
  await refuse('p-2,Signed In,\n')
  const { page, close } = await open('/sources?code=occurred_at_missing&dataset=events')
  const form = page.getByRole('form', { name: 'Give this one up' })
  const button = form.getByRole('button', { name: 'Give up' })
  await button.waitFor()
  expect(await button.isDisabled()).toBe(true)
  await form.getByLabel(/^Why is it given up/).fill('Test export of March')
  await button.click()
  await page.getByText('One is given up.').waitFor()
  await page.getByRole('button', { name: 'Given up' }).click()
  await page.getByRole('cell', { name: 'Test export of March' }).waitFor()
  expect(await axeViolations(page)).toEqual([])
  await close()
})

test('what the catalogue does not know comes with the lines that would make it known', async () => {
  await server.importText(
    'events',
    'person_id,event,object,occurred_at\np-1,Quote Approved,quote,2026-03-02T09:00:00Z\n',
    '&source=export',
  )
  const { page, close } = await open('/sources')
  const panel = region(page, 'One kind of event is unknown')
  await panel.getByText('- { event: Quote Approved, object: quote, class: process, task: approve_quote }').waitFor()
  await close()
})

test('speaks Chinese, on a phone and in the dark', async () => {
  const { page, complaints, close } = await open('/sources', { language: 'zh-CN', dark: true, width: 390 })
  await page.getByRole('heading', { level: 1, name: /crm-eu 已静默 [34] 天/ }).waitFor()
  await pageStands(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  expect(await axeViolations(page)).toEqual([])
  expect(complaints).toEqual([])
  await close()
})

test('what cannot be asked is said where it is missing, and the rest stays', async () => {
  const { page, close } = await openPage(browser, { token: server.adminToken })
  let fails = true
  const body = JSON.stringify({ title: 'Something went wrong', status: 500 })
  await page.route('**/api/sources', (route) =>
    fails ? route.fulfill({ status: 500, contentType: 'application/problem+json', body }) : route.continue(),
  )
  await page.goto(`${server.url}/sources`)
  const table = region(page, 'What became of what they sent')
  await table.getByText('This could not be loaded.').waitFor({ timeout: 50_000 })
  await region(page, 'The way into the database').getByText('running').waitFor()
  expect(await axeViolations(page)).toEqual([])
  fails = false
  await table.getByRole('button', { name: 'Try again' }).click()
  await table.getByRole('rowheader', { name: 'crm-us' }).waitFor()
  await close()
})

test('who may not see names sees reasons and counts', async () => {
  await refuse('p-9,Signed In,never\n')
  const { page, close } = await open('/sources', { token: await server.tokenOf('program_manager') })
  const panel = region(page, /refused rows? .* waits? for somebody/)
  await panel.getByRole('rowheader', { name: 'occurred_at is no point in time' }).waitFor()
  expect(await panel.getByRole('link').count()).toBe(0)
  await close()
})
