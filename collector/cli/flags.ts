import { Command, Option } from 'commander'
import { flagKinds } from '../../schema/flag-kind.ts'
import { dismissFlagsRoute, flagsRoute, restoreFlagsRoute } from '../../schema/routes/flags.ts'
import { type ConnectionOptions, connected, withConnection } from './connection.ts'
import { formatTable } from './table.ts'
import type { Terminal } from './terminal.ts'

/** `takehold flags`: value actions that look perfunctory. */
export function flagsCommand(terminal: Terminal): Command {
  return new Command('flags')
    .description('Flags on value actions that look as if they were done for the count, each with its evidence.')
    .addHelpText(
      'after',
      '\nExample:\n  takehold flags list --kind burst\n  takehold flags dismiss 4f1c… --reason "Data clean-up day"',
    )
    .addCommand(listCommand(terminal))
    .addCommand(dismissCommand(terminal))
    .addCommand(restoreCommand(terminal))
}

const columns = [
  'flag_id',
  'date',
  'kind',
  'person_id',
  'department',
  'event',
  'record_id',
  'evidence',
  'state',
  'reason',
]

function listCommand(terminal: Terminal): Command {
  type Options = ConnectionOptions & {
    on?: string
    from?: string
    to?: string
    kind?: string[]
    department?: string[]
    team?: string[]
    state?: string
    limit: string
    format: string
  }
  return withConnection(new Command('list'), terminal)
    .description('List flags, newest first; the look is written down.')
    .option('--on <date>', 'last date of 28; without it the last complete day of data')
    .option('--from <date>', 'first date of the actions')
    .option('--to <date>', 'last date of the actions')
    .addOption(new Option('--kind <kind...>', 'of these kinds only').choices([...flagKinds]))
    .option('--department <name...>', 'of people of these departments only')
    .option('--team <name...>', 'of people of these teams only')
    .addOption(new Option('--state <state>', 'what people said about them').choices(['standing', 'dismissed']))
    .option('--limit <number>', 'at most so many', '50')
    .addOption(new Option('--format <format>', 'how it is printed').choices(['table', 'json']).default('table'))
    .addHelpText(
      'after',
      '\nExample:\n  takehold flags list --department Sales --kind copied backdated\n  takehold flags list --state dismissed',
    )
    .action(async ({ on, from, to, kind, department, team, state, limit, format, ...options }: Options) => {
      const query = { on, from, to, kind, department, team, state, limit }
      const answer = await connected(terminal, options, (api) => api.call(flagsRoute, { query }))
      if (format === 'json') return terminal.print(JSON.stringify(answer, null, 2))
      if (answer.rows.length === 0) return terminal.print(`There are no flags from ${answer.from} to ${answer.to}.`)
      const rows = answer.rows.map((row) => ({ ...row, evidence: words(row.evidence) }))
      terminal.print(formatTable(columns, rows))
      if (answer.total > rows.length)
        terminal.note(`${rows.length} of ${answer.total}; see more with --limit ${answer.total}`)
    })
}

function words(evidence: Record<string, string>): string {
  return Object.entries(evidence)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')
}

function dismissCommand(terminal: Terminal): Command {
  return withConnection(new Command('dismiss'), terminal)
    .description('Dismiss flags, with the reason why; they do not count any more.')
    .argument('<flag_id...>', 'see takehold flags list')
    .requiredOption('--reason <text>', 'why, in words; kept with them')
    .addHelpText('after', '\nExample:\n  takehold flags dismiss 4f1c… --reason "Data clean-up day"')
    .action(async (ids: string[], { reason, ...options }: ConnectionOptions & { reason: string }) => {
      const json = { ids, reason }
      const { dismissed } = await connected(terminal, options, (api) => api.call(dismissFlagsRoute, { json }))
      terminal.print(`${dismissed} dismissed`)
    })
}

function restoreCommand(terminal: Terminal): Command {
  return withConnection(new Command('restore'), terminal)
    .description('Let dismissed flags count again.')
    .argument('<flag_id...>', 'see takehold flags list --state dismissed')
    .option('--reason <text>', 'why, in words; kept in the audit', '')
    .addHelpText('after', '\nExample:\n  takehold flags restore 4f1c…')
    .action(async (ids: string[], { reason, ...options }: ConnectionOptions & { reason: string }) => {
      const json = { ids, reason }
      const { restored } = await connected(terminal, options, (api) => api.call(restoreFlagsRoute, { json }))
      terminal.print(`${restored} restored`)
    })
}
