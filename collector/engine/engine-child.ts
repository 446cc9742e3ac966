import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { packageRoot } from '../package-root.ts'
import type { StoreConnection } from '../store/connection.ts'
import { askEngine, pingEngine } from './ask-engine.ts'
import { describeFailure, EngineFailure } from './engine-failure.ts'
import { type EngineFolder, readOwner } from './engine-folder.ts'

/** One run of the engine's process. */
export type EngineChild = {
  pid: number
  /** Settles when the process has ended, with the reason in words. */
  ended: Promise<EngineFailure>
  signal(name: 'SIGTERM' | 'SIGKILL'): void
}

/** Whether the engine gives way to whatever else wants the cores: `low` does, at once. */
export type EnginePriority = 'low' | 'normal'

/** With what the engine's process is started. */
export type EngineStart = {
  library: string
  folder: EngineFolder
  configFile: string
  port: number
  priority: EnginePriority
}

/** Starts the engine's process on the folder; it is not ready yet. */
export function spawnEngine({ library, folder, configFile, port, priority }: EngineStart): EngineChild {
  const lastWordsFile = join(folder.start, 'stderr.txt')
  const lastWords = openSync(lastWordsFile, 'w', 0o600)
  const script = join(packageRoot, 'collector', 'engine', 'child.mjs')
  const args = [script, library, folder.store, `${port}`, configFile, `${process.pid}`, priority]
  const child = spawn(process.execPath, args, {
    cwd: folder.start,
    // Nothing of our environment, and the server's zone is that of its process.
    env: { TZ: 'UTC' },
    stdio: ['ignore', 'ignore', lastWords],
    // Ctrl-C in a terminal must reach the supervisor only; on Linux the child itself leaves the group, see there.
    detached: process.platform !== 'linux',
  })
  closeSync(lastWords)
  return {
    pid: child.pid ?? 0,
    ended: whenEnded(child).then((reason) =>
      describeFailure(`${readFileSync(lastWordsFile, 'utf8')}\n${reason}`, folder.root, readOwner(folder)),
    ),
    signal: (name) => void child.kill(name),
  }
}

function whenEnded(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(`(ended with ${signal ?? `exit code ${code}`})`))
  })
}

const readyPollMs = 20
const readyMsMax = 180_000

/** Waits until the engine answers as ours and its database exists; throws the reason when its process ends. */
export async function whenReady(child: EngineChild, connection: StoreConnection): Promise<void> {
  let failure: EngineFailure | undefined
  void child.ended.then((reason) => {
    failure = reason
  })
  const deadline = Date.now() + readyMsMax
  while (Date.now() < deadline) {
    if (failure) throw failure
    if ((await pingEngine(connection.url)) && (await isOurs(connection)) && !failure) return
    await delay(readyPollMs)
  }
  throw new EngineFailure('other', `The engine did not answer within ${readyMsMax / 1000} s. What it holds is kept.`)
}

// Another process could have taken the port between choosing and binding it: only ours takes this password.
async function isOurs(connection: StoreConnection): Promise<boolean> {
  const { database } = connection
  return (await askEngine(connection, `CREATE DATABASE IF NOT EXISTS ${database} ENGINE = Atomic`)).ok
}
