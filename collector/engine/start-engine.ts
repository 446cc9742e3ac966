import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import getPort from 'get-port'
import type { Logger } from 'pino'
import type { StoreConnection } from '../store/connection.ts'
import type { EnginePriority } from './engine-child.ts'
import { writeEngineConfig } from './engine-config.ts'
import { describeFailure, EngineFailure } from './engine-failure.ts'
import { type EngineFolder, leaveFolder, openEngineFolder } from './engine-folder.ts'
import { engineLibrary } from './engine-library.ts'
import { type EngineState, EngineSupervisor } from './engine-supervisor.ts'

/** The embedded ClickHouse as the rest of the program sees it. */
export type Engine = {
  connection(): StoreConnection
  state(): EngineState
  /** Calls back on every change of state; answers the function that ends it. */
  onState(callback: (state: EngineState) => void): () => void
  /** Process id of the engine while it runs. */
  pid(): number | undefined
  stop(): Promise<void>
}

export type EngineOptions = {
  /** The data folder; the engine's own part is `engine/`, backups go to `backups/`. */
  dataDir: string
  log: Logger
  /** Names of the measure views that the reader may ask. */
  grants: string[]
  /** Names of the views that the user of BI tools may ask. */
  analystGrants?: readonly string[]
  /** A fixed loopback port; without it a free one. */
  port?: number
  /** `low` when nothing else is said. */
  priority?: EnginePriority | undefined
}

// The engine of a killed program needs a moment to notice that its parent is gone.
const lockWaitMs = 3_000
const portTriesMax = 5

/** Starts ClickHouse as a supervised child process and waits until it answers. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const library = engineLibrary()
  const folder = inWords(options.dataDir, () => openEngineFolder(options.dataDir))
  try {
    return await startOn(folder, library, options)
  } catch (error) {
    leaveFolder(folder, false)
    throw error
  }
}

async function startOn(
  folder: EngineFolder,
  library: string,
  { dataDir, log, grants, analystGrants, port, priority = 'low' }: EngineOptions,
) {
  const secrets = { writer: randomSecret(), reader: randomSecret(), analyst: randomSecret(), header: randomSecret() }
  const lockDeadline = Date.now() + lockWaitMs
  for (let portTries = 1; ; ) {
    const connection = connectionTo(port ?? (await getPort({ host: '127.0.0.1' })), secrets)
    const configFile = inWords(dataDir, () => writeEngineConfig(folder, connection, grants, analystGrants))
    const supervisor = new EngineSupervisor({ library, folder, configFile, priority, connection, log })
    try {
      await supervisor.start()
      return supervisor
    } catch (error) {
      const kind = error instanceof EngineFailure ? error.kind : 'other'
      const again =
        (kind === 'locked' && Date.now() < lockDeadline) ||
        (kind === 'port' && port === undefined && portTries++ < portTriesMax)
      if (!again) throw error
      await delay(100)
    }
  }
}

/** A file system that refuses is told in words that say what to do; anything else is a mistake of ours. */
function inWords<Result>(dataDir: string, prepare: () => Result): Result {
  try {
    return prepare()
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw describeFailure(error.message, dataDir)
    throw error
  }
}

function connectionTo(
  port: number,
  secrets: { writer: string; reader: string; analyst: string; header: string },
): StoreConnection {
  return {
    url: `http://127.0.0.1:${port}`,
    database: 'takehold',
    writer: { username: 'writer', password: secrets.writer },
    reader: { username: 'reader', password: secrets.reader },
    analyst: { username: 'analyst', password: secrets.analyst },
    httpHeaders: { 'X-Takehold-Engine': secrets.header },
    readerSettings: {},
  }
}

function randomSecret(): string {
  return randomBytes(24).toString('hex')
}
