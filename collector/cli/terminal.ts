import { createInterface } from 'node:readline/promises'
import { type Env, readEnv } from '../env.ts'

/** Where a command reads and writes; tests hand in their own. */
export type Terminal = {
  /** A line of the result, on standard output. */
  print(line: string): void
  /** A line about the work, on standard error. */
  note(line: string): void
  /** Whether a person sits at it, so that questions and moving bars make sense. */
  interactive: boolean
  /** Asks for yes or no; anything but a clear yes is no. */
  confirm(question: string): Promise<boolean>
  /** Standard input, for files named "-". */
  input: NodeJS.ReadableStream
  /** What the environment says where no flag does. */
  env: Env
  /** What the process ends with when nothing was thrown. */
  exitCode: number
}

/** The terminal of this process. */
export function openTerminal(): Terminal {
  return {
    print: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    interactive: Boolean(process.stdin.isTTY && process.stderr.isTTY),
    confirm,
    input: process.stdin,
    env: readEnv(),
    exitCode: 0,
  }
}

async function confirm(question: string): Promise<boolean> {
  const dialogue = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await dialogue.question(`${question} [y/N] `)).trim())
  } finally {
    dialogue.close()
  }
}
