import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Mounts a disk of so many bytes in memory over a folder; answers whether it could. */
export function mountSmallDisk(folder: string, bytes: number): boolean {
  mkdirSync(folder, { recursive: true })
  const mount = [
    'mount',
    '-t',
    'tmpfs',
    '-o',
    `size=${bytes},mode=0700,uid=${process.getuid?.() ?? 0}`,
    'tmpfs',
    folder,
  ]
  return runs(mount) || runs(['sudo', '-n', ...mount])
}

/** Mounts it anew where it is, with another size or read-only (`ro`). */
export function remountSmallDisk(folder: string, options: string): void {
  const mount = ['mount', '-o', `remount,${options}`, folder]
  if (!runs(mount) && !runs(['sudo', '-n', ...mount])) throw new Error(`${folder} cannot be mounted with ${options}.`)
}

/** Takes it away again; what still uses it keeps it until it ends. */
export function unmountSmallDisk(folder: string): void {
  if (!runs(['umount', '-l', folder])) runs(['sudo', '-n', 'umount', '-l', folder])
}

/** Whether this user may mount one; says so when not. */
export function maySmallDisk(): boolean {
  const folder = join(tmpdir(), `takehold-mount-${process.pid}`)
  const may = process.platform === 'linux' && mountSmallDisk(folder, 1_048_576)
  if (may) unmountSmallDisk(folder)
  else
    process.stdout.write('Small disks cannot be mounted here: tests of full disks use the quota of the spool alone.\n')
  return may
}

/** Fills a disk until nothing more fits; answers the file to remove. */
export async function fillDisk(folder: string): Promise<string> {
  const file = join(folder, 'ballast')
  const chunk = Buffer.alloc(65_536)
  for (;;) {
    try {
      await writeFile(file, chunk, { flag: 'a' })
    } catch {
      return file
    }
  }
}

function runs([command = '', ...args]: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}
