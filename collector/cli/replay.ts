import { Command, InvalidArgumentError } from 'commander'
import { replayRoute } from '../../schema/routes/operations.ts'
import { type ConnectionOptions, connected, withConnection } from './connection.ts'
import type { Terminal } from './terminal.ts'

/** `takehold replay`: loads what the spool keeps again, for a store that lost rows. */
export function replayCommand(terminal: Terminal): Command {
  return withConnection(new Command('replay'), terminal)
    .description(
      'Load the events of the last 24 hours (2 GiB at most) again from the files they were taken into. Needed when the ' +
        'database lost rows it had: its machine lost power, or it was restored from an older backup. Doing it without ' +
        'need is harmless: what is stored already is recognised.',
    )
    .option('--from <sequence>', 'from this record on; without it everything that is kept', parseSequence)
    .addHelpText('after', '\nExample:\n  takehold replay && takehold verify')
    .action(async ({ from, ...options }: ConnectionOptions & { from?: number }) => {
      const json = from === undefined ? {} : { from }
      const { records, rows, next } = await connected(terminal, options, (api) => api.call(replayRoute, { json }))
      terminal.print(`${records} records with ${rows} rows were loaded again. ${next}`)
    })
}

function parseSequence(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be the number of a record, such as 1200.')
}
