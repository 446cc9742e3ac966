import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeViolations, openBrowser, openPage, seeAllPanels, type View } from '../support/dashboard.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { importServiceTeam, teamDate } from '../support/service-team.ts'

let server: TestServer
let browser: Browser
let manager: string

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startTestServer(), openBrowser()])
  await importServiceTeam(server)
  manager = await server.tokenOf('program_manager')
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

async function open(path: string, view: Partial<View> = {}) {
  const opened = await openPage(browser, { token: manager, ...view })
  await opened.page.goto(`${server.url}${path}`)
  return opened
}

const report = `/phases?date=${teamDate}&phase=wave-1`

test('every phase stands with its targets, and what is missing', async () => {
  const { page, complaints, close } = await open(`/phases?date=${teamDate}`)
  await page.getByRole('heading', { level: 1, name: 'Field service is short of its targets.' }).waitFor()
  const live = page.getByRole('region', { name: 'Field service' })
  await live.getByText('6 of 11 people').waitFor()
  await live.getByText('2 people short').waitFor()
  await page.getByRole('region', { name: 'Dealers' }).getByText('Dealers goes live on 2 Feb 2026.').waitFor()
  expect(await axeViolations(page)).toEqual([])
  expect(complaints).toEqual([])
  await live.getByRole('link', { name: 'Field service' }).click()
  await page.getByRole('heading', { level: 1, name: /^Field service does not meet its target yet\./ }).waitFor()
  await close()
})

test('a phase says how far it is and whether the next may start, in both languages', async () => {
  for (const [language, headline, gate] of [
    [
      'en',
      /^Field service does not meet its target yet\. The next phase should wait: adoption is short\.$/,
      'May the next phase start?',
    ],
    ['zh-CN', /^Field service的 1 项目标尚未达成。下一阶段应当等待：采用率未达标。$/, '下一阶段可以启动吗？'],
  ] as const) {
    const { page, complaints, close } = await open(report, { language, dark: language === 'zh-CN' })
    await page.getByRole('heading', { level: 1, name: headline }).waitFor()
    await page.getByRole('region', { name: gate }).waitFor()
    await page.locator('[role=img] svg').waitFor()
    expect(await axeViolations(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  }
})

test('what reviews agreed on stands with its state', async () => {
  const { page, close } = await open(report)
  const panel = page.getByRole('region', { name: 'One agreed action is overdue' })
  await panel.getByRole('rowheader', { name: 'Shorten the form' }).waitFor()
  await panel.getByText('overdue', { exact: true }).waitFor()
  await close()
})

test('the curve is also a table, one key away', async () => {
  const { page, close } = await open(report)
  const panel = page.getByRole('region', { name: 'Adoption by weeks since go-live' })
  await panel.locator('svg').first().waitFor()
  await panel.getByRole('button', { name: 'Table' }).focus()
  await page.keyboard.press('t')
  await panel.getByRole('columnheader', { name: 'Week' }).waitFor()
  expect(await panel.getByRole('row').count()).toBeGreaterThan(10)
  await close()
})

test('what carries a phase stands below, when it is seen', async () => {
  const { page, complaints, close } = await open(report)
  await page.locator('[role=img] svg').waitFor()
  await seeAllPanels(page)
  await page.getByRole('region', { name: 'Who is trained' }).getByText('No completed course is known').waitFor()
  await page.getByRole('region', { name: /^Half of the people are adopted within/ }).waitFor()
  await page.getByRole('region', { name: /came four weeks later$|^Who keeps coming$/ }).waitFor()
  await page.getByRole('region', { name: 'Core tasks in the CRM' }).getByText('8 of 11').waitFor()
  expect(await axeViolations(page)).toEqual([])
  expect(complaints).toEqual([])
  await close()
})

test('prints on one page', async () => {
  const { page, close } = await open(report)
  await page.locator('[role=img] svg').waitFor()
  await page.getByRole('rowheader', { name: 'Service' }).waitFor()
  const pdf = await page.pdf({ format: 'A4' })
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1)
  await close()
})

test('nothing is wider than a phone', async () => {
  const { page, close } = await open(report, { width: 360 })
  await page.locator('[role=img] svg').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  expect(await axeViolations(page)).toEqual([])
  await close()
})

test('a phase that does not exist is said to be unknown', async () => {
  const { page, close } = await open(`/phases?date=${teamDate}&phase=nowhere`)
  await page.getByRole('heading', { level: 1, name: 'There is no such phase on this date' }).waitFor()
  await close()
})
