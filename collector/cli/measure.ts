import { Command, Option } from 'commander'
import { type ConnectionOptions, connected, withConnection } from './connection.ts'
import type { Terminal } from './terminal.ts'

type MeasureOptions = ConnectionOptions & { format: 'json' | 'csv' } & Partial<
    Record<'on' | 'from' | 'to' | 'grain' | 'by' | 'basis' | 'compare', string> &
      Record<'department' | 'team' | 'role' | 'phase' | 'object', string[]>
  >

/** `takehold measure`: one measure as the API answers it, for scripts. */
export function measureCommand(terminal: Terminal): Command {
  return withConnection(new Command('measure'), terminal)
    .description('Print a measure, as JSON or CSV. Without a date: on the last complete day of data.')
    .argument('[name]', 'adoption, coverage, completeness …; without it, the catalogue')
    .option('--on <date>', 'day')
    .option('--from <date>', 'first day of a trend')
    .option('--to <date>', 'last day of a trend')
    .option('--grain <grain>', 'week or month')
    .option('--by <dimension>', 'none, department, team, role, phase …')
    .option('--basis <basis>', 'stock, flow or first_pass')
    .option('--compare <time>', 'a date, or so many days before, such as 28d')
    .option('--department <name...>', 'only these')
    .option('--team <name...>', 'only these')
    .option('--role <name...>', 'only these')
    .option('--phase <id...>', 'only these')
    .option('--object <name...>', 'only these')
    .addOption(new Option('--format <format>', 'how it is printed').choices(['json', 'csv']).default('json'))
    .addHelpText('after', '\nExample:\n  takehold measure adoption --by department --on 2026-03-31 --format csv')
    .action(async (name: string | undefined, { url, token, data, ...query }: MeasureOptions) => {
      const where = { data, ...(url === undefined ? {} : { url }), ...(token === undefined ? {} : { token }) }
      const path = name === undefined ? '/api/measures' : `/api/measures/${encodeURIComponent(name)}`
      const text = await connected(terminal, where, (api) => api.text(path, name === undefined ? {} : query))
      terminal.print(
        query.format === 'csv' || !text.startsWith('{') ? text.trimEnd() : JSON.stringify(JSON.parse(text), null, 2),
      )
    })
}
