import { resolve } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { EnginePriority } from '../engine/engine-child.ts'
import { envSchema } from '../env.ts'
import { createLog } from '../log.ts'
import { CommandFailure } from './command-failure.ts'
import { writeServerNote } from './server-note.ts'
import type { Terminal } from './terminal.ts'

type StartOptions = {
  port: number
  host: string
  data: string
  clickhouseUrl?: string
  enginePriority: EnginePriority
  biPort?: number
  basePath: string
  trustProxy: boolean
  spoolBytesMax: number
  spoolFreeBytesMin: number
  metricsPublic: boolean
  logLevel: string
}

/** `takehold start`: serves until it is told to stop. */
export function startCommand(terminal: Terminal): Command {
  return withStartOptions(new Command('start'), terminal)
    .description('Start collector, API and dashboard; with its own database unless CLICKHOUSE_URL names one.')
    .addHelpText('after', '\nExample:\n  takehold start --port 8080 --data ./data')
    .action(async (options: StartOptions) => {
      const dataDir = resolve(options.data)
      const stopped = stopSignal()
      const { startServer } = await import('../main.ts')
      const failPoint = terminal.env.TAKEHOLD_FAIL_POINT
      const log = createLog(options.logLevel)
      let fail: (error: Error) => void = () => undefined
      const failed = new Promise<Error>((resolve) => {
        fail = resolve
      })
      const ending = new AbortController()
      void stopped.then(() => ending.abort())
      const { signal } = ending
      const server = await startServer({ ...options, failPoint, dataDir, log, signal, onFatal: fail }).catch(
        (error: unknown) => {
          if (signal.aborted) return undefined
          throw startFailure(error, options)
        },
      )
      if (!server) return terminal.note('Stopped while it started; everything acknowledged is kept.')
      const removeNote = writeServerNote(dataDir, server.url)
      terminal.print(greeting(server))
      const error = await Promise.race([stopped, failed])
      terminal.note(error ? 'Stopping: the server cannot go on …' : 'Stopping: finishing what was accepted …')
      await server.stop()
      removeNote()
      // What waits is on disk; whoever supervises the process starts it again.
      if (error) throw new CommandFailure(`${error.message} Everything acknowledged is kept. Start it again.`)
    })
}

function withStartOptions(command: Command, { env }: Terminal): Command {
  const words = Object.fromEntries(
    Object.entries(envSchema.shape).map(([name, { description }]) => [name, description ?? '']),
  )
  return (
    command
      .addOption(new Option('--port <port>', words.PORT).default(env.PORT).argParser(parsePort))
      .addOption(new Option('--host <address>', words.HOST).default(env.HOST))
      .addOption(new Option('--data <folder>', words.TAKEHOLD_DATA).default(env.TAKEHOLD_DATA))
      // The words stand in for the value in --help: it holds a password.
      .addOption(
        new Option('--clickhouse-url <url>', words.CLICKHOUSE_URL).default(env.CLICKHOUSE_URL, 'CLICKHOUSE_URL'),
      )
      .addOption(new Option('--bi-port <port>', words.BI_PORT).default(env.BI_PORT).argParser(parsePort))
      .addOption(new Option('--base-path <path>', words.BASE_PATH).default(env.BASE_PATH))
      .addOption(new Option('--trust-proxy', words.TRUST_PROXY).default(env.TRUST_PROXY))
      .addOption(
        new Option('--spool-bytes-max <bytes>', words.SPOOL_BYTES_MAX)
          .default(env.SPOOL_BYTES_MAX)
          .argParser(parseBytes),
      )
      .addOption(
        new Option('--spool-free-bytes-min <bytes>', words.SPOOL_FREE_BYTES_MIN)
          .default(env.SPOOL_FREE_BYTES_MIN)
          .argParser(parseBytes),
      )
      .addOption(
        new Option('--engine-priority <priority>', words.ENGINE_PRIORITY)
          .default(env.ENGINE_PRIORITY)
          .choices(envSchema.shape.ENGINE_PRIORITY.unwrap().options),
      )
      .addOption(new Option('--metrics-public', words.METRICS_PUBLIC).default(env.METRICS_PUBLIC))
      .addOption(new Option('--log-level <level>', words.LOG_LEVEL).default(env.LOG_LEVEL))
  )
}

/** What the person who started it needs; on later starts there is neither link nor key to tell. */
function greeting({
  url,
  link,
  writeKey,
}: {
  url: string
  link?: string | undefined
  writeKey?: string | undefined
}): string {
  const lines = [`Takehold runs at ${url}`]
  if (link !== undefined) lines.push(`Sign in (works once): ${link}`)
  if (writeKey !== undefined) lines.push(`Write key for events: ${writeKey}`)
  lines.push(link === undefined ? 'A new sign-in link: takehold link' : 'Stop with Ctrl-C; nothing is lost.')
  return lines.join('\n')
}

function stopSignal(): Promise<void> {
  // Only the first signal is waited for: a second one ends the process at once.
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  })
}

function startFailure(error: unknown, { port, host, data }: StartOptions): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    return new CommandFailure(
      `Port ${port} on ${host} is taken by another program. Nothing was changed. Choose one with --port.`,
    )
  }
  if (code === 'EACCES') {
    return new CommandFailure(
      `Port ${port} or the folder ${data} is not ours to use. Nothing was changed. Choose others.`,
    )
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new CommandFailure(`${host} is no address of this machine. Nothing was changed. Choose one with --host.`)
  }
  return error
}

function parsePort(text: string): number {
  const parsed = envSchema.shape.PORT.safeParse(text)
  if (parsed.success) return parsed.data
  throw new InvalidArgumentError('It must be a number from 0 to 65535.')
}

function parseBytes(text: string): number {
  const parsed = envSchema.shape.SPOOL_FREE_BYTES_MIN.safeParse(text)
  if (parsed.success) return parsed.data
  throw new InvalidArgumentError('It must be a whole number of bytes.')
}
