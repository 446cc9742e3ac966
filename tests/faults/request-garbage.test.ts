import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { packageRoot } from '../../collector/package-root.ts'
import { collect, spawnCli } from '../support/cli.ts'

const sender = join(packageRoot, 'tests', 'bench', 'load.mjs')
const load = { size: 1, connections: 32, seconds: 6, rate: 0 }
/** What a request may leave behind for a collection of the whole heap, on average. */
const bytesPerRequestMax = 600

test('what a request needed is gone when it is answered: nothing of it waits for a collection of the whole heap', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'takehold-garbage-'))
  const child = spawnCli(['start', '--port', '0', '--data', dataDir], {}, ['--trace-gc'])
  const written = collect(child)
  const closed = once(child, 'close')
  try {
    while (!written.out.includes('Stop with Ctrl-C')) {
      if (child.exitCode !== null) throw new Error(`The server ended: ${written.err}`)
      await Promise.race([once(child.stdout ?? child, 'data'), closed])
    }
    const url = /http:\/\/[\d.:]+/.exec(written.out)?.[0]
    const key = /Write key for events: (\S+)/.exec(written.out)?.[1]
    const quiet = written.out.length
    const { stdout } = await promisify(execFile)(process.execPath, [sender, JSON.stringify({ ...load, url, key })])
    const { sent, refused } = z.object({ sent: z.number(), refused: z.number() }).parse(JSON.parse(stdout))
    const kept = keptBytes(written.out, quiet)
    process.stdout.write(`${sent} requests left ${Math.round(kept / sent)} bytes each in old space\n`)
    expect(refused).toBe(0)
    expect(sent).toBeGreaterThan(2_000)
    expect(kept / sent).toBeLessThan(bytesPerRequestMax)
  } finally {
    child.kill('SIGTERM')
    await closed
    rmSync(dataDir, { recursive: true, force: true })
  }
})

/** Bytes by which the main thread's heap grew from one collection of the young to the next, from a place of the trace on. */
function keptBytes(trace: string, from: number): number {
  const lines = [...trace.matchAll(/\[\d+:(0x[0-9a-f]+)\].*?(Scavenge|Mark-Compact).*? -> ([\d.]+) /g)]
  const main = lines[0]?.[1]
  let last: number | undefined
  let grown = 0
  for (const { index, 1: isolate, 2: kind, 3: after } of lines) {
    if (isolate !== main || index < from) continue
    const left = Number(after)
    if (kind === 'Scavenge' && last !== undefined) grown += left - last
    last = left
  }
  return grown * 1024 ** 2
}
