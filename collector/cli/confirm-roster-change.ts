import type { Api } from './api.ts'
import { CommandFailure, misuse } from './command-failure.ts'
import type { ImportFile } from './import-file.ts'
import { uploadImport } from './send-import.ts'
import type { Terminal } from './terminal.ts'

type Options = { dataset: string; source?: string; map: string | undefined; asOf?: string; yes?: boolean }

// A larger share usually means that the export was cut off or filtered.
const leaversShareMax = 0.1
const namesShown = 10

/** Shows who would join, leave and move before anything is stored; asks when more than a tenth would leave. */
export async function confirmRosterChange(
  terminal: Terminal,
  api: Api,
  file: ImportFile,
  options: Options,
): Promise<void> {
  if (file.name === '-') {
    throw new CommandFailure(
      '--as-of reads the file twice, so it cannot be "-". Nothing was imported. Save it first.',
      {
        exitCode: misuse,
      },
    )
  }
  const { roster_change: change } = await uploadImport(terminal, api, file, { ...options, dryRun: true })
  if (!change) return
  const { people_before: before, joiners, leavers, transfers } = change
  terminal.print(listing('join', joiners))
  terminal.print(listing('leave', leavers))
  terminal.print(listing('move', transfers))
  if (options.yes || before === 0 || leavers.length <= before * leaversShareMax) return
  const question = `${leavers.length} of ${before} people would leave on ${options.asOf}. Is the file complete?`
  if (!terminal.interactive) {
    throw new CommandFailure(`${question} Nothing was imported. Run it again with --yes when it is.`)
  }
  if (!(await terminal.confirm(question))) throw new CommandFailure('Nothing was imported.')
}

function listing(verb: string, people: readonly string[]): string {
  const rest = people.length > namesShown ? `, … ${people.length - namesShown} more` : ''
  return `${people.length} ${verb}${people.length === 0 ? '' : `: ${people.slice(0, namesShown).join(', ')}${rest}`}`
}
