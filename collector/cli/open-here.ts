import { createLog } from '../log.ts'
import type { Terminal } from './terminal.ts'

/** Opens the data folder in this process, for the time of one command, on a loopback port nobody else knows. */
export async function openHere(
  { env, note }: Terminal,
  dataDir: string,
): Promise<{ url: string; dataDir: string; stop(): Promise<void> }> {
  note(`No server runs on ${dataDir}: opening it for this command.`)
  // Loaded only now: a command that reaches a running server starts in a fraction of the time.
  const { startServer } = await import('../main.ts')
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    dataDir,
    clickhouseUrl: env.CLICKHOUSE_URL,
    enginePriority: env.ENGINE_PRIORITY,
    basePath: '',
    trustProxy: false,
    // The command's own words are enough; whoever wants more sets LOG_LEVEL.
    log: createLog(env.LOG_LEVEL === 'info' ? 'error' : env.LOG_LEVEL),
  })
  return { url: server.url, dataDir, stop: () => server.stop() }
}
