import { stringify as stringifyCsv } from 'csv-stringify/sync'
import { stringify as stringifyYaml } from 'yaml'
import type { OracleInputs, ProgramFile } from './oracle/inputs.ts'
import { parseFiles } from './oracle/load-folder.ts'
import { inventHolidays, inventLeave } from './oracle/random/absences.ts'
import { inventFeedback, inventOutcomes } from './oracle/random/answers.ts'
import { inventDates } from './oracle/random/calendar.ts'
import { openDice } from './oracle/random/dice.ts'
import { type EventCells, inventEvents } from './oracle/random/events.ts'
import { inventPeople } from './oracle/random/people.ts'
import { withPerfunctory } from './oracle/random/perfunctory-events.ts'
import { inventProgram } from './oracle/random/program.ts'
import { inventRecords } from './oracle/random/records.ts'
import { inventTraining, repeatTraining } from './oracle/random/training.ts'

/** A line of a file by column. */
export type Cells = Record<string, string>

/** What an organisation is made of, before it is written down. */
export interface MadeRows {
  roster: Cells[]
  leave: Cells[]
  holidays: Cells[]
  events: EventCells[]
  records: Cells[]
  /** A second import of records, after `records`, that lacks some columns. */
  recordsLater: Cells[]
  accounts: Cells[]
  training: Cells[]
  outcomes: Cells[]
  feedback: Cells[]
  /** Null when the organisation has no program. */
  program: (ProgramFile & { organisation: string }) | null
  /** Snapshot dates worth asking for, ascending: a week end, a month end and days in between. */
  dates: string[]
}

/** A made-up organisation: what the product imports, and the same parsed for the oracle. */
export interface RandomOrganisation {
  /** CSV texts in the contract's columns; empty when there is nothing of the kind. */
  files: Record<Exclude<keyof MadeRows, 'program' | 'dates'>, string>
  /** YAML; empty when the organisation has no program. */
  program: string
  dates: string[]
  /** Lines of the datasets that the oracle takes as they are. */
  outcomes: Cells[]
  feedback: Cells[]
  inputs: OracleInputs
}

/** The organisation of a seed: about a dozen people, or so many, over ten months, with every case of the definitions. */
export function randomOrganisation(seed: number, peopleCount?: number): RandomOrganisation {
  return writeOrganisation(inventOrganisation(seed, peopleCount))
}

/** What the organisation of a seed is made of. */
export function inventOrganisation(seed: number, peopleCount?: number): MadeRows {
  const dice = openDice(seed)
  const { people, roster } = inventPeople(dice, peopleCount)
  const records = inventRecords(dice, people)
  const program = inventProgram(dice)
  const leave = inventLeave(dice, people)
  const holidays = inventHolidays(dice)
  const events = withPerfunctory(inventEvents(dice, people, records.subjects))
  const training = [...inventTraining(dice, people), ...repeatTraining(openDice(seed + 1_000), people)]
  const dates = inventDates(dice)
  // By dice of their own, so that the organisation stays the one its seed has always made.
  const others = openDice(seed + 500)
  const outcomes = inventOutcomes(others)
  const ids = people.flatMap(({ personId, aliases }) => [personId, ...aliases])
  const { first, later, accounts } = records
  const data = { roster, leave, holidays, events, records: first, recordsLater: later, accounts, training }
  return { ...data, outcomes, feedback: inventFeedback(others, ids), program, dates }
}

/** Writes an organisation as files, and reads them as the oracle does. */
export function writeOrganisation({ program, dates, ...rows }: MadeRows): RandomOrganisation {
  const yaml = program === null ? '' : stringifyYaml(program)
  const files = {
    roster: toCsv(rows.roster),
    leave: toCsv(rows.leave),
    holidays: toCsv(rows.holidays),
    events: toCsv(rows.events),
    records: toCsv(rows.records),
    recordsLater: toCsv(rows.recordsLater),
    accounts: toCsv(rows.accounts),
    training: toCsv(rows.training),
    outcomes: toCsv(rows.outcomes),
    feedback: toCsv(rows.feedback),
  }
  const inputs = parseFiles({ ...files, program: yaml === '' ? undefined : yaml })
  const { outcomes, feedback } = rows
  return { files, program: yaml, dates, outcomes, feedback, inputs }
}

// The header comes from the first row.
function toCsv(rows: Cells[]): string {
  return rows.length === 0 ? '' : stringifyCsv(rows, { header: true, columns: Object.keys(rows[0] ?? {}) })
}
