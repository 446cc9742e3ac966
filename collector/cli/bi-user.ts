import { Command } from 'commander'
import { biUsersRoute, createBiUserRoute, revokeBiUserRoute } from '../../schema/routes/bi-users.ts'
import { analystRoleSql } from '../bi/analyst-views.ts'
import { type ConnectionOptions, connected, withConnection } from './connection.ts'
import { formatTable } from './table.ts'
import type { Terminal } from './terminal.ts'

const example = '\nExample:\n  takehold start --bi-port 8123\n  takehold bi-user create grafana'

/** `takehold bi-user`: database users for BI tools. */
export function biUserCommand(terminal: Terminal): Command {
  return new Command('bi-user')
    .description('Database users for BI tools: each may ask the views of the measures by SQL, and nothing else.')
    .addHelpText('after', example)
    .addCommand(createCommand(terminal))
    .addCommand(listCommand(terminal))
    .addCommand(revokeCommand(terminal))
    .addCommand(sqlCommand(terminal))
}

function createCommand(terminal: Terminal): Command {
  return withConnection(new Command('create'), terminal)
    .description('Make a database user; its password is shown once. It sees groups of any size.')
    .argument('<name>', 'short name, such as grafana')
    .addHelpText('after', example)
    .action(async (name: string, options: ConnectionOptions) => {
      const made = await connected(terminal, options, (api) => api.call(createBiUserRoute, { json: { name } }))
      terminal.print(made.password)
      terminal.note(`That is the password of ${name}. It is not shown again.`)
      terminal.note(smallGroups)
      terminal.note(made.port === null ? closed : `It connects to ClickHouse over HTTP at 127.0.0.1:${made.port}.`)
    })
}

const smallGroups =
  'WARNING: the privacy floor is applied by Takehold, not by the database. This user sees the numbers of small groups too, ' +
  'even of a team of one. Give it only to people who may know them, and share no dashboard with those who may not.'
const closed = 'The port for BI tools is closed. Start the server with --bi-port 8123 (BI_PORT) to open it.'

function listCommand(terminal: Terminal): Command {
  return withConnection(new Command('list'), terminal)
    .description('List the database users; their passwords are not stored.')
    .addHelpText('after', '\nExample:\n  takehold bi-user list')
    .action(async (options: ConnectionOptions) => {
      const { rows } = await connected(terminal, options, (api) => api.call(biUsersRoute))
      terminal.print(formatTable(['name', 'created_at', 'revoked_at'], rows))
    })
}

function revokeCommand(terminal: Terminal): Command {
  return withConnection(new Command('revoke'), terminal)
    .description('Revoke a database user; it is refused from the next question on.')
    .argument('<name>', 'see takehold bi-user list')
    .addHelpText('after', '\nExample:\n  takehold bi-user revoke grafana')
    .action(async (name: string, options: ConnectionOptions) => {
      await connected(terminal, options, (api) => api.call(revokeBiUserRoute, { params: { name } }))
      terminal.print(`BI user ${name} is revoked.`)
    })
}

function sqlCommand(terminal: Terminal): Command {
  return new Command('sql')
    .description('Print the statements that make the same role on a ClickHouse server of your own (CLICKHOUSE_URL).')
    .argument('[database]', 'database of Takehold on that server', 'takehold')
    .addHelpText('after', '\nExample:\n  takehold bi-user sql | clickhouse-client --multiquery')
    .action((database: string) => terminal.print(analystRoleSql(database)))
}
