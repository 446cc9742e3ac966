import { Command } from 'commander'
import {
  deadLetterRoute,
  deadLettersRoute,
  discardDeadLetterRoute,
  replayDeadLettersRoute,
} from '../../schema/routes/sources.ts'
import { CommandFailure, misuse } from './command-failure.ts'
import { type ConnectionOptions, connected, withConnection } from './connection.ts'
import { formatTable } from './table.ts'
import type { Terminal } from './terminal.ts'

/** `takehold dead`: what was refused, kept for 30 days. */
export function deadCommand(terminal: Terminal): Command {
  return new Command('dead')
    .description('Dead letters: rows and events that were refused, with the reason, kept for 30 days.')
    .addHelpText(
      'after',
      '\nExample:\n  takehold dead list --source crm\n  takehold dead show 01J9Z\n  takehold dead replay 01J9Z',
    )
    .addCommand(listCommand(terminal))
    .addCommand(showCommand(terminal))
    .addCommand(replayCommand(terminal))
    .addCommand(discardCommand(terminal))
}

function listCommand(terminal: Terminal): Command {
  return withConnection(new Command('list'), terminal)
    .description('List dead letters, newest first.')
    .option('--source <name>', 'of this feed only')
    .option('--limit <number>', 'at most so many', '50')
    .addHelpText('after', '\nExample:\n  takehold dead list --source crm --limit 200')
    .action(async ({ source, limit, ...options }: ConnectionOptions & { source?: string; limit: string }) => {
      const { rows } = await connected(terminal, options, (api) =>
        api.call(deadLettersRoute, { query: { source, limit } }),
      )
      if (rows.length === 0) return terminal.print('There are no dead letters.')
      terminal.print(formatTable(['dead_id', 'received_at', 'source', 'dataset', 'file', 'line', 'reason'], rows))
    })
}

function showCommand(terminal: Terminal): Command {
  return withConnection(new Command('show'), terminal)
    .description('Show one dead letter with the fields that were kept.')
    .argument('<dead_id>', 'see takehold dead list')
    .addHelpText('after', '\nExample:\n  takehold dead show 01J9Z')
    .action(async (id: string, options: ConnectionOptions) => {
      const row = await connected(terminal, options, (api) => api.call(deadLetterRoute, { params: { dead_id: id } }))
      terminal.print(JSON.stringify(row, null, 2))
    })
}

function replayCommand(terminal: Terminal): Command {
  return withConnection(new Command('replay'), terminal)
    .description('Try events again as they were kept, or with a value set right; what is valid now is stored.')
    .argument('[dead_id...]', 'these; without any, all of them')
    .option('--set <field=value>', 'value that takes the place of the one that came; may repeat', gather, [])
    .addHelpText('after', '\nExample:\n  takehold dead replay 01J9Z --set occurred_at=2026-03-02T09:15:00Z')
    .action(async (ids: string[], { set, ...options }: ConnectionOptions & { set: string[] }) => {
      const repair = Object.fromEntries(set.map(readAssignment))
      const { replayed, still_dead: stillDead } = await connected(terminal, options, (api) =>
        api.call(replayDeadLettersRoute, { json: ids.length === 0 ? { repair } : { ids, repair } }),
      )
      terminal.print(`${replayed} stored / ${stillDead.length} still dead`)
      if (stillDead.length > 0) terminal.print(formatTable(['dead_id', 'reason'], stillDead))
    })
}

const gather = (value: string, earlier: string[]) => [...earlier, value]

function readAssignment(text: string): [string, string] {
  const place = text.indexOf('=')
  if (place < 1) throw new CommandFailure(`--set ${text}: say it as field=value.`, { exitCode: misuse })
  return [text.slice(0, place), text.slice(place + 1)]
}

function discardCommand(terminal: Terminal): Command {
  return withConnection(new Command('discard'), terminal)
    .description('Give up dead letters; they are not listed any more.')
    .argument('<dead_id...>', 'see takehold dead list')
    .addHelpText('after', '\nExample:\n  takehold dead discard 01J9Z')
    .action(async (ids: string[], options: ConnectionOptions) => {
      await connected(terminal, options, async (api) => {
        for (const id of ids) await api.call(discardDeadLetterRoute, { params: { dead_id: id } })
      })
      terminal.print(`${ids.length} discarded`)
    })
}
