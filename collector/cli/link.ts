import { Command, Option } from 'commander'
import { roles } from '../../schema/routes/role.ts'
import { linkRoute } from '../../schema/routes/session.ts'
import { type ConnectionOptions, connected, withConnection } from './connection.ts'
import type { Terminal } from './terminal.ts'

type LinkOptions = ConnectionOptions & { role?: (typeof roles)[number]; person?: string }

/** `takehold link`: a new one-time sign-in link. */
export function linkCommand(terminal: Terminal): Command {
  return withConnection(new Command('link'), terminal)
    .description('Make a new sign-in link; it works once, for one hour.')
    .option('--person <id>', 'person it acts for, on the roster today; needed for lead and person')
    .addOption(
      new Option('--role <role>', 'what it may see; without it person with --person, else admin').choices(roles),
    )
    .addHelpText('after', '\nExample:\n  takehold link\n  takehold link --person p-100 --role lead')
    .action(async ({ role, person, ...options }: LinkOptions) => {
      const json = { ...(role === undefined ? {} : { role }), ...(person === undefined ? {} : { person_id: person }) }
      const { link } = await connected(terminal, options, (api) => api.call(linkRoute, { json }))
      terminal.print(link)
    })
}
