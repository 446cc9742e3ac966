import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeViolations, openBrowser, openPage, pageStands, seeAllPanels, type View } from '../support/dashboard.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { importTwoDepartments, lastDay } from '../support/two-departments.ts'

let server: TestServer
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startTestServer(), openBrowser()])
  await importTwoDepartments(server)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** The Overview with everything on it. */
async function open(view: Partial<View> = {}, path = '/') {
  const opened = await openPage(browser, { token: server.adminToken, ...view })
  await opened.page.goto(`${server.url}${path}`)
  await pageStands(opened.page)
  await opened.page.locator('[role=img] svg').first().waitFor()
  return opened
}

test('opens with the finding, and every number stands with its counts and its target', async () => {
  const { page, complaints, close } = await open()
  await page
    .getByRole('heading', { level: 1, name: 'Four in ten people have taken the CRM up. Service holds the rest back.' })
    .waitFor()
  await page.getByText('As of Fri 14 Nov 2025, the last complete day.').waitFor()
  const adoption = page.getByRole('region', { name: 'Adoption rate' })
  await adoption.getByText('42\u202f%').waitFor()
  for (const said of ['5 of 12 people', 'target 60\u202f%', '3 people to go']) await adoption.getByText(said).waitFor()
  const completeness = page.getByRole('region', { name: 'Data completeness' })
  for (const said of ['75\u202f%', '3 of 4 open records', 'target 90\u202f%', 'one record to go'])
    await completeness.getByText(said).waitFor()
  const coverage = page.getByRole('region', { name: 'Department coverage' })
  for (const said of ['1 of 2', 'departments at target', 'Service is 3 people short'])
    await coverage.getByText(said).waitFor()
  expect(await axeViolations(page)).toEqual([])
  expect(complaints).toEqual([])
  await close()
})

test('departments stand farthest behind first, with the people by state', async () => {
  const { page, close } = await open()
  const panel = page.getByRole('region', { name: 'One of two departments is short of the target, by 3 people' })
  const rows = panel.getByRole('row')
  await rows.nth(1).getByRole('rowheader', { name: 'Service' }).waitFor()
  await rows.nth(1).getByText('3 people short').waitFor()
  await rows.nth(1).getByRole('img', { name: 'Adopted: 1, Never started: 5' }).first().waitFor()
  await rows.nth(2).getByText('at target').waitFor()
  await close()
})

test('a filter lies in the address, holds on the next page, and is not claimed where it does not apply', async () => {
  const { page, close } = await open()
  await page.getByRole('button', { name: /All departments/ }).click()
  await page.getByRole('option', { name: 'Service' }).click()
  await page.getByRole('region', { name: 'Adoption rate' }).getByText('1 of 6 people').waitFor()
  expect(new URL(page.url()).search).toBe('?department=Service')
  await page.getByRole('region', { name: 'Department coverage' }).getByText('not filtered by department').waitFor()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).not.toContain('Service')
  expect(await page.getByRole('link', { name: 'People', exact: true }).getAttribute('href')).toBe(
    '/people?department=Service',
  )
  await close()
})

test('the trend says which weeks were restated and why, and from which week on other rules hold', async () => {
  const { page, complaints, close } = await openPage(browser, { token: server.adminToken })
  const counts = { measured_before: 12, adopted_before: 4, measured_after: 12, adopted_after: 5 }
  const row = { at: '2025-11-12T09:00:00.000Z', why: 'late_data', period_end: '2025-11-09', ...counts }
  await page.route('**/api/restatements', (route) => route.fulfill({ json: { rows: [row] } }))
  await page.route('**/api/measures/adoption_trend*', async (route) => {
    const answer = await route.fetch()
    const text = await answer.text()
    // The newest week is judged by another version than the ones before it.
    const at = text.lastIndexOf('"definition":"', text.lastIndexOf('],"total"'))
    await route.fulfill({ response: answer, body: `${text.slice(0, at + 14)}f${text.slice(at + 15)}` })
  })
  await page.goto(server.url)
  await page.getByText('From the week to 16 Nov on other rules of the program hold').waitFor()
  await page.locator('summary', { hasText: 'One of these weeks was restated, last on 12 Nov: data came late.' }).click()
  const table = page.getByRole('table', { name: /restated/ })
  for (const name of ['4 of 12', '5 of 12', 'data came late']) await table.getByRole('cell', { name }).waitFor()
  expect(await axeViolations(page)).toEqual([])
  expect(complaints).toEqual([])
  await close()
})

test('an earlier date can be chosen by keyboard alone', async () => {
  const { page, close } = await open()
  await page.getByRole('button', { name: /As of/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Date of the numbers' }).waitFor()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await page.getByText('As of Thu 13 Nov 2025.').waitFor()
  expect(new URL(page.url()).search).toBe('?date=2025-11-13')
  await close()
})

test('each panel is a table one key away, and a CSV of the same rows', async () => {
  const { page, close } = await open()
  const panel = page.getByRole('region', { name: 'One of two departments is short of the target, by 3 people' })
  await panel.getByRole('button', { name: 'Table' }).focus()
  await page.keyboard.press('t')
  await panel.getByRole('columnheader', { name: 'People short' }).waitFor()
  expect(await axeViolations(page)).toEqual([])
  const href = await panel.getByRole('link', { name: /CSV/ }).getAttribute('href')
  const csv = await (await server.ask(new URL(href ?? '').pathname + new URL(href ?? '').search)).text()
  expect(csv.split('\n')[0]).toContain('department')
  expect(csv).toContain('Service')
  await close()
})

test('speaks Chinese when the browser does, and English at a press', async () => {
  const { page, complaints, close } = await open({ language: 'zh-CN', dark: true })
  await page.getByRole('heading', { level: 1, name: /^每 10 人中约有 4 人/ }).waitFor()
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN')
  await seeAllPanels(page)
  await page.getByRole('region', { name: '采用率未受任何因素影响' }).waitFor()
  expect(await axeViolations(page)).toEqual([])
  expect(complaints).toEqual([])
  await page.getByRole('button', { name: 'EN', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: /^Four in ten/ }).waitFor()
  await page.reload()
  await page.getByRole('heading', { level: 1, name: /^Four in ten/ }).waitFor()
  await close()
})

test('what stands behind the numbers is asked for when it is seen, and says of whom', async () => {
  const { page, complaints, close } = await open()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.getByRole('region', { name: 'Nothing moved adoption' }).getByText('5 of 12 people').first().waitFor()
  expect(asked.filter((path) => /give_get|dual_entry|pulse|circle/.test(path))).toEqual([])
  await seeAllPanels(page)
  const panelOf = (name: string) => page.getByRole('region', { name })
  await panelOf('All 5 adopted people stay adopted without flagged actions').getByText('12 measured people').waitFor()
  await panelOf('Every core task is done in the CRM alone').getByRole('rowheader', { name: 'log activity' }).waitFor()
  await panelOf('People put data in, and nobody takes any out yet').getByText('26.7').waitFor()
  await panelOf('Do those who lead use it themselves?').getByText('Nobody leads anyone on this date.').waitFor()
  await panelOf('Do use and data quality go together?').getByText('too few weeks').waitFor()
  await panelOf('What entering data costs').getByText('No entry of these four weeks says how long').waitFor()
  await panelOf('How soon contacts stand in the CRM').getByText('No entry of these four weeks').waitFor()
  await panelOf('Nobody reads reports or makes forecasts').getByText('5 of 12').first().waitFor()
  await panelOf('The busiest tenth of the people does 40').getByText('2 of 12 people did 80 of 200 actions').waitFor()
  await panelOf('Business figures beside adoption').getByText('No business figure is known').waitFor()
  await panelOf('What people say').getByText('has answered in 13 weeks').waitFor()
  await page.getByRole('button', { name: 'Table' }).nth(1).click()
  await panelOf('Nothing moved adoption').getByRole('columnheader', { name: 'People' }).waitFor()
  expect(await axeViolations(page)).toEqual([])
  expect(complaints).toEqual([])
  await close()
})

test('follows the system into the dark, and the viewer out of it for good', async () => {
  const { page, close } = await open({ dark: true })
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme)
  expect(await theme()).toBe('dark')
  expect(await axeViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'Light colours' }).click()
  expect(await theme()).toBe('light')
  await page.reload()
  expect(await theme()).toBe('light')
  await close()
})

/** Goes down the page as a reader does, by half a screen at a time. */
async function readDown(page: Page): Promise<void> {
  for (let goesOn = true; goesOn; ) {
    goesOn = await page.evaluate(async () => {
      const before = scrollY
      scrollBy(0, innerHeight / 2)
      // What comes near is told after a frame, and asked for in the next.
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
      return scrollY > before
    })
    await pageStands(page)
  }
}

/** The pages of the menu that are cut by the edge of the screen. */
const cutPages = (page: Page) =>
  page.evaluate(() => {
    const links = [...document.querySelectorAll('header nav a')]
    const isCut = (link: Element) =>
      link.getBoundingClientRect().left < 0 || link.getBoundingClientRect().right > innerWidth
    return links.length < 5 ? ['too few'] : links.filter(isCut).map(({ textContent }) => textContent)
  })

test.each([360, 2560])('fits a screen of %i pixels, and nothing moves while it loads', async (width) => {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    locale: 'en',
    extraHTTPHeaders: { Authorization: `Bearer ${server.adminToken}` },
  })
  const page = await context.newPage()
  await page.addInitScript(() => {
    Object.assign(globalThis, { moved: 0 })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        Object.assign(globalThis, { moved: Reflect.get(globalThis, 'moved') + Reflect.get(entry, 'value') })
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto(`${server.url}/?date=${lastDay}`)
  await page.locator('[role=img] svg').first().waitFor()
  await pageStands(page)
  await readDown(page)
  expect(await page.evaluate(() => Reflect.get(globalThis, 'moved'))).toBeLessThan(0.1)
  for (const name of ['Business figures beside adoption', 'What people say'])
    expect((await page.getByRole('region', { name }).boundingBox())?.height).toBeLessThan(150)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  expect(await cutPages(page)).toEqual([])
  expect(await axeViolations(page)).toEqual([])
  await context.close()
})

test('keeps the last good numbers while the store restarts, says so, and renews by itself', async () => {
  const { page, close } = await open()
  let down = true
  await page.route('**/api/measures/**', (route) =>
    down
      ? route.fulfill({
          status: 503,
          headers: { 'Content-Type': 'application/problem+json', 'Retry-After': '1' },
          body: JSON.stringify({
            type: 'about:blank',
            title: 'The store is restarting',
            status: 503,
            code: 'store_restarting',
          }),
        })
      : route.continue(),
  )
  await page.getByRole('button', { name: /All departments/ }).click()
  await page.getByRole('option', { name: 'Service' }).click()
  await page.getByText('The store is restarting.').waitFor()
  await page.getByRole('region', { name: 'Adoption rate' }).getByText('5 of 12 people').waitFor()
  down = false
  await page.getByRole('region', { name: 'Adoption rate' }).getByText('1 of 6 people').waitFor()
  await page.getByText('The store is restarting.').waitFor({ state: 'detached' })
  await close()
})

test('a number leads to the records behind it: what is wrong, and with whom', async () => {
  const { page, complaints, close } = await open()
  const table = page.getByRole('table', { name: 'What is missing most' })
  await table.getByRole('link', { name: '1', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'One of 3 records lacks a real close date.' }).waitFor()
  const row = page.getByRole('row').filter({ hasText: 'o-3' })
  await row.getByText('close date is a placeholder').waitFor()
  const inCrm = row.getByRole('link', { name: 'o-3' })
  expect(await inCrm.getAttribute('href')).toBe('https://crm.example/opportunity/o-3')
  expect(await inCrm.getAttribute('rel')).toBe('noopener noreferrer')
  expect(await row.getByRole('link', { name: 'sales-2' }).getAttribute('href')).toContain('person=sales-2')
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ object: 'opportunity', field: 'close_date' })
  expect(await axeViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'Field: close date' }).click()
  await page.getByRole('navigation', { name: 'Records by state' }).getByRole('link', { name: 'Complete 2' }).click()
  await page.getByRole('row').filter({ hasText: 'o-1' }).waitFor()
  await page.getByRole('link', { name: 'Not represented' }).click()
  await page.getByRole('heading', { level: 1, name: 'One of 2 accounts is not represented.' }).waitFor()
  await page.getByRole('row').filter({ hasText: 'a-2' }).getByText('Not in the CRM').waitFor()
  expect(complaints).toEqual([])
  await close()
})

test('the records are read on a phone, in the dark, in Chinese; a role without names sees none', async () => {
  const small = await openPage(browser, { token: server.adminToken, language: 'zh-CN', width: 360, dark: true })
  await small.page.goto(`${server.url}/records`)
  await small.page.getByRole('heading', { level: 1, name: '4 条未结记录中有 1 条不完整。' }).waitFor()
  await small.page.getByRole('row').filter({ hasText: 'o-3' }).getByText('close date是占位值').waitFor()
  expect(await small.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  expect(await cutPages(small.page)).toEqual([])
  expect(await axeViolations(small.page)).toEqual([])
  expect(small.complaints).toEqual([])
  await small.close()
  const sponsor = await openPage(browser, { token: await server.tokenOf('sponsor') })
  await sponsor.page.goto(`${server.url}/records`)
  await sponsor.page.getByRole('heading', { level: 1, name: 'Your role sees numbers, not single records' }).waitFor()
  await sponsor.close()
})
