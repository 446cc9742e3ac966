import { readFileSync, readlinkSync } from 'node:fs'
import { errorCode } from './disk-error.ts'

/** Where process numbers mean something: one start of one machine, one container. Empty where that cannot be told. */
export function placeOfProcesses(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return ''
  }
}

/** When a process of this place began, which no later one of its number shares; undefined when it is not to be found. */
export function startOfProcess(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold blanks; the state is the first word behind it, the start the twentieth.
    const words = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return words[0] === 'Z' || words[0] === 'X' ? 'ended' : words[19]
  } catch {
    return undefined
  }
}

/** Whether there is a process of this number, whatever it is. */
export function isProcessAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}
