import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openPage, pageStands } from '../support/dashboard.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { openTestTranslations } from '../support/translations.ts'

let server: TestServer
let browser: Browser

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startTestServer(), openBrowser()])
  await server.json('/api/demo', { method: 'POST' })
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

test('the engine dies while the Overview is open: the page says so, keeps its numbers, and recovers by itself', async () => {
  const { page, close } = await openPage(browser, { token: server.adminToken })
  await page.goto(server.url)
  const notice = page.getByText((await openTestTranslations('en')).t('notice.restarting'))
  const adoption = page.getByRole('region', { name: 'Adoption rate' })
  const shown = await adoption
    .getByText(/\d+ of \d+ people/)
    .first()
    .textContent()
  expect(await notice.isVisible()).toBe(false)

  killEngine()
  // Going one department deeper asks something new, which no answer in memory can serve.
  await page.getByRole('button', { name: /All departments/ }).click()
  await page.getByRole('option').nth(1).click()
  while (!(await notice.isVisible())) {
    killEngine()
    await settle(page)
  }
  expect(
    await adoption
      .getByText(/\d+ of \d+ people/)
      .first()
      .textContent(),
  ).toBe(shown)

  await notice.waitFor({ state: 'hidden' })
  await pageStands(page)
  const later = await adoption
    .getByText(/\d+ of \d+ people/)
    .first()
    .textContent()
  expect(later).not.toBe(shown)
  await close()
}, 180_000)

function killEngine(): void {
  const pid = server.enginePid()
  if (pid !== undefined) process.kill(pid, 'SIGKILL')
}

/** One frame of the page. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
}
