import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const serverNote = z.object({ pid: z.int(), url: z.url() })

/** Leaves the running server's address in its data folder, where the commands look for it. */
export function writeServerNote(dataDir: string, url: string): () => void {
  const file = join(dataDir, 'server.json')
  const note: z.infer<typeof serverNote> = { pid: process.pid, url }
  writeFileSync(`${file}.new`, JSON.stringify(note), { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return () => rmSync(file, { force: true })
}

/** The server that runs on this data folder, as far as its note tells; a dead one's note is none. */
export function readServerNote(dataDir: string): z.infer<typeof serverNote> | undefined {
  try {
    const note = serverNote.parse(JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8')))
    return isAlive(note.pid) ? note : undefined
  } catch {
    return undefined // No note, or a torn one: the folder's own lock still decides.
  }
}

function isAlive(pid: number): boolean {
  // After a container's restart the old number is our own again.
  if (pid === process.pid) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
