import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { packageRoot } from '../../collector/package-root.ts'
import { collect } from '../support/cli.ts'

const logModule = pathToFileURL(join(packageRoot, 'dist', 'collector', 'log.js')).href

/** Runs a program that logs, and answers what it wrote. */
async function run(program: string): Promise<string> {
  const text = `const { createLog } = await import('${logModule}'); const log = createLog('info'); ${program}`
  const child = spawn(process.execPath, ['--input-type=module', '-e', text])
  const written = collect(child)
  await once(child, 'close')
  return written.err
}

test('an error is written at once with all that came before, also when the process is killed right after', async () => {
  const err = await run(`log.info('one'); log.error('two'); process.kill(process.pid, 'SIGKILL')`)
  expect(Array.from(err.matchAll(/"msg":"(\w+)"/g), ([, word]) => word)).toEqual(['one', 'two'])
})

test('everything is written when the process ends, however it ends by itself', async () => {
  for (const end of ['', 'process.exit(3)', `throw new Error('unforeseen')`]) {
    const err = await run(`for (let n = 0; n < 5000; n++) log.info({ n }, 'line'); ${end}`)
    expect([end, err.match(/"msg":"line"/g)?.length]).toEqual([end, 5_000])
  }
})

test('secrets are not written, wherever they stand', async () => {
  const err = await run(
    `log.info({ token: 'hidden', headers: { authorization: 'hidden' }, any: { write_key: 'hidden' } })`,
  )
  expect(err).toContain('[redacted]')
  expect(err).not.toContain('hidden')
})
