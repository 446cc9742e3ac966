import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const ownerRecord = z.object({ supervisor_pid: z.int(), engine_pid: z.int(), since: z.string() })

/** Where the engine keeps what, below the data folder. */
export type EngineFolder = ReturnType<typeof openEngineFolder>

/** Makes the engine's folders, closed to other users, and a private one for the files of this start. */
export function openEngineFolder(dataDir: string) {
  const root = join(dataDir, 'engine')
  const folder = { root, store: join(root, 'store'), logs: join(root, 'logs'), backups: join(dataDir, 'backups') }
  for (const path of Object.values(folder)) mkdirSync(path, { recursive: true, mode: 0o700 })
  chmodSync(root, 0o700)
  // mkdtemp makes it 0700; the owner's process id tells a later start whether it is left over.
  const start = mkdtempSync(join(root, `start-${process.pid}-`))
  return { ...folder, start }
}

/** Process id of the Takehold that holds this folder, when it wrote itself down. */
export function readOwner(folder: EngineFolder): number | undefined {
  try {
    return ownerRecord.parse(JSON.parse(readFileSync(ownerFile(folder), 'utf8'))).supervisor_pid
  } catch {
    return undefined // A missing or torn note only costs the name in a message.
  }
}

/** Called when the engine is ready, so its lock on the store is ours: notes the owner, clears dead starts. */
export function takeOwnership(folder: EngineFolder, enginePid: number): void {
  const note: z.infer<typeof ownerRecord> = {
    supervisor_pid: process.pid,
    engine_pid: enginePid,
    since: new Date().toISOString(),
  }
  writeFileSync(ownerFile(folder), JSON.stringify(note), { mode: 0o600 })
  for (const name of readdirSync(folder.root)) {
    const pid = /^start-(\d+)-/.exec(name)?.[1]
    const path = join(folder.root, name)
    if (pid && path !== folder.start && !isAlive(Number(pid))) rmSync(path, { recursive: true, force: true })
  }
}

/** Removes the files of this start; the owner's note too when the engine was ours. */
export function leaveFolder(folder: EngineFolder, owned: boolean): void {
  rmSync(folder.start, { recursive: true, force: true })
  if (owned) rmSync(ownerFile(folder), { force: true })
}

function ownerFile(folder: EngineFolder): string {
  return join(folder.root, 'owner.json')
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
