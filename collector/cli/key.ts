import { Command, InvalidArgumentError } from 'commander'
import { createKeyRoute, keysRoute, revokeKeyRoute } from '../../schema/routes/credentials.ts'
import { type ConnectionOptions, connected, withConnection } from './connection.ts'
import { formatTable } from './table.ts'
import type { Terminal } from './terminal.ts'

/** `takehold key`: the keys that senders of events use. */
export function keyCommand(terminal: Terminal): Command {
  return new Command('key')
    .description('Write keys: each may send events to one source and read nothing.')
    .addHelpText('after', '\nExample:\n  takehold key create --source crm\n  takehold key revoke k_1a2b3c')
    .addCommand(createCommand(terminal))
    .addCommand(listCommand(terminal))
    .addCommand(revokeCommand(terminal))
}

type CreateOptions = ConnectionOptions & { source: string; origin?: string[]; rate?: number; daily?: number }

function createCommand(terminal: Terminal): Command {
  return withConnection(new Command('create'), terminal)
    .description('Make a write key; it is shown once.')
    .requiredOption('--source <name>', 'the feed it writes to')
    .option('--origin <origin...>', 'web origins it may be used from, for example https://crm.example')
    .option('--rate <events>', 'events a second it may send steadily; without it 250,000', parseCount)
    .option('--daily <events>', 'events its source may send on one day (UTC); without it there is no bound', parseCount)
    .addHelpText('after', '\nExample:\n  takehold key create --source crm --origin https://crm.example --daily 2000000')
    .action(async ({ source, origin, rate, daily, ...options }: CreateOptions) => {
      const json = { source, origins: origin ?? [], events_per_second: rate ?? 0, events_per_day: daily ?? 0 }
      const made = await connected(terminal, options, (api) => api.call(createKeyRoute, { json }))
      terminal.print(made.write_key)
      terminal.note(`Key ${made.key_id} writes to ${source}. It is not shown again.`)
    })
}

function listCommand(terminal: Terminal): Command {
  return withConnection(new Command('list'), terminal)
    .description('List the write keys; the keys themselves are not stored.')
    .addHelpText('after', '\nExample:\n  takehold key list')
    .action(async (options: ConnectionOptions) => {
      const { rows } = await connected(terminal, options, (api) => api.call(keysRoute))
      const shown = rows.map((row) => ({
        ...row,
        origins: row.origins.join(' '),
        rate: row.events_per_second || 'usual',
        daily: row.events_per_day || '',
      }))
      terminal.print(formatTable(['key_id', 'source', 'origins', 'rate', 'daily', 'created_at', 'revoked_at'], shown))
    })
}

function revokeCommand(terminal: Terminal): Command {
  return withConnection(new Command('revoke'), terminal)
    .description('Revoke a write key; events sent with it are refused from now on.')
    .argument('<key_id>', 'see takehold key list')
    .addHelpText('after', '\nExample:\n  takehold key revoke k_1a2b3c')
    .action(async (id: string, options: ConnectionOptions) => {
      await connected(terminal, options, (api) => api.call(revokeKeyRoute, { params: { key_id: id } }))
      terminal.print(`Key ${id} is revoked.`)
    })
}

function parseCount(text: string): number {
  const count = Number(text)
  if (/^\d+$/.test(text) && count > 0 && count <= 4_294_967_295) return count
  throw new InvalidArgumentError('It must be a whole number above 0.')
}
