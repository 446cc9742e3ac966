import { expect, test } from 'vitest'
import { openBrowser, openPage } from '../support/dashboard.ts'
import { startTestServer } from '../support/server.ts'
import { rosterOf } from '../support/small-organisation.ts'

const people = 3_000

test('of thousands of people only the rows in sight are in the page, and the keys reach the last one', async () => {
  const [server, browser] = await Promise.all([startTestServer(), openBrowser()])
  try {
    const program = 'phases: [{ id: all, name: All, scope: { departments: [Sales] }, go_live: 2025-08-11 }]'
    await server.json('/api/program', { method: 'PUT', body: program })
    await server.importText('roster', rosterOf({ Sales: people }))
    const events = ['2025-11-14', '2025-11-15'].map((day) => `Sales-1,Activity Logged,${day}T09:00:00Z`)
    await server.importText('events', ['person_id,event,occurred_at', ...events].join('\n'))
    const { page } = await openPage(browser, { token: server.adminToken })
    await page.goto(`${server.url}/people?date=2025-11-14`)
    await page.getByRole('rowheader').first().waitFor()
    expect(await page.locator('[aria-rowcount]').getAttribute('aria-rowcount')).toBe(String(people + 1))
    expect(await page.locator('[aria-rowcount] tbody tr').count()).toBeLessThan(30)
    await page.locator('tbody a[tabindex="0"]').focus()
    await page.keyboard.press('End')
    const rowIndex = () => page.evaluate(() => document.activeElement?.closest('tr')?.getAttribute('aria-rowindex'))
    await expect.poll(rowIndex, { timeout: 20_000 }).toBe(String(people + 1))
    expect(await page.locator('[aria-rowcount] tbody tr').count()).toBeLessThan(30)
  } finally {
    await browser.close()
    await server.stop()
  }
})
