import { resolve } from 'node:path'
import { Command } from 'commander'
import { backupRoute } from '../../schema/routes/operations.ts'
import { type ConnectionOptions, connected, withConnection } from './connection.ts'
import type { Terminal } from './terminal.ts'

/** `takehold backup`: everything into a new folder, checked after writing. */
export function backupCommand(terminal: Terminal): Command {
  return withConnection(new Command('backup'), terminal)
    .description('Write everything to a new folder and check it. It holds personal data and the key to it: guard it.')
    .argument('<folder>', 'a folder that does not exist yet, on the machine of the server')
    .addHelpText('after', '\nExample:\n  takehold backup /backups/takehold-2026-03-31')
    .action(async (folder: string, options: ConnectionOptions) => {
      const json = { directory: resolve(folder) }
      const made = await connected(terminal, options, (api) => api.call(backupRoute, { json }))
      terminal.print(`${made.rows} rows in ${made.files} files written to ${made.directory} and checked.`)
    })
}
