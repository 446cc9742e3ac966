import { existsSync } from 'node:fs'
import { cp, mkdir, rename } from 'node:fs/promises'

/** Where a run of all files keeps a store with its tables and a roster; a file that is run alone makes its own. */
const { TAKEHOLD_READY_STORE: kept } = process.env

const options = { recursive: true, verbatimSymlinks: true } as const

/** Copies the ready store into a folder; answers whether there was one. */
export async function copyReadyStore(folder: string): Promise<boolean> {
  if (!kept || !existsSync(kept)) return false
  await cp(kept, folder, options)
  return true
}

/** Whether what is made here is to be kept for the others: the first who asks is told so. */
export async function mayKeepStore(): Promise<boolean> {
  if (!kept) return false
  return mkdir(`${kept}.making`).then(
    () => true,
    () => false,
  )
}

/** Keeps a copy of a folder that nothing runs on. */
export async function keepReadyStore(folder: string): Promise<void> {
  if (!kept) return
  await cp(folder, `${kept}.making`, options)
  await rename(`${kept}.making`, kept)
}
