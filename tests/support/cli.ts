import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../../collector/package-root.ts'

export type CliResult = { code: number | null; out: string; err: string }

const program = join(packageRoot, 'collector', 'takehold.mjs')

/** Runs one command as a person would, without anything of the test's own environment. */
export async function runCli(args: string[], { input = '', env = {} }: CliInput = {}): Promise<CliResult> {
  const child = spawnCli(args, env)
  const written = collect(child)
  child.stdin?.end(input)
  const [code]: (number | null)[] = await once(child, 'close')
  return { code: code ?? null, ...written }
}

type CliInput = { input?: string | Buffer; env?: Record<string, string> }

export type CliServer = {
  url: string
  /** What it printed when it was ready. */
  greeting: string
  pid: number
  /** Sends SIGKILL and waits for the end. */
  kill(): Promise<void>
  /** Sends SIGTERM and answers the exit code. */
  stop(): Promise<number | null>
}

/** Starts a server and waits for its greeting. */
export async function startCli(args: string[], env: Record<string, string> = {}): Promise<CliServer> {
  const child = spawnCli(['start', '--port', '0', ...args], env)
  const written = collect(child)
  const closed = once(child, 'close')
  while (!/link: takehold link|Stop with Ctrl-C/.test(written.out)) {
    if (child.exitCode !== null) throw new Error(`The server ended: ${written.err}`)
    await Promise.race([once(child.stdout ?? child, 'data'), closed])
  }
  return {
    url: /http:\/\/\S+/.exec(written.out)?.[0] ?? '',
    greeting: written.out,
    pid: child.pid ?? 0,
    kill: async () => {
      child.kill('SIGKILL')
      await closed
    },
    stop: async () => {
      child.kill('SIGTERM')
      await closed
      return child.exitCode
    },
  }
}

// Test files run beside each other: an engine that gives way to all others might get no time at all.
const always = { LOG_LEVEL: 'warn', ENGINE_PRIORITY: 'normal' }

/** Spawns the program in an environment of its own; flags are those of Node. */
export function spawnCli(args: string[], env: Record<string, string>, flags: string[] = []): ChildProcess {
  const { PATH = '', HOME = '', TZ } = process.env
  return spawn(process.execPath, [...flags, program, ...args], {
    cwd: tmpdir(),
    env: { PATH, HOME, ...(TZ === undefined ? {} : { TZ }), ...always, ...env },
  })
}

/** Gathers what a process writes. */
export function collect(child: ChildProcess): { out: string; err: string } {
  const written = { out: '', err: '' }
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    written.out += chunk
  })
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    written.err += chunk
  })
  return written
}
