import { Command } from 'commander'
import { demoRoute, wipeDemoRoute } from '../../schema/routes/operations.ts'
import { type ConnectionOptions, connected, withConnection } from './connection.ts'
import type { Terminal } from './terminal.ts'

/** `takehold demo`: fills an empty store with the sample company, or removes it. */
export function demoCommand(terminal: Terminal): Command {
  return withConnection(new Command('demo'), terminal)
    .description('Load the sample company (about 400 people, 26 weeks) to look around; refuses over real data.')
    .option('--wipe', 'remove the sample company again')
    .addHelpText('after', '\nExample:\n  takehold demo\n  takehold demo --wipe')
    .action(async ({ wipe, ...options }: ConnectionOptions & { wipe?: boolean }) => {
      await connected(terminal, options, async (api) => {
        terminal.note(wipe ? 'Removing the sample company …' : 'Making the sample company …')
        if (wipe) {
          await api.call(wipeDemoRoute)
          return terminal.print('The sample company is gone.')
        }
        const { accepted } = await api.call(demoRoute)
        terminal.print(`The sample company is loaded: ${accepted} rows. Every page says that it is invented.`)
      })
    })
}
