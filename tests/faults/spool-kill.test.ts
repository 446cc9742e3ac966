import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { placeOfProcesses } from '../../collector/ingest/spool/process-mark.ts'
import { noteKill } from '../support/note-kill.ts'
import { openTestSpool, readSpoolFolder } from '../support/spool-folder.ts'
import { type SpoolLine, startSpoolProcess } from '../support/spool-process.ts'

const small = { segmentBytes: 4096 }

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'takehold-spool-kill-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

/** Everything that was answered is there, under the sequence of its answer, and nothing is there twice or damaged. */
async function expectAnsweredKept(answered: readonly SpoolLine[]): Promise<number> {
  const spool = await openTestSpool(directory, {
    limits: { segmentBytes: 4096, waitingBytesMax: 2 ** 40, freeBytesMin: 0 },
  })
  const { durableSequence, gaps } = spool.status()
  await spool.close()
  const { records, lost } = readSpoolFolder({ directory, spoolId: spool.id }, { through: durableSequence })
  const byText = new Map(records.map(({ text, sequence }) => [text, sequence]))
  expect(byText.size).toBe(records.length)
  const missing = answered.filter(({ text = '', acked }) => byText.get(text) !== acked)
  expect({ missing, gaps, lost }).toEqual({ missing: [], gaps: [], lost: [] })
  return records.length
}

const answers = (lines: readonly SpoolLine[]) => lines.filter(({ acked }) => acked !== undefined)

describe('killed at a named place', () => {
  test('at each in turn: what was answered is there, and the next start goes on', async () => {
    const places = ['spool.before_write:5', 'spool.written:5', 'spool.synced:5', 'spool.answered:5']
    const answered: SpoolLine[] = []
    for (const run of [...places, 'spool.roll_header', 'spool.rolled:2', 'recover.cut', 'recover.opened', '']) {
      const work = { name: 'append', run: `killed at ${run}`, count: 60, bytes: 150 }
      const { lines, code, signal } = await startSpoolProcess(directory, work, { failPoint: run, limits: small }).ended
      answered.push(...answers(lines))
      expect({ run, code, signal }).toEqual({
        run,
        ...(run ? { code: null, signal: 'SIGKILL' } : { code: 0, signal: null }),
      })
      if (run) noteKill('spool')
    }
    // Whole, and of the four killed in their fifth group at least four groups each: the first record, then what came meanwhile.
    expect(await expectAnsweredKept(answered)).toBeGreaterThanOrEqual(60 + 4 * 16)
  })

  test('while a torn tail is cut, again and again: nothing before it is touched', async () => {
    const work = { name: 'append', run: 'first', count: 20, bytes: 50 }
    const first = await startSpoolProcess(directory, work).ended
    for (const failPoint of ['spool.roll_header', 'spool.rolled', 'recover.cut', 'recover.opened']) {
      const newest = readdirSync(directory).findLast((file) => file.endsWith('.seg')) ?? ''
      writeFileSync(join(directory, newest), Buffer.alloc(33, 7), { flag: 'a' })
      const { signal } = await startSpoolProcess(directory, { ...work, run: failPoint }, { failPoint }).ended
      expect(signal).toBe('SIGKILL')
      noteKill('spool')
    }
    const again = await startSpoolProcess(directory, { ...work, run: 'again' }).ended
    await expectAnsweredKept([...answers(first.lines), ...answers(again.lines)])
  })
})

test('killed at any time under load, again and again', async () => {
  const answered: SpoolLine[] = []
  for (let run = 0; run < 6; run++) {
    const work = { name: 'append', run: `run ${run}`, count: 1_000_000, bytes: 300 }
    const spool = startSpoolProcess(directory, work, { limits: { segmentBytes: 100_000 } })
    await spool.told(({ acked = 0, text = '' }) => acked > 0 && text.startsWith(`run ${run}-${50 + 31 * run} `))
    spool.child.kill('SIGKILL')
    noteKill('spool')
    answered.push(...answers((await spool.ended).lines))
  }
  expect(answered.length).toBeGreaterThan(300)
  await expectAnsweredKept(answered)
})

describe('two processes on one spool', () => {
  test('the second refuses and names the first; a killed one holds it no longer', async () => {
    const first = startSpoolProcess(directory, { name: 'hold' })
    await first.told(({ opened }) => opened !== undefined)
    const second = await startSpoolProcess(directory, { name: 'hold' }).ended
    expect(second.code).toBe(1)
    const words = second.lines[0]?.refusedToOpen
    expect(words).toContain(`in use by the Takehold process ${first.child.pid} `)
    expect(words).toContain('Nothing was changed')
    first.child.kill('SIGKILL')
    await first.ended
    const third = startSpoolProcess(directory, { name: 'hold' })
    await third.told(({ opened }) => opened !== undefined)
    third.child.stdin?.end()
    expect(await third.ended).toMatchObject({ code: 0 })
  })

  test('of several that start at once over a dead one, one has it', async () => {
    const dead = startSpoolProcess(directory, { name: 'hold' })
    await dead.told(({ opened }) => opened !== undefined)
    dead.child.kill('SIGKILL')
    await dead.ended
    const started = Array.from({ length: 4 }, () => startSpoolProcess(directory, { name: 'hold' }))
    const lines = await Promise.all(started.map(({ told }) => told((line) => line.note === undefined)))
    expect(lines.filter(({ opened }) => opened)).toHaveLength(1)
    expect(lines.filter(({ refusedToOpen }) => refusedToOpen?.includes('in use by'))).toHaveLength(3)
    for (const { child } of started) child.stdin?.end()
    await Promise.all(started.map(({ ended }) => ended))
    expect(readdirSync(directory).filter((file) => file.startsWith('lock-'))).toHaveLength(1)
  })

  test('the same process refuses itself; closed, it may open it again', async () => {
    const spool = await openTestSpool(directory)
    await expect(openTestSpool(directory)).rejects.toThrow(`in use by the Takehold process ${process.pid}`)
    await spool.close()
    await (await openTestSpool(directory)).close()
  })

  test('a number that another process has by now holds nothing', async () => {
    for (const pid of [process.pid, process.ppid, 2 ** 22 + 1]) {
      await (await openTestSpool(directory)).close()
      await forgeNote({ pid, started: '1' })
      await (await openTestSpool(directory)).close()
    }
  })

  test('a holder in another container, whose number means nothing here, is known by its signs of life', async () => {
    const first = startSpoolProcess(directory, { name: 'hold' })
    await first.told(({ opened }) => opened !== undefined)
    await forgeNote({ pid: 1, place: 'elsewhere', since: 'today' })
    const words = 'in use by the Takehold process 1 of another container or machine since today'
    await expect(openTestSpool(directory)).rejects.toThrow(words)
    first.child.kill('SIGKILL')
    await first.ended
    const note = newestNote()
    utimesSync(note, new Date(0), new Date(0))
    await (await openTestSpool(directory)).close()
  })

  test('whoever was taken over writes nothing more', async () => {
    const fatal: string[] = []
    const spool = await openTestSpool(directory, { onFatal: ({ message }) => fatal.push(message) })
    await spool.append(Buffer.from('before'))
    await forgeNote({ pid: process.pid, started: '1' })
    const second = await openTestSpool(directory)
    await expect(spool.append(Buffer.from('late'))).rejects.toMatchObject({ code: 'failing' })
    expect(fatal).toEqual(['another process has taken the spool over'])
    expect(await second.append(Buffer.from('after'))).toBe(2)
    await second.close()
    const { records } = readSpoolFolder({ directory, spoolId: spool.id }, { through: 2 })
    expect(records.map(({ text }) => text)).toEqual(['before', 'after'])
  })

  /** Writes something else into the note of whoever holds the spool. */
  async function forgeNote(change: object): Promise<void> {
    const held = { started: '', since: '', place: placeOfProcesses() }
    const note: object = JSON.parse(await readFile(newestNote(), 'utf8'))
    await writeFile(newestNote(), JSON.stringify({ ...note, ...held, ...change }))
  }

  function newestNote(): string {
    const numbers = readdirSync(directory).flatMap((file) => /^lock-(\d+)$/.exec(file)?.[1] ?? [])
    return join(directory, `lock-${Math.max(...numbers.map(Number))}`)
  }
})
