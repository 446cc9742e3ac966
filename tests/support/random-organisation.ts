import { stringify as stringifyCsv } from 'csv-stringify/sync'
import { stringify as stringifyYaml } from 'yaml'
import { formatDay, monthEnd, weekEnd } from './oracle/day.ts'
import type { OracleInputs } from './oracle/inputs.ts'
import { parseFiles } from './oracle/load-folder.ts'
import { inventHolidays, inventLeave } from './oracle/random/absences.ts'
import { FIRST_DAY, LAST_DAY } from './oracle/random/calendar.ts'
import { type Dice, openDice } from './oracle/random/dice.ts'
import { inventEvents } from './oracle/random/events.ts'
import { inventPeople, type MadePerson } from './oracle/random/people.ts'
import { withPerfunctory } from './oracle/random/perfunctory-events.ts'
import { inventProgram } from './oracle/random/program.ts'
import { inventRecords } from './oracle/random/records.ts'

/** A made-up organisation: what the product imports, and the same parsed for the oracle. */
export interface RandomOrganisation {
  /** CSV texts in the contract's columns; `recordsLater` is a second import of records, after `records`. */
  files: Record<
    'roster' | 'leave' | 'holidays' | 'events' | 'records' | 'recordsLater' | 'accounts' | 'training',
    string
  >
  /** YAML; empty when the organisation has no program. */
  program: string
  /** Snapshot dates worth asking for, ascending: a week end, a month end and days in between. */
  dates: string[]
  inputs: OracleInputs
}

/** The organisation of a seed: about a dozen people, or so many, over ten months, with every case of the definitions. */
export function randomOrganisation(seed: number, peopleCount?: number): RandomOrganisation {
  const dice = openDice(seed)
  const { people, roster } = inventPeople(dice, peopleCount)
  const records = inventRecords(dice, people)
  const program = inventProgram(dice)
  const files = {
    roster: toCsv(roster),
    leave: toCsv(inventLeave(dice, people), ['person_id', 'from', 'to', 'kind']),
    holidays: toCsv(inventHolidays(dice)),
    events: toCsv(withPerfunctory(inventEvents(dice, people, records.subjects))),
    records: toCsv(records.first),
    recordsLater: toCsv(records.later, ['object', 'record_id', 'updated_at']),
    accounts: toCsv(records.accounts),
    training: toCsv(
      [...inventTraining(dice, people), ...repeatTraining(openDice(seed + 1_000), people)],
      ['person_id', 'course', 'completed_on'],
    ),
  }
  const yaml = program === null ? '' : stringifyYaml(program)
  const inputs = parseFiles({ ...files, program: yaml === '' ? undefined : yaml })
  return { files, program: yaml, dates: inventDates(dice), inputs }
}

function inventTraining(dice: Dice, people: MadePerson[]): Record<string, string>[] {
  return people
    .filter(() => dice.chance(0.5))
    .map((person) => ({
      person_id: person.personId,
      course: dice.pick(['basics', 'pipeline']),
      completed_on: formatDay(dice.int(FIRST_DAY, LAST_DAY)),
    }))
}

// Some complete a course twice, or under another id of theirs.
function repeatTraining(dice: Dice, people: MadePerson[]): Record<string, string>[] {
  return people
    .filter(() => dice.chance(0.4))
    .map((person) => ({
      person_id: person.aliases[0] ?? person.personId,
      course: dice.pick(['basics', 'pipeline']),
      completed_on: formatDay(dice.int(FIRST_DAY, LAST_DAY)),
    }))
}

function inventDates(dice: Dice): string[] {
  const someDay = () => dice.int(FIRST_DAY + 50, LAST_DAY - 8)
  const days = new Set([someDay(), someDay(), weekEnd(someDay(), 0), monthEnd(someDay()), LAST_DAY])
  return [...days].sort((a, b) => a - b).map(formatDay)
}

// The header comes from the first row, or from the required columns when there is none.
function toCsv(rows: Record<string, string>[], columnsWhenEmpty: string[] = []): string {
  const columns = Object.keys(rows[0] ?? {})
  return stringifyCsv(rows, { header: true, columns: columns.length > 0 ? columns : columnsWhenEmpty })
}
