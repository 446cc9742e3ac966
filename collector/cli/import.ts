import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { calendarDate } from '../../schema/calendar-date.ts'
import { datasets } from '../../schema/datasets/dataset.ts'
import type { Api } from './api.ts'
import { CommandFailure, misuse } from './command-failure.ts'
import { confirmRosterChange } from './confirm-roster-change.ts'
import { type ConnectionOptions, connected, withConnection } from './connection.ts'
import { type ImportFile, openImportFile } from './import-file.ts'
import { undoRoute } from './import-routes.ts'
import { readMapping } from './read-mapping.ts'
import { sendImport } from './send-import.ts'
import type { Terminal } from './terminal.ts'

/** The flags of `takehold import`. */
export type ImportOptions = ConnectionOptions & {
  source?: string
  map?: string
  strict?: boolean
  asOf?: string
  yes?: boolean
  undo?: string
}

/** `takehold import`: sends files to the server, shows how far it is and what was refused. */
export function importCommand(terminal: Terminal): Command {
  return withConnection(new Command('import'), terminal)
    .description('Import files: CSV, NDJSON or Parquet, plain or gzip, "-" for standard input. Rerunning is harmless.')
    .addArgument(new Argument('[dataset]', 'what the files hold').choices(datasets))
    .argument('[files...]', 'files, in the order they are imported')
    .option('--source <name>', 'feed the rows belong to')
    .option('--map <file>', 'YAML that renames columns, sets constants and formats')
    .option('--strict', 'exit with 1 when any row was rejected')
    .addOption(
      new Option('--as-of <date>', 'take the file as the whole roster as it stands on this day').argParser(parseDate),
    )
    .option('--yes', 'do not ask when more than a tenth of the people would leave')
    .option('--undo <id>', 'take an import back; "takehold imports" lists them')
    .addHelpText('after', examples)
    .action(async (dataset: string | undefined, files: string[], options: ImportOptions) => {
      if (options.undo !== undefined) return undo(terminal, options, options.undo)
      if (dataset === undefined || files.length === 0) {
        throw new CommandFailure('Say what to import: takehold import <dataset> <file…>, see --help.', {
          exitCode: misuse,
        })
      }
      if (options.asOf !== undefined && dataset !== 'roster') {
        throw new CommandFailure('--as-of is for the roster only. Nothing was imported.', { exitCode: misuse })
      }
      await importFiles(terminal, dataset, files, options)
    })
}

const examples = `
Examples:
  takehold import roster people.csv
  takehold import roster people.csv --as-of 2026-03-01
  takehold import events crm-2026-*.ndjson.gz --source crm --strict
  zcat audit.csv.gz | takehold import events - --map audit.yaml
  takehold import --undo 1767225600000`

async function importFiles(
  terminal: Terminal,
  dataset: string,
  names: string[],
  options: ImportOptions,
): Promise<void> {
  const map = options.map === undefined ? undefined : await readMapping(options.map)
  // Every name is checked first: a typing error must not leave half of a list imported.
  const files = await Promise.all(names.map((name) => openImportFile(name, terminal.input)))
  await connected(terminal, options, async (api) => {
    for (const file of files) await importOne(terminal, api, file, { ...options, dataset, map })
  })
}

async function importOne(
  terminal: Terminal,
  api: Api,
  file: ImportFile,
  options: Omit<ImportOptions, 'map'> & { dataset: string; map: string | undefined },
): Promise<void> {
  if (options.asOf !== undefined) await confirmRosterChange(terminal, api, file, options)
  const { rejected } = await sendImport(terminal, api, file, options)
  if (options.strict && rejected > 0) terminal.exitCode = 1
}

async function undo(terminal: Terminal, options: ConnectionOptions, id: string): Promise<void> {
  await connected(terminal, options, async (api) => {
    await api.call(undoRoute, { params: { id } })
    terminal.print(`Import ${id} was taken back; every number is as it was without it.`)
  })
}

function parseDate(text: string): string {
  const parsed = calendarDate.safeParse(text)
  if (parsed.success) return parsed.data
  throw new InvalidArgumentError('It must be a date like 2026-03-01.')
}
