import { randomBytes } from 'node:crypto'
import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { errorCode } from './disk-error.ts'

const noteFile = z.object({ pid: z.int(), started: z.string(), since: z.string() })
type Note = z.infer<typeof noteFile>

/**
 * Takes a spool for this process, or throws naming the one that has it. The newest of the numbered notes holds; a new
 * one is linked, which only one of two starters can do, and it is never removed, so that no older one holds again.
 */
export function holdSpool(directory: string): () => void {
  const since = new Date().toISOString()
  const own: Note = { pid: process.pid, started: startOf(process.pid) ?? '', since }
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

function taken(directory: string, mine: number): () => void {
  for (const file of readdirSync(directory)) {
    const draft = /^lock-draft-(\d+)-/.exec(file)?.[1]
    const left = draft !== undefined && !isAlive(Number(draft))
    const number = numberOf(file)
    if (left || (number !== undefined && number < mine)) rmSync(join(directory, file), { force: true })
  }
  return () => {
    const free: Note = { pid: 0, started: '', since: '' }
    writeFileSync(noteOf(directory, mine), JSON.stringify(free))
  }
}

function refuseHeld(directory: string, number: number): void {
  const holder = readNote(noteOf(directory, number))
  if (!holder || !isSameProcess(holder)) return
  throw new Error(
    `${directory} is in use by the Takehold process ${holder.pid} since ${holder.since}. Nothing was changed. ` +
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
  if (pid === 0) return false
  const now = startOf(pid)
  if (now !== undefined && started !== '') return now === started
  // Without /proc a number that is our own again is left over from before a restart.
  return pid !== process.pid && isAlive(pid)
}

/** When a process began, in a form that no later process of that number shares; undefined when it is not to be found. */
function startOf(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold blanks; the state is the first word behind it, the start the twentieth.
    const words = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return words[0] === 'Z' || words[0] === 'X' ? 'ended' : `${boot}-${words[19]}`
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
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
