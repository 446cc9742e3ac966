import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { errorCode } from './disk-error.ts'
import { isProcessAlive, placeOfProcesses, startOfProcess } from './process-mark.ts'

const noteFile = z.object({ pid: z.int(), started: z.string(), place: z.string(), since: z.string() })
type Note = z.infer<typeof noteFile>

const beatMs = 4000
/** A holder in another container or machine that was silent for so long is gone. */
const silentMsMax = 15_000

/** A spool that this process has for itself. */
export type SpoolLock = {
  /** Throws when another process has taken the spool over, which it does only when this one seemed to be gone. */
  check(): void
  release(): void
}

/**
 * Takes a spool for this process, or throws naming the one that has it. The newest of the numbered notes holds; a new
 * one is linked, which only one of two starters can do, and it is never removed, so that no older one holds again.
 */
export function holdSpool(directory: string): SpoolLock {
  const [started, since] = [startOfProcess(process.pid) ?? '', new Date().toISOString()]
  const own: Note = { pid: process.pid, started, place: placeOfProcesses(), since }
  const draft = join(directory, `lock-draft-${process.pid}-${randomBytes(6).toString('hex')}`)
  writeFileSync(draft, JSON.stringify(own), { mode: 0o600, flag: 'wx' })
  try {
    for (;;) {
      const newest = newestNumber(directory)
      refuseHeld(directory, newest)
      const mine = newest + 1
      if (!link(draft, noteOf(directory, mine))) continue
      // Whoever was faster may have cleared the number away that was linked here.
      if (newestNumber(directory) === mine) return taken(directory, mine)
      rmSync(noteOf(directory, mine), { force: true })
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

function taken(directory: string, mine: number): SpoolLock {
  const [note, following] = [noteOf(directory, mine), noteOf(directory, mine + 1)]
  for (const file of readdirSync(directory)) {
    const number = numberOf(file)
    const isOld = number !== undefined && number < mine
    if (isOld || isForgottenDraft(directory, file)) rmSync(join(directory, file), { force: true })
  }
  const beat = setInterval(() => touch(note), beatMs)
  beat.unref()
  return {
    check: () => {
      if (existsSync(following)) throw new Error('another process has taken the spool over')
    },
    release: () => {
      clearInterval(beat)
      const free: Note = { pid: 0, started: '', place: '', since: '' }
      writeFileSync(note, JSON.stringify(free))
    },
  }
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date())
  } catch {
    // A sign of life that is left out does no harm; whoever takes over because of it is noticed by the check.
  }
}

function isForgottenDraft(directory: string, file: string): boolean {
  const touchedAt = statSync(join(directory, file), { throwIfNoEntry: false })?.mtimeMs ?? 0
  return file.startsWith('lock-draft-') && Date.now() - touchedAt > 4 * silentMsMax
}

function refuseHeld(directory: string, number: number): void {
  const path = noteOf(directory, number)
  const holder = readNote(path)
  if (!holder || holder.pid === 0) return
  const isElsewhere = holder.place !== placeOfProcesses()
  if (!(isElsewhere ? isBeating(path) : isSameProcess(holder))) return
  const where = isElsewhere ? ' of another container or machine' : ''
  throw new Error(
    `${directory} is in use by the Takehold process ${holder.pid}${where} since ${holder.since}. Nothing was changed. ` +
      'Stop that process first, or give this one another data folder.',
  )
}

function readNote(path: string): Note | undefined {
  try {
    return noteFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined // None yet, or torn by a power cut, which no holder survives.
  }
}

function isSameProcess({ pid, started }: Note): boolean {
  const now = startOfProcess(pid)
  if (now !== undefined && started !== '') return now === started
  // Without /proc a number that is our own again is left over from before a restart.
  return pid !== process.pid && isProcessAlive(pid)
}

/** Whether the holder's sign of life comes again; one that is long ago needs no waiting. */
function isBeating(path: string): boolean {
  const beatAt = () => statSync(path, { throwIfNoEntry: false })?.mtimeMs
  const first = beatAt()
  const nap = new Int32Array(new SharedArrayBuffer(4))
  const until = Math.min(first ?? 0, Date.now()) + silentMsMax
  while (Date.now() < until) {
    if (beatAt() !== first) return true
    Atomics.wait(nap, 0, 0, 200)
  }
  return false
}

function link(draft: string, path: string): boolean {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

function newestNumber(directory: string): number {
  return Math.max(0, ...readdirSync(directory).map((file) => numberOf(file) ?? 0))
}

function numberOf(file: string): number | undefined {
  const digits = /^lock-(\d+)$/.exec(file)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

function noteOf(directory: string, number: number): string {
  return join(directory, `lock-${number}`)
}
