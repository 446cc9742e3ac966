import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { findChromium } from './find-chromium.mjs'

// node tests/support/screenshots.mjs: starts the product with the sample company and photographs it for the README.
const root = fileURLToPath(new URL('../..', import.meta.url))
const target = join(root, 'tests', 'screenshots')
const program = join(root, 'collector', 'takehold.mjs')
const bytesMax = 400_000

/** What is photographed. */
const shots = [
  { name: 'overview', path: '/', width: 1440, height: 1500 },
  { name: 'overview-dark', path: '/', width: 1440, height: 1000, dark: true },
  { name: 'overview-phone', path: '/', width: 390, height: 844 },
  { name: 'overview-chinese', path: '/', width: 1440, height: 1000, language: 'zh-CN' },
  { name: 'people', path: '/people', width: 1440, height: 1000 },
  { name: 'phases', path: '/phases', width: 1440, height: 1000 },
  { name: 'sources', path: '/sources', width: 1440, height: 1000 },
]

await main()

async function main() {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('No Chromium was found. Set CHROMIUM_PATH to its program.')
  const folder = await mkdtemp(join(tmpdir(), 'takehold-screenshots-'))
  const server = await startServer(folder)
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    await run(['demo', '--data', folder])
    const signedIn = await signIn(browser, server.link)
    await mkdir(target, { recursive: true })
    for (const shot of shots) await take(browser, server.url, signedIn, shot)
  } finally {
    await browser.close()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function signIn(browser, link) {
  const context = await browser.newContext()
  await (await context.newPage()).goto(link)
  const { cookies } = await context.storageState()
  await context.close()
  // The cookies alone: what the page remembers, such as a language, is each picture's own.
  return { cookies, origins: [] }
}

async function take(browser, url, storageState, { name, path, width, height, dark, language }) {
  const context = await browser.newContext({
    storageState,
    viewport: { width, height },
    locale: language ?? 'en',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.goto(`${url}${path}`)
  await page.waitForFunction(
    () => document.querySelector('[data-panel]') !== null && document.querySelector('[aria-busy=true]') === null,
  )
  await page.waitForLoadState('networkidle')
  const file = join(target, `${name}.png`)
  await page.screenshot({ path: file, animations: 'disabled' })
  await context.close()
  const { size } = await stat(file)
  process.stdout.write(`${file}: ${Math.round(size / 1000)} kB\n`)
  if (size > bytesMax) throw new Error(`${name}.png is larger than ${bytesMax / 1000} kB.`)
}

async function startServer(folder) {
  const child = spawn(process.execPath, [program, 'start', '--port', '0', '--data', folder], {
    env: { ...process.env, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  let text = ''
  child.stdout.setEncoding('utf8')
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    text += chunk
    if (text.includes('Stop with Ctrl-C')) break
  }
  const link = /http\S+sign-in\S+/.exec(text)?.[0]
  if (link === undefined) throw new Error('The server did not start.')
  return {
    link,
    url: new URL(link).origin,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function run(args) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`takehold ${args.join(' ')} ended with ${code}.`)
}
