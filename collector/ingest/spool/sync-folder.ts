import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Makes new, renamed and deleted names of a folder last over a power cut. */
export function syncFolder(directory: string): void {
  const fd = openSync(directory, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
