import { Command } from 'commander'
import { verifyRoute } from '../../schema/routes/operations.ts'
import { type ConnectionOptions, connected, withConnection } from './connection.ts'
import type { Terminal } from './terminal.ts'

/** `takehold verify`: rebuilds what is derived beside what is there and compares. */
export function verifyCommand(terminal: Terminal): Command {
  return withConnection(new Command('verify'), terminal)
    .description(
      'Rebuild rollups and snapshots from the raw events beside the live ones and compare; exits 1 on a difference.',
    )
    .addHelpText('after', '\nExample:\n  takehold verify && echo same')
    .action(async (options: ConnectionOptions) => {
      const { same, differences } = await connected(terminal, options, (api) => api.call(verifyRoute))
      if (same) return terminal.print('Everything derived is what the raw data says.')
      terminal.print(['Derived tables differ from the raw data:', ...differences.map((line) => `  ${line}`)].join('\n'))
      terminal.exitCode = 1
    })
}
