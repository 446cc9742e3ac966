import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { CommandFailure, misuse } from './command-failure.ts'

/** A file to import; standard input has no size and can be read once. */
export type ImportFile = {
  /** Its name without folders, or "-". */
  name: string
  bytes: number | undefined
  open(): NodeJS.ReadableStream
}

/** Looks at a named file without reading it; "-" is standard input. */
export async function openImportFile(path: string, input: NodeJS.ReadableStream): Promise<ImportFile> {
  if (path === '-') return { name: '-', bytes: undefined, open: () => input }
  const found = await stat(path).catch((cause: unknown) => {
    throw new CommandFailure(`${path} cannot be read. Nothing was imported. Check the path.`, {
      exitCode: misuse,
      cause,
    })
  })
  if (found.isDirectory()) {
    throw new CommandFailure(`${path} is a folder. Nothing was imported. Name its files.`, { exitCode: misuse })
  }
  // A pipe has a path but no size.
  return { name: basename(path), bytes: found.isFile() ? found.size : undefined, open: () => createReadStream(path) }
}
