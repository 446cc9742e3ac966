import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { Language } from '../../dashboard/i18n/language.ts'
import { chromiumArguments, chromiumPath } from './chromium.ts'

/** A browser of the test file's own. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArguments] })

/** How a page is looked at. */
export interface View {
  /** Whose token is sent. */
  token: string
  language?: Language
  width?: number
  dark?: boolean
}

/** A page that no other test has touched; what it complains of on its console is a failure of the test. */
export async function openPage(browser: Browser, { token, language = 'en', width = 1440, dark = false }: View) {
  const context = await browser.newContext({
    viewport: { width, height: 1000 },
    locale: language,
    colorScheme: dark ? 'dark' : 'light',
    extraHTTPHeaders: { Authorization: `Bearer ${token}` },
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  return { page, complaints, close: () => context.close() }
}

/**
 * Waits until the page stands: its panels are there and none is busy. That something was busy is never waited for:
 * answers that are remembered may come before a test can look.
 */
export async function pageStands(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('[data-panel]') !== null && document.querySelector('[aria-busy=true]') === null,
  )
}

/** Goes through the page until every panel has been seen and is filled; one that was never seen asks nothing. */
export async function seeAllPanels(page: Page): Promise<void> {
  const unseen = page.locator('[data-unseen]')
  for (let left = await unseen.count(); left > 0; left = await unseen.count()) {
    // By the page itself: the next panel may just have been seen, and is another element from then on.
    await page.evaluate(() => document.querySelector('[data-unseen]')?.scrollIntoView({ block: 'center' }))
    await page.waitForFunction((before) => document.querySelectorAll('[data-unseen]').length < before, left)
  }
  await pageStands(page)
}

/** What axe finds wrong with a page as it stands: the rule and the first place. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which the page's content security policy does not bind.
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: typeof axe }).axe.run
    const { violations } = await run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  })
  return found
}
