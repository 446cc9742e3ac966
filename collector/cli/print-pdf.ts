import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { CommandFailure } from './command-failure.ts'

const usualBrowsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge']

const printMsMax = 60_000

/** Prints a page to PDF with the Chromium of this machine. */
export async function printPdf(html: string, file: string, browsers = usualBrowsers): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'takehold-print-'))
  try {
    const page = join(folder, 'page.html')
    await writeFile(page, html)
    const flags = [
      '--headless',
      '--disable-gpu',
      '--no-pdf-header-footer',
      `--user-data-dir=${join(folder, 'profile')}`,
    ]
    // The page is our own and loads nothing, and a container's root has no sandbox to offer.
    const args = [...flags, '--no-sandbox', `--print-to-pdf=${resolve(file)}`, `file://${page}`]
    for (const browser of browsers) {
      if ((await run(browser, args)) && existsSync(file)) return
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  throw new CommandFailure(
    `${file} was not written: a PDF needs Chromium or Chrome on this machine. Write an .html file and print it instead.`,
  )
}

function run(program: string, args: string[]): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn(program, args, { stdio: 'ignore', timeout: printMsMax })
    child.on('error', () => done(false))
    child.on('close', (code) => done(code === 0))
  })
}
