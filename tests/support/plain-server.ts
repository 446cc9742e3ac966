import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import getPort from 'get-port'
import { engineLibrary } from '../../collector/engine/engine-library.ts'
import { packageRoot } from '../../collector/package-root.ts'

/** A ClickHouse server that can be killed and comes back on its port and its files. */
export type PlainServer = {
  url: string
  port: number
  stop(): Promise<void>
  /** Sends SIGKILL and waits for the end. */
  kill(): Promise<void>
  /** Starts it again after `stop` or `kill`; resolves when it answers. */
  start(): Promise<void>
}

/** A ClickHouse server as an operator would run one: no supervisor, an all-powerful user, reached by URL alone. */
export async function startPlainServer(dataDir: string): Promise<PlainServer> {
  const folder = join(dataDir, 'server')
  await writeServerFiles(folder)
  const port = await getPort({ host: '127.0.0.1' })
  let server: ChildProcess
  let isWanted = true
  async function start(): Promise<void> {
    isWanted = true
    const born = await run(folder, port)
    server = born
    // A server of an operator has a watchdog, and this engine aborts when a request is cut at some places.
    born.once('exit', (code, signal) => {
      if (!isWanted) return
      process.stdout.write(`The engine ended by itself (${signal ?? code}) and is started again\n`)
      restarting = start().catch(() => undefined)
    })
  }
  let restarting: Promise<void> | undefined
  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    isWanted = false
    await restarting
    isWanted = false
    if (server.exitCode !== null || server.signalCode !== null) return
    const exited = once(server, 'exit')
    server.kill(signal)
    await exited
  }
  await start()
  return {
    url: `http://user:pass@127.0.0.1:${port}/takehold`,
    port,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    start,
  }
}

async function run(folder: string, port: number): Promise<ChildProcess> {
  const script = join(packageRoot, 'collector', 'engine', 'child.mjs')
  const server = spawn(
    process.execPath,
    [script, engineLibrary(), join(folder, 'store'), `${port}`, join(folder, 'config.xml'), `${process.pid}`],
    { cwd: folder, env: { TZ: 'UTC' }, stdio: 'ignore', detached: true },
  )
  while (!(await answers(`http://127.0.0.1:${port}`))) {
    if (server.exitCode !== null || server.signalCode !== null) throw new Error('The plain server ended at once.')
    await delay(20)
  }
  return server
}

/** The configuration of such a server. */
export async function writeServerFiles(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'users.xml'), users)
  await writeFile(join(folder, 'config.xml'), config(folder))
}

async function answers(origin: string): Promise<boolean> {
  const answer = await fetch(`${origin}/ping`).catch(() => undefined)
  return answer?.ok === true
}

const config = (folder: string) => `<clickhouse>
  <users_config>${folder}/users.xml</users_config>
  <logger><log>${folder}/server.log</log><errorlog>${folder}/server.error.log</errorlog></logger>
</clickhouse>`

// Making a table syncs a dozen files against a power cut, which no test makes: a killed server loses nothing.
const users = `<clickhouse>
  <profiles><default><fsync_metadata>0</fsync_metadata></default></profiles>
  <quotas><default/></quotas>
  <users>
    <default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota>
      <grants><query>GRANT SYSTEM LISTEN ON *.*</query><query>GRANT SELECT ON system.numbers</query></grants></default>
    <user><password>pass</password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></user>
  </users>
</clickhouse>`
