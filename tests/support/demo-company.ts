import { parse as parseCsv } from 'csv-parse/sync'
import { parse as parseYaml } from 'yaml'
import { type DemoFile, generateDemo } from '../../collector/demo/generate-demo.ts'
import type { ProgramFile } from './oracle/inputs.ts'
import { type Organisation, openOrganisation } from './oracle/organisation.ts'
import {
  parseAccounts,
  parseEvents,
  parseHolidays,
  parseLeave,
  parseRecords,
  parseRoster,
  parseTraining,
} from './oracle/parse-rows.ts'

/** The demo company of one day: its program, its files as text, and the same read by the oracle. */
export type DemoCompany = {
  program: string
  files: { dataset: string; file: string; csv: string }[]
  org: Organisation
}

/** Generates the demo company and reads every file. */
export async function readDemoCompany(today: string): Promise<DemoCompany> {
  const { program, datasets } = generateDemo({ today })
  const files: DemoCompany['files'] = []
  for (const { dataset, file, csv } of datasets) files.push({ dataset, file, csv: await whole(csv) })
  const textsOf = (dataset: string) => files.filter((each) => each.dataset === dataset).map((each) => each.csv)
  const textOf = (dataset: string) => textsOf(dataset).join('')
  const org = openOrganisation({
    roster: parseRoster(textOf('roster')),
    leave: parseLeave(textOf('leave')),
    holidays: parseHolidays(textOf('holidays')),
    events: textsOf('events').flatMap((csv, order) => parseEvents(csv, order)),
    records: textsOf('records').flatMap((csv, order) => parseRecords(csv, order)),
    accounts: parseAccounts(textOf('accounts')),
    training: parseTraining(textOf('training')),
    // The generator writes programs in the contract's shape; that it is valid has a test of its own.
    program: parseYaml(program) as ProgramFile,
  })
  return { program, files, org }
}

/** Rows of a file by its columns. */
export function rowsOf(company: DemoCompany, file: string): Record<string, string>[] {
  const text = company.files.find((each) => each.file === file)?.csv
  if (text === undefined) throw new Error(`the demo has no file ${file}`)
  return parseCsv<Record<string, string>>(text, { columns: true })
}

async function whole(csv: DemoFile['csv']): Promise<string> {
  if (typeof csv === 'string') return csv
  const parts: string[] = []
  for await (const part of csv) parts.push(part)
  return parts.join('')
}
