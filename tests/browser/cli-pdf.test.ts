import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { printPdf } from '../../collector/cli/print-pdf.ts'
import { chromiumPath } from '../support/chromium.ts'

test('a page becomes a PDF by the browser of this machine', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'takehold-pdf-'))
  try {
    await printPdf('<!doctype html><h1>Field sales</h1>', join(folder, 'report.pdf'), [chromiumPath()])
    expect((await readFile(join(folder, 'report.pdf'))).subarray(0, 5).toString()).toBe('%PDF-')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
