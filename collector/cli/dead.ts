import { Command, Option } from 'commander'
import {
  deadLetterRoute,
  deadLettersRoute,
  discardDeadLettersRoute,
  replayDeadLettersRoute,
} from '../../schema/routes/dead-letters.ts'
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
      '\nExample:\n  takehold dead list --source crm\n  takehold dead show 01J9Z\n  takehold dead replay 01J9Z\n' +
        '  takehold dead discard 01J9Z --reason "Test data"',
    )
    .addCommand(listCommand(terminal))
    .addCommand(showCommand(terminal))
    .addCommand(replayCommand(terminal))
    .addCommand(discardCommand(terminal))
}

type Choice = { source?: string; dataset?: string; code?: string }
type Printed = { format: 'table' | 'json' }

function withChoice(command: Command): Command {
  return command
    .option('--source <name>', 'of this feed only')
    .option('--dataset <dataset>', 'meant for this dataset only')
    .option('--code <code>', 'refused for this reason only, as takehold dead list names it')
}

function withFormat(command: Command): Command {
  return command.addOption(
    new Option('--format <format>', 'how it is printed').choices(['table', 'json']).default('table'),
  )
}

const waitingColumns = ['dead_id', 'received_at', 'times', 'source', 'dataset', 'file', 'line', 'code', 'reason']
const endedColumns = ['dead_id', 'ended_at', 'ended_by', 'source', 'dataset', 'code', 'discard_reason']

function listCommand(terminal: Terminal): Command {
  type Options = ConnectionOptions & Choice & Printed & { state: string; limit: string }
  return withFormat(withChoice(withConnection(new Command('list'), terminal)))
    .description('List dead letters, newest first.')
    .addOption(
      new Option('--state <state>', 'what became of them')
        .choices(['waiting', 'replayed', 'discarded'])
        .default('waiting'),
    )
    .option('--limit <number>', 'at most so many', '50')
    .addHelpText(
      'after',
      '\nExample:\n  takehold dead list --code occurred_at_missing --limit 200\n  takehold dead list --state discarded',
    )
    .action(async ({ source, dataset, code, state, limit, format, ...options }: Options) => {
      const answer = await connected(terminal, options, (api) =>
        api.call(deadLettersRoute, { query: { source, dataset, code, state, limit } }),
      )
      if (format === 'json') return terminal.print(JSON.stringify(answer, null, 2))
      const { rows, total } = answer
      if (rows.length === 0) return terminal.print('There are no dead letters.')
      terminal.print(formatTable(state === 'waiting' ? waitingColumns : endedColumns, rows))
      if (total > rows.length) terminal.note(`${rows.length} of ${total}; see more with --limit ${total}`)
    })
}

function showCommand(terminal: Terminal): Command {
  return withConnection(new Command('show'), terminal)
    .description('Show one dead letter with the fields that were kept; the look is written down.')
    .argument('<dead_id>', 'see takehold dead list')
    .addHelpText('after', '\nExample:\n  takehold dead show 01J9Z')
    .action(async (id: string, options: ConnectionOptions) => {
      const row = await connected(terminal, options, (api) => api.call(deadLetterRoute, { params: { dead_id: id } }))
      terminal.print(JSON.stringify(row, null, 2))
    })
}

function replayCommand(terminal: Terminal): Command {
  type Options = ConnectionOptions & Choice & Printed & { set: string[]; dryRun?: true }
  return withFormat(withChoice(withConnection(new Command('replay'), terminal)))
    .description('Try events again as they were kept, or with values set right; what is valid now is taken.')
    .argument('[dead_id...]', 'these; without any those of --code, or all of them')
    .option('--set <field=value>', 'value that takes the place of the one that came; may repeat', gather, [])
    .option('--dry-run', 'say what would become of them and change nothing')
    .addHelpText(
      'after',
      '\nExample:\n  takehold dead replay 01J9Z --set occurred_at=2026-03-02T09:15:00Z\n' +
        '  takehold dead replay --code event_missing --set "event=Record Updated" --dry-run',
    )
    .action(async (ids: string[], { set, dryRun, format, source, dataset, code, ...options }: Options) => {
      const repair = Object.fromEntries(set.map(readAssignment))
      const json = { ...choose(ids, { source, dataset, code }), repair, dry_run: dryRun ?? false }
      const answer = await connected(terminal, options, (api) => api.call(replayDeadLettersRoute, { json }))
      if (format === 'json') return terminal.print(JSON.stringify(answer, null, 2))
      const { replayed, still_dead: stillDead, still_dead_total: total } = answer
      const words = dryRun ? 'would be taken' : 'taken, in the reports within seconds'
      terminal.print(`${replayed} ${words} / ${total} still dead`)
      if (stillDead.length > 0) terminal.print(formatTable(['dead_id', 'reason'], stillDead))
    })
}

const gather = (value: string, earlier: string[]) => [...earlier, value]

function readAssignment(text: string): [string, string] {
  const place = text.indexOf('=')
  if (place < 1) throw new CommandFailure(`--set ${text}: say it as field=value.`, { exitCode: misuse })
  return [text.slice(0, place), text.slice(place + 1)]
}

// Ids name letters one by one; a code names all that wait for the same reason.
function choose(
  ids: string[],
  { source, dataset = 'events', code }: { [Name in keyof Choice]: Choice[Name] | undefined },
) {
  if (ids.length > 0 && (source ?? code) !== undefined) {
    throw new CommandFailure('Give either ids or --code, not both.', { exitCode: misuse })
  }
  if (ids.length > 0) return { ids }
  if (code === undefined && source !== undefined) {
    throw new CommandFailure('--source needs --code: the same repair is for letters of one reason.', {
      exitCode: misuse,
    })
  }
  return code === undefined ? {} : { where: { source, dataset, code } }
}

function discardCommand(terminal: Terminal): Command {
  type Options = ConnectionOptions & Choice & { reason: string }
  return withChoice(withConnection(new Command('discard'), terminal))
    .description(
      'Give up dead letters, with the reason why; they wait no more and are listed as discarded for 30 days.',
    )
    .argument('[dead_id...]', 'these; or all of --code')
    .requiredOption('--reason <text>', 'why, in words; kept with them')
    .addHelpText(
      'after',
      '\nExample:\n  takehold dead discard 01J9Z --reason "Test data"\n' +
        '  takehold dead discard --code event_missing --reason "Heartbeat of the old plug-in"',
    )
    .action(async (ids: string[], { reason, source, dataset, code, ...options }: Options) => {
      const choice = choose(ids, { source, dataset, code })
      if (ids.length === 0 && code === undefined) {
        throw new CommandFailure('Name dead letters by id, or a reason with --code. Nothing was discarded.', {
          exitCode: misuse,
        })
      }
      const { discarded } = await connected(terminal, options, (api) =>
        api.call(discardDeadLettersRoute, { json: { ...choice, reason } }),
      )
      terminal.print(`${discarded} discarded`)
    })
}
