import { appendFileSync } from 'node:fs'

/** Our own processes that fault tests kill; an engine is none of them. */
export type Killed = 'collector' | 'server' | 'flusher' | 'spool'

/** Notes that a process of ours died by SIGKILL in a test; the run of all fault tests adds up what every file notes. */
export function noteKill(what: Killed): void {
  const { TAKEHOLD_KILLS_FILE: file } = process.env
  if (file) appendFileSync(file, `${what}\n`)
}
