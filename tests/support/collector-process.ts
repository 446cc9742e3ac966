import { type ChildProcess, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import getPort from 'get-port'
import { collect, spawnCli } from './cli.ts'
import { noteKill } from './note-kill.ts'

/** How a process ended. */
export type Ended = { code: number | null; signal: NodeJS.Signals | null }

/** `takehold start` as a process of its own on one data folder, to be killed and started again. */
export type CollectorProcess = {
  dataDir: string
  /** Where it is, whenever it runs. */
  url(): string
  pid(): number
  isRunning(): boolean
  /** Starts it and waits for its greeting; throws its last words when it ends before. */
  start(env?: Record<string, string>): Promise<void>
  /** Starts it without waiting. */
  launch(env?: Record<string, string>): void
  /** Resolves with true when it greets, with false when it ends before. */
  greeted(): Promise<boolean>
  ended(): Promise<Ended>
  /** SIGKILL, and waits for the end. */
  kill(): Promise<void>
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>
  signal(name: NodeJS.Signals): void
  /** What it has written to standard error. */
  words(): string
  /** Asks the API as the admin. */
  json(path: string, init?: RequestInit): Promise<unknown>
  /** Write key of the first start. */
  writeKey(): string
  /** Resident memory in bytes. */
  residentBytes(): number
}

/** Prepares such a process on a port of its own; nothing runs before `start` or `launch`. */
export async function createCollector(
  dataDir: string,
  { args = [], env: always = {} }: { args?: string[]; env?: Record<string, string> } = {},
): Promise<CollectorProcess> {
  // The same after each start, so that senders are there as soon as it listens.
  const port = await getPort({ host: '127.0.0.1' })
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  let written = { out: '', err: '' }
  let ending: Promise<Ended> = Promise.resolve({ code: 0, signal: null })
  let writeKey = firstWriteKeyOf(dataDir)
  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null

  function launch(env: Record<string, string> = {}): void {
    if (isRunning()) throw new Error('It runs already.')
    const born = spawnCli(['start', '--port', `${port}`, '--data', dataDir, ...args], { ...always, ...env })
    const said = collect(born)
    child = born
    written = said
    ending = once(born, 'close').then(() => ({ code: born.exitCode, signal: born.signalCode }))
    born.stdout?.on('data', () => {
      writeKey = /Write key for events: (\S+)/.exec(said.out)?.[1] ?? writeKey
    })
  }

  async function greeted(): Promise<boolean> {
    const [said, born] = [written, ending]
    const isGreeting = () => /link: takehold link|Stop with Ctrl-C/.test(said.out)
    let isOver = false
    void born.then(() => {
      isOver = true
    })
    while (!isGreeting() && !isOver) await delay(5)
    return isGreeting()
  }

  async function end(signal: NodeJS.Signals): Promise<Ended> {
    if (isRunning()) child?.kill(signal)
    return ending
  }

  return {
    dataDir,
    url: () => url,
    pid: () => child?.pid ?? 0,
    isRunning,
    launch,
    greeted,
    async start(env) {
      launch(env)
      if (!(await greeted())) throw new Error(`The collector ended: ${written.err}`)
    },
    ended: () => ending,
    async kill() {
      if (isRunning()) noteKill('collector')
      await end('SIGKILL')
    },
    stop: async () => (await end('SIGTERM')).code,
    signal: (name) => void child?.kill(name),
    words: () => written.err,
    async json(path, init = {}) {
      const token = (await readFile(join(dataDir, 'secrets', 'local-token'), 'utf8')).trim()
      const answer = await fetch(`${url}${path}`, { ...init, headers: { Authorization: `Bearer ${token}` } })
      const text = await answer.text()
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text}`)
      return JSON.parse(text)
    },
    writeKey: () => writeKey,
    residentBytes: () => Number(execFileSync('ps', ['-o', 'rss=', '-p', `${child?.pid ?? 0}`]).toString()) * 1024,
  }
}

// It is told in the greeting of the first start alone, which a copied folder has behind it.
function firstWriteKeyOf(dataDir: string): string {
  const file = join(dataDir, 'secrets', 'first-write-key')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
}
