import { closeSync, fdatasyncSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { ByteSource } from './segment-format.ts'

const chunkBytes = 1024 * 1024

/** Copies bytes that are no record aside, once; false when there is no room for them. */
export function quarantineBytes(
  directory: string,
  { file, offset, bytes, source }: { file: string; offset: number; bytes: number; source: ByteSource },
): boolean {
  const path = join(openQuarantine(directory), `${file}-${offset}.bytes`)
  if (statSync(path, { throwIfNoEntry: false })?.size === bytes) return true
  try {
    copyTo(path, { offset, bytes, source })
    return true
  } catch {
    rmSync(path, { force: true })
    return false // The copy is for a person to look at; the spool must go on without it.
  }
}

/** Moves a whole file aside. */
export function quarantineFile(directory: string, file: string): void {
  renameSync(join(directory, file), join(openQuarantine(directory), `${file}-${Date.now()}`))
}

/** Removes all that was copied aside: it may hold what is to be erased. */
export function clearQuarantine(directory: string): void {
  rmSync(join(directory, 'quarantine'), { recursive: true, force: true })
}

function openQuarantine(directory: string): string {
  const folder = join(directory, 'quarantine')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

function copyTo(path: string, { offset, bytes, source }: { offset: number; bytes: number; source: ByteSource }): void {
  const fd = openSync(path, 'w', 0o600)
  try {
    for (let done = 0; done < bytes; done += chunkBytes)
      writeSync(fd, source.read(offset + done, Math.min(chunkBytes, bytes - done)))
    fdatasyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
