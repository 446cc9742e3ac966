import { closeSync, fdatasyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import { syncFolder } from '../spool/sync-folder.ts'

/** Puts an object into a file so that after a power cut the file is the old one or the new one, whole. */
export function writeAside(file: string, body: object, isAside: () => void): void {
  const sum = crc32(JSON.stringify(body))
  const aside = `${file}.new`
  const handle = openSync(aside, 'w', 0o600)
  try {
    writeFileSync(handle, JSON.stringify({ ...body, crc: sum }))
    fdatasyncSync(handle)
  } finally {
    closeSync(handle)
  }
  isAside()
  renameSync(aside, file)
  syncFolder(dirname(file))
}

/** What `writeAside` wrote; undefined when there is no such file, or when it is torn or changed. */
export function readWhole(file: string): unknown {
  try {
    const whole: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'))
    const { crc, ...body } = whole
    return crc === crc32(JSON.stringify(body)) ? body : undefined
  } catch {
    // Lost and torn are the same here: whoever reads goes on without it.
    return undefined
  }
}
