import { Command } from 'commander'
import { linkRoute } from '../../schema/routes/session.ts'
import { type ConnectionOptions, connected, withConnection } from './connection.ts'
import type { Terminal } from './terminal.ts'

/** `takehold link`: a new one-time sign-in link. */
export function linkCommand(terminal: Terminal): Command {
  return withConnection(new Command('link'), terminal)
    .description('Make a new sign-in link; it works once.')
    .addHelpText('after', '\nExample:\n  takehold link')
    .action(async (options: ConnectionOptions) => {
      const { link } = await connected(terminal, options, (api) => api.call(linkRoute, { json: {} }))
      terminal.print(link)
    })
}
