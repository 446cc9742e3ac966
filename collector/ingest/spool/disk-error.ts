import type { Refusing } from './spool-messages.ts'

const noSpace = new Set(['ENOSPC', 'EDQUOT'])
/** A file could not be made; nothing was written yet, and it may work later. */
const noNewFile = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'EACCES', 'EPERM', 'EROFS'])

/** Code of a failed system call; undefined for any other error. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** Why a failed write may be tried again later; undefined when the disk cannot be trusted any more. */
export function writeRefusal(error: unknown): Refusing | undefined {
  if (!noSpace.has(errorCode(error) ?? '')) return undefined
  return { code: 'disk_low', reason: 'The disk of the spool is full. Free some space; nothing else is to be done.' }
}

/** The same for a new segment: there a missing right or file handle does no harm either. */
export function createRefusal(error: unknown): Refusing | undefined {
  const code = errorCode(error) ?? ''
  if (!noNewFile.has(code)) return writeRefusal(error)
  const remedy =
    code === 'EMFILE' || code === 'ENFILE'
      ? 'Allow the process more open files (ulimit -n).'
      : 'Make the folder writable for the user Takehold runs as.'
  return { code: 'disk_low', reason: `No file can be made in the folder of the spool (${code}). ${remedy}` }
}
