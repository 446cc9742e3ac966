import { closeSync, fdatasyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { type KeyRow, keyRow } from './write-key-row.ts'

const keyFile = z.object({ keys: z.array(keyRow) })

/** Keeps the write keys beside the store, so that events are taken while it is down, also after a start. */
export type WriteKeyFile = {
  /** What was kept last; undefined when there is nothing whole. */
  read(): KeyRow[] | undefined
  /** Keeps them; a file that says the same already is left alone. */
  keep(rows: readonly KeyRow[]): void
}

/** Opens the file; it holds hashes of keys, never a key, and only its owner may read it. */
export function openWriteKeyFile(file: string): WriteKeyFile {
  let kept = readText(file)
  return {
    read() {
      try {
        return keyFile.parse(JSON.parse(kept)).keys
      } catch {
        return undefined // Lost, torn or of another version: the store has the keys.
      }
    },
    keep(rows) {
      const text = JSON.stringify({ keys: rows })
      if (text === kept) return
      writeWhole(file, text)
      kept = text
    },
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '' // The first start.
  }
}

function writeWhole(file: string, text: string): void {
  const aside = `${file}.new`
  const handle = openSync(aside, 'w', 0o600)
  try {
    writeFileSync(handle, text)
    fdatasyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(aside, file)
}
