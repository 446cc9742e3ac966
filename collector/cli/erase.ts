import { Command } from 'commander'
import type { z } from 'zod'
import { eraseRoute, type erasureReport } from '../../schema/routes/operations.ts'
import { CommandFailure, misuse } from './command-failure.ts'
import { type ConnectionOptions, connected, withConnection } from './connection.ts'
import { formatTable } from './table.ts'
import type { Terminal } from './terminal.ts'

type Report = z.infer<typeof erasureReport>

/** `takehold erase`: removes a person from everything and certifies that nothing is left. */
export function eraseCommand(terminal: Terminal): Command {
  return withConnection(new Command('erase'), terminal)
    .description(
      'Erase a person with all further ids: events, roster, leave, training, dead letters, tokens, and what is derived; ' +
        'records stay without owner, the audit keeps a pseudonym. Then everything is searched; exits 1 when anything is left.',
    )
    .argument('<person_id>', 'id as the roster or the events name it')
    .option('--yes', 'do not ask')
    .addHelpText('after', '\nExample:\n  takehold erase p-100 --yes > certificate.txt')
    .action(async (personId: string, { yes = false, ...options }: ConnectionOptions & { yes?: boolean }) => {
      if (!yes) await ask(terminal, personId)
      terminal.note('Erasing, then searching every table and file …')
      const report = await connected(terminal, options, (api) =>
        api.call(eraseRoute, { json: { person_id: personId } }),
      )
      terminal.print(report.found === 0 ? certificate(report) : remainder(report))
      const warnings = warningsOf(report)
      if (warnings.length > 0) terminal.print(warnings.join('\n'))
      if (report.found > 0) terminal.exitCode = 1
    })
}

async function ask(terminal: Terminal, personId: string): Promise<void> {
  const question = `Everything about ${personId} will be gone for good, and numbers of the past change. Erase?`
  if (!terminal.interactive) {
    throw new CommandFailure(`${question} Nothing was erased. Run it again with --yes.`, { exitCode: misuse })
  }
  if (!(await terminal.confirm(question))) throw new CommandFailure('Nothing was erased.')
}

// It names nobody: only whoever has the key file can tell whose certificate it is.
function certificate({ person_key, erased_at, tables, spool_records, files_checked }: Report): string {
  const rows = Object.entries(tables).flatMap(([table, count]) => (count > 0 ? [{ table, rows: count }] : []))
  const kept = 'The key above is kept, so that events received before are never stored again.'
  return [
    `The person with the key ${person_key} was erased at ${erased_at}.`,
    ...(rows.length > 0 ? [formatTable(['table', 'rows'], rows)] : []),
    `${spool_records} records of the spool were changed. Every table and ${files_checked} files were searched: nothing is left.`,
    kept,
  ].join('\n')
}

function remainder({ found, left }: Report): string {
  return [
    `NOT erased everywhere: ${found} rows or files hold the person still.`,
    formatTable(['place', 'rows'], left),
    'What arrives while it is erased is found like this: stop the feed and the imports that name the person, then erase once more.',
  ].join('\n')
}

function warningsOf({ same_text: alike, not_touched: copies }: Report): string[] {
  const places = alike.map(({ place, rows }) => `${place} (${rows})`).join(', ')
  return [
    ...(alike.length > 0
      ? [`The same text names something else, or so it seems, in ${places}. It was left: look whether it does.`]
      : []),
    ...(copies.length > 0
      ? [`Not touched, and holding the person still: ${copies.join(', ')}. Delete these copies, or make them anew.`]
      : []),
    'Backups elsewhere were not touched either; delete them or make them anew. Take the person out of the files you import.',
  ]
}
