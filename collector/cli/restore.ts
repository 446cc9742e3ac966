import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import { startEngine } from '../engine/start-engine.ts'
import { type Env, envSchema } from '../env.ts'
import { createLog } from '../log.ts'
import { connectionFromUrl } from '../store/connection-from-url.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { restore } from '../store/restore.ts'
import { CommandFailure } from './command-failure.ts'
import { readServerNote } from './server-note.ts'
import type { Terminal } from './terminal.ts'

/** `takehold restore`: puts a backup into an empty store, while no server runs. */
export function restoreCommand(terminal: Terminal): Command {
  return new Command('restore')
    .description('Put a backup into an empty data folder, while Takehold is stopped, and compare the counts.')
    .argument('<folder>', 'what takehold backup wrote')
    .addOption(
      new Option('--data <folder>', envSchema.shape.TAKEHOLD_DATA.description).default(terminal.env.TAKEHOLD_DATA),
    )
    .option('--force', 'replace what the store holds')
    .addHelpText('after', '\nExample:\n  takehold restore /backups/takehold-2026-03-31 --data ./data')
    .action(async (folder: string, { data, force = false }: { data: string; force?: boolean }) => {
      const dataDir = resolve(data)
      const running = readServerNote(dataDir)
      if (running) {
        throw new CommandFailure(
          `Takehold runs on ${dataDir} (process ${running.pid}). Nothing was changed. Stop it, then restore.`,
        )
      }
      const { rows, tables, setAside } = await withStore(terminal.env, dataDir, (store) =>
        restore({ store, dataDir, force }, resolve(folder)),
      )
      terminal.print(`${rows} rows in ${tables} tables are back, and the counts are those of the backup.`)
      if (setAside !== undefined) terminal.print(`What the folder held before lies in ${setAside}.`)
    })
}

/** The store alone: a server would write under the key that the restore exchanges. */
async function withStore<Result>(env: Env, dataDir: string, work: (store: Store) => Promise<Result>): Promise<Result> {
  const log = createLog(env.LOG_LEVEL === 'info' ? 'error' : env.LOG_LEVEL)
  const engine = env.CLICKHOUSE_URL === undefined ? await startEngine({ dataDir, log, grants: [] }) : undefined
  const store = openStore(engine?.connection() ?? connectionFromUrl(env.CLICKHOUSE_URL ?? ''), { log })
  try {
    return await work(store)
  } finally {
    await store.close()
    await engine?.stop()
  }
}
