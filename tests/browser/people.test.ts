import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeViolations, openBrowser, openPage, seeAllPanels, type View } from '../support/dashboard.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { importServiceTeam, teamDate } from '../support/service-team.ts'

// Li exports contacts, and activities beside those in the CRM.
const exports = `person_id,event,object,occurred_at,task
li,Report Exported,contact,2025-11-10T10:00:00Z,
li,Report Exported,,2025-11-10T10:05:00Z,log_activity
`

let server: TestServer
let browser: Browser
let lead: string

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startTestServer(), openBrowser()])
  await importServiceTeam(server)
  await server.importText('events', exports)
  lead = await server.tokenOf('lead', 'lead')
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

async function open(path: string, view: Partial<View> = {}) {
  const opened = await openPage(browser, { token: lead, ...view })
  await opened.page.goto(`${server.url}${path}`)
  return opened
}

const list = `/people?date=${teamDate}`

describe('the list of a lead', () => {
  test('opens with whom to help and what that brings, in both languages', async () => {
    for (const [language, headline] of [
      ['en', 'Start with these two. Helping any one of them brings the team to its target.'],
      ['zh-CN', '先从前 2 位开始。帮助其中任意 1 位，团队即可达标。'],
    ] as const) {
      const { page, complaints, close } = await open(list, { language })
      await page.getByRole('heading', { level: 1, name: headline }).waitFor()
      await page.getByRole('rowheader').first().waitFor()
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      expect(await axeViolations(page)).toEqual([])
      expect(complaints).toEqual([])
      await close()
    }
  })

  test('says why each person stands where they do', async () => {
    const { page, close } = await open(list)
    const rowOf = (name: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name }) })
    await rowOf('Pilar Ruiz').getByText('All tasks, but regular in two weeks of four; one more is enough.').waitFor()
    await rowOf('Li Na').getByText('Works regularly, but does one of three core tasks; one more is enough.').waitFor()
    await rowOf('Jonas Weber')
      .getByText(/^Was adopted until .*; last active 17 Oct\.$/)
      .waitFor()
    await rowOf('Amara Okafor').getByText('Never signed in. Has had access since 11 Aug.').waitFor()
    const people = page.getByRole('region', { name: 'Who needs help, most useful first' })
    expect(await people.getByRole('table').getAttribute('aria-rowcount')).toBe('11')
    await people.getByText('Names are shown here, so this view is logged.').waitFor()
    await close()
  })

  test('says where the group gets stuck, how people come and go, and whether it is a habit', async () => {
    const { page, complaints, close } = await open(list)
    await page.getByRole('rowheader').first().waitFor()
    await seeAllPanels(page)
    await page.getByRole('region', { name: 'Core tasks in the CRM' }).getByText('8 of 10').waitFor()
    await page
      .getByRole('region', { name: /^In the week to 9 Nov / })
      .getByRole('columnheader', { name: 'Came back' })
      .waitFor()
    await page
      .getByRole('region', { name: '7 of 10 people use the CRM on six of ten' })
      .getByText('Regularity')
      .waitFor()
    expect(await axeViolations(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  test('says of each person and core task where it was done, by keyboard and as a file, on a phone in Chinese', async () => {
    const { page, complaints, close } = await open(list)
    await page.getByRole('rowheader').first().waitFor()
    await seeAllPanels(page)
    const matrix = page.getByRole('region', { name: '7 of 10 people do every core task of their role in the CRM' })
    const cellsOf = (name: string) =>
      matrix
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name }) })
        .getByRole('cell')
        .allInnerTexts()
    expect(await matrix.getByRole('columnheader').allInnerTexts()).toEqual([
      'Person',
      'In the CRM',
      'create contact',
      'update opportunity',
      'log activity',
    ])
    expect(await cellsOf('Li Na')).toEqual(['1 of 3', '○ elsewhere', '× not done', '◐ in both'])
    expect(await axeViolations(page)).toEqual([])
    const href = await matrix.getByRole('link', { name: /CSV/ }).getAttribute('href')
    const { pathname, search } = new URL(href ?? '', server.url)
    const csv = await (await server.ask(pathname + search, { token: lead })).text()
    expect(csv).toContain('li,Li Na,North,Service,member,occasional,1,3,elsewhere,not_done,both')
    await matrix.getByRole('link', { name: 'Amara Okafor' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: /^Amara Okafor: / }).waitFor()
    expect(complaints).toEqual([])
    await close()
    const small = await open(list, { language: 'zh-CN', width: 360, dark: true })
    await seeAllPanels(small.page)
    const zh = small.page.getByRole('region', { name: '10 人中有 7 人在 CRM 中完成岗位的全部核心任务' })
    await zh.getByRole('row').filter({ hasText: 'Li Na' }).getByText('3 项中有 1 项在 CRM 中完成').waitFor()
    expect(await small.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    expect(await axeViolations(small.page)).toEqual([])
    await small.close()
  })

  test('is walked with the keys and opened with Enter', async () => {
    const { page, close } = await open(list)
    await page.getByRole('rowheader').first().waitFor()
    const rowIndex = () => page.evaluate(() => document.activeElement?.closest('tr')?.getAttribute('aria-rowindex'))
    await page.locator('tbody a[tabindex="0"]').focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(rowIndex).toBe('3')
    await page.keyboard.press('End')
    await expect.poll(rowIndex).toBe('11')
    await page.keyboard.press('Home')
    await expect.poll(rowIndex).toBe('2')
    const name = await page.evaluate(() => document.activeElement?.textContent ?? '')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: new RegExp(`^${name}: `) }).waitFor()
    await close()
  })

  test('filters stand in the address and survive a reload', async () => {
    const { page, close } = await open(list)
    await page.getByRole('navigation', { name: 'People by state' }).getByRole('link', { name: 'Lapsed 1' }).click()
    await page.getByText('One person', { exact: true }).waitFor()
    expect(new URL(page.url()).searchParams.get('state')).toBe('lapsed')
    await page.reload()
    await page.getByText('One person', { exact: true }).waitFor()
    await page.getByRole('heading', { level: 1, name: 'One person more brings the team to its target.' }).waitFor()
    await page.getByRole('navigation', { name: 'People by state' }).getByRole('link', { name: 'Lapsed 1' }).click()
    await page.getByRole('searchbox', { name: 'Find a name' }).fill('pilar')
    await page.getByText('One person', { exact: true }).waitFor()
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('pilar')
    await page.getByRole('link', { name: 'Pilar Ruiz' }).waitFor()
    await close()
  })

  test('keeps name, state and number on a phone, in the dark too', async () => {
    const { page, close } = await open(list, { width: 360, dark: true })
    const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'Pilar Ruiz' }) })
    await row.getByText('Active, not adopted').waitFor()
    await row.getByText('10 of 20 days').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    expect(await axeViolations(page)).toEqual([])
    await close()
  })
})

describe('a person', () => {
  test('shows every day of eight weeks and every week end', async () => {
    const { page, complaints, close } = await open(`${list}&person=jonas`)
    await page.getByRole('heading', { level: 1, name: /^Jonas Weber: Was adopted until/ }).waitFor()
    expect(await page.getByRole('table').getByRole('img').count()).toBe(56)
    await page.getByRole('img', { name: /^Fri 17 Oct 2025, Active/ }).waitFor()
    await page.getByRole('img', { name: /^Mon 20 Oct 2025, Expected, not active/ }).waitFor()
    expect(
      await page.getByRole('list', { name: 'State at every week end' }).getByText('Adopted').count(),
    ).toBeGreaterThan(0)
    expect(await axeViolations(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  test('who is not below the lead is not shown', async () => {
    const other = await server.tokenOf('lead', 'pilar')
    const { page, close } = await open(`${list}&person=jonas`, { token: other })
    await page.getByRole('heading', { level: 1, name: 'This person is not among your people' }).waitFor()
    await close()
  })
})

test('a role without names is told so, and where its numbers are', async () => {
  for (const [language, title] of [
    ['en', 'Your role sees numbers, not names'],
    ['zh-CN', '您的角色只能看到数字，看不到姓名'],
  ] as const) {
    const { page, close } = await open(list, { token: await server.tokenOf('sponsor'), language })
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    expect(await page.getByRole('table').count()).toBe(0)
    expect(await axeViolations(page)).toEqual([])
    await close()
  }
})

describe('the question to people', () => {
  test('is answered by the keyboard, says who sees what, and may be answered anew', async () => {
    const { page, complaints, close } = await open('/', { token: await server.tokenOf('person', 'li'), width: 360 })
    await page.getByRole('link', { name: 'Your say' }).click()
    await page.getByRole('heading', { level: 1, name: 'Does the CRM help you?' }).waitFor()
    await page.getByText(/of 5 people or more, sponsors of 10 or more/).waitFor()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('alert').getByText('Choose a score or a reason first.').waitFor()
    await page.getByRole('group', { name: 'From 1 to 5' }).getByRole('radio', { name: 'no score' }).focus()
    for (const key of ['ArrowUp', 'ArrowUp', 'Tab', 'ArrowDown']) await page.keyboard.press(key)
    await page.getByRole('button', { name: 'Send', exact: true }).dblclick()
    await page.getByRole('status').getByText('Thank you.').waitFor()
    expect(await axeViolations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    await page.reload()
    await page.getByRole('button', { name: 'Send again' }).waitFor()
    expect(await page.getByRole('radio', { name: '4', exact: true }).isChecked()).toBe(true)
    expect(await page.getByRole('radio', { name: 'Saves me time' }).isChecked()).toBe(true)
    expect(complaints).toEqual([])
    await close()
  })

  test('that cannot be stored says so, in Chinese too, and keeps what was chosen', async () => {
    const token = await server.tokenOf('lead', 'lead')
    const { page, close } = await open('/feedback', { token, language: 'zh-CN', dark: true })
    await page.route('**/api/feedback', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    )
    await page.getByRole('radio', { name: 'Too many fields' }).check()
    await page.getByRole('button', { name: '提交' }).click()
    await page.getByRole('alert').getByText('您的回答未能保存').waitFor()
    expect(await page.getByRole('radio', { name: 'Too many fields' }).isChecked()).toBe(true)
    expect(await axeViolations(page)).toEqual([])
    await close()
  })
})
