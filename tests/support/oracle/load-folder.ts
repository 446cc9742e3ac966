import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse as parseYaml } from 'yaml'
import type { OracleInputs, ProgramFile } from './inputs.ts'
import {
  parseAccounts,
  parseEvents,
  parseHolidays,
  parseLeave,
  parseRecords,
  parseRoster,
  parseTraining,
} from './parse-rows.ts'

/** Files of the contract by name, each the text of a CSV, with the program as YAML. */
export interface InputFiles {
  roster: string
  leave?: string | undefined
  holidays?: string | undefined
  events?: string | undefined
  records?: string | undefined
  /** A second import of records, which may lack columns of the first. */
  recordsLater?: string | undefined
  accounts?: string | undefined
  training?: string | undefined
  program?: string | undefined
}

/** Reads a folder of CSV (or gzip) files named for their dataset and, unless told not to, its `takehold.yaml`. */
export function loadFolder(folder: string, options: { withProgram: boolean } = { withProgram: true }): OracleInputs {
  return parseFiles({
    roster: readDataset(folder, 'roster') ?? '',
    leave: readDataset(folder, 'leave'),
    holidays: readDataset(folder, 'holidays'),
    events: readDataset(folder, 'events'),
    records: readDataset(folder, 'records'),
    recordsLater: readDataset(folder, 'records-later'),
    accounts: readDataset(folder, 'accounts'),
    training: readDataset(folder, 'training'),
    program: options.withProgram ? readText(join(folder, 'takehold.yaml')) : undefined,
  })
}

/** Parses the text of the files. */
export function parseFiles(files: InputFiles): OracleInputs {
  const inputs: OracleInputs = {
    roster: parseRoster(files.roster),
    leave: parseLeave(files.leave ?? ''),
    holidays: parseHolidays(files.holidays ?? ''),
    events: parseEvents(files.events ?? ''),
    records: [...parseRecords(files.records ?? ''), ...parseRecords(files.recordsLater ?? '', 1)],
    accounts: parseAccounts(files.accounts ?? ''),
    training: parseTraining(files.training ?? ''),
  }
  // The product validates programs; those of tests are written in the contract's shape.
  if (files.program !== undefined) inputs.program = parseYaml(files.program) as ProgramFile
  return inputs
}

function readDataset(folder: string, dataset: string): string | undefined {
  const plain = join(folder, `${dataset}.csv`)
  return readText(plain) ?? readText(`${plain}.gz`)
}

function readText(path: string): string | undefined {
  if (!existsSync(path)) return undefined
  const bytes = readFileSync(path)
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}
