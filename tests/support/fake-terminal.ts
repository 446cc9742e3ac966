import { Readable } from 'node:stream'
import type { Terminal } from '../../collector/cli/terminal.ts'
import { readEnv } from '../../collector/env.ts'

/** A terminal that keeps what was written to it. */
export function fakeTerminal(variables: Record<string, string> = {}): Terminal & { out: string[]; err: string[] } {
  const out: string[] = []
  const err: string[] = []
  return {
    out,
    err,
    print: (line) => void out.push(line),
    note: (line) => void err.push(line),
    interactive: false,
    confirm: async () => false,
    input: Readable.from([]),
    env: readEnv(variables),
    exitCode: 0,
  }
}
