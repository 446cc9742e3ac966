import { Command } from 'commander'
import { type ConnectionOptions, connected, withConnection } from './connection.ts'
import { importsRoute } from './import-routes.ts'
import { formatTable } from './table.ts'
import type { Terminal } from './terminal.ts'

const columns = [
  'id',
  'dataset',
  'source',
  'file',
  'actor',
  'started_at',
  'accepted',
  'rejected',
  'duplicates',
  'state',
]

/** `takehold imports`: what was imported when by whom. */
export function importsCommand(terminal: Terminal): Command {
  return withConnection(new Command('imports'), terminal)
    .description('List the imports, newest first, with their counts.')
    .addHelpText('after', '\nExample:\n  takehold imports\n  takehold import --undo 1767225600000')
    .action(async (options: ConnectionOptions) => {
      const { rows } = await connected(terminal, options, (api) => api.call(importsRoute))
      if (rows.length === 0) return terminal.print('Nothing was imported yet.')
      const named = rows.map(({ undone_at, finished_at, ...row }) => ({
        ...row,
        state: undone_at ? 'undone' : finished_at ? 'done' : 'unfinished',
      }))
      terminal.print(formatTable(columns, named))
    })
}
