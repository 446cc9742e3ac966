import { Command, InvalidArgumentError, Option } from 'commander'
import { createTokenRoute, revokeTokenRoute, tokensRoute } from '../../schema/routes/credentials.ts'
import { roles } from '../../schema/routes/role.ts'
import { parseTtl } from '../access/tokens.ts'
import { type ConnectionOptions, connected, withConnection } from './connection.ts'
import { formatTable } from './table.ts'
import type { Terminal } from './terminal.ts'

type CreateOptions = ConnectionOptions & { role: string; person?: string; ttl: string }

/** `takehold token`: API tokens, each with one role. */
export function tokenCommand(terminal: Terminal): Command {
  return new Command('token')
    .description('API tokens: each acts in one role, for a limited time.')
    .addHelpText('after', '\nExample:\n  takehold token create --role lead --person p-100\n  takehold token list')
    .addCommand(createCommand(terminal))
    .addCommand(listCommand(terminal))
    .addCommand(revokeCommand(terminal))
}

function createCommand(terminal: Terminal): Command {
  return withConnection(new Command('create'), terminal)
    .description('Make a token; it is shown once.')
    .addOption(new Option('--role <role>', 'what it may see').choices(roles).makeOptionMandatory())
    .option('--person <id>', 'person it acts for; needed for lead and person')
    .addOption(new Option('--ttl <time>', 'how long it works, such as 12h or 90d').default('90d').argParser(checkTtl))
    .addHelpText('after', '\nExample:\n  takehold token create --role lead --person p-100 --ttl 30d')
    .action(async ({ role, person, ttl, ...options }: CreateOptions) => {
      const json = { role, ...(person === undefined ? {} : { person_id: person }), ttl }
      const made = await connected(terminal, options, (api) => api.call(createTokenRoute, { json }))
      terminal.print(made.token)
      terminal.note(
        `Token ${made.token_id} acts as ${role} until ${made.expires_at ?? 'revoked'}. It is not shown again.`,
      )
    })
}

function listCommand(terminal: Terminal): Command {
  return withConnection(new Command('list'), terminal)
    .description('List the tokens; the tokens themselves are not stored.')
    .addHelpText('after', '\nExample:\n  takehold token list')
    .action(async (options: ConnectionOptions) => {
      const { rows } = await connected(terminal, options, (api) => api.call(tokensRoute))
      terminal.print(formatTable(['token_id', 'role', 'person_id', 'created_at', 'expires_at', 'revoked_at'], rows))
    })
}

function revokeCommand(terminal: Terminal): Command {
  return withConnection(new Command('revoke'), terminal)
    .description('Revoke a token; it is refused from now on.')
    .argument('<token_id>', 'see takehold token list')
    .addHelpText('after', '\nExample:\n  takehold token revoke t_1a2b3c')
    .action(async (id: string, options: ConnectionOptions) => {
      await connected(terminal, options, (api) => api.call(revokeTokenRoute, { params: { token_id: id } }))
      terminal.print(`Token ${id} is revoked.`)
    })
}

function checkTtl(text: string): string {
  try {
    parseTtl(text)
    return text
  } catch {
    throw new InvalidArgumentError('It must look like 90d, 12h or 30m.')
  }
}
