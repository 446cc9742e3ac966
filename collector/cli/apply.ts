import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { applyProgramRoute } from '../../schema/routes/program.ts'
import { CommandFailure, misuse } from './command-failure.ts'
import { type ConnectionOptions, connected, withConnection } from './connection.ts'
import type { Terminal } from './terminal.ts'

/** `takehold apply`: checks the program file, stores it and says what changed. */
export function applyCommand(terminal: Terminal): Command {
  return withConnection(new Command('apply'), terminal)
    .description('Check the program file and put it into force; errors name line and path.')
    .argument('<file>', 'program file, for example takehold.yaml')
    .addHelpText('after', '\nExample:\n  takehold apply takehold.yaml')
    .action(async (file: string, options: ConnectionOptions) => {
      const yaml = await readText(file)
      await connected(terminal, options, async (api) => {
        const { changed, changes, warnings } = await api.call(applyProgramRoute, { yaml })
        if (!changed) terminal.print('Nothing changed: this program is in force already.')
        else terminal.print(['The program is in force.', ...changes.map((line) => `  ${line}`)].join('\n'))
        for (const warning of warnings) terminal.note(`Warning: ${warning}`)
      })
    })
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new CommandFailure(`${file} cannot be read. Nothing was changed. Check the path.`, {
      exitCode: misuse,
      cause,
    })
  }
}
