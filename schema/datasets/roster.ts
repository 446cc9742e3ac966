import { z } from 'zod'
import { firstDay, openEnd } from '../calendar-date.ts'
import { timeZoneFault } from '../program/time-zone.ts'
import { addFault, requiredCell, textCell, wordCell } from './cell.ts'
import { dateCell } from './date-cell.ts'
import { workdaysCell } from './workdays-cell.ts'

const zoneFaults = new Map<string, string | undefined>()

const zoneCell = textCell.transform((name, context) => {
  if (!zoneFaults.has(name)) zoneFaults.set(name, name === '' ? undefined : timeZoneFault(name))
  const fault = zoneFaults.get(name)
  return fault === undefined ? name : addFault(context, 'unknown_time_zone', fault)
})

const columns = {
  person_id: requiredCell.describe('id in the CRM'),
  name: textCell.describe('full name'),
  email: textCell.describe('e-mail address'),
  department: textCell.describe('department in this interval; blank is a group of its own'),
  team: textCell.describe('team in this interval; unique in the organisation'),
  role: textCell.describe('role; selects the profile of core tasks'),
  manager_id: textCell.describe('person_id of the manager'),
  valid_from: dateCell(firstDay).describe('first day of the row; blank is the first day of time'),
  valid_to: dateCell(openEnd).describe('day after the last day of the row; blank is open'),
  licensed_from: dateCell(null).describe('first day with a licence; blank is valid_from'),
  licensed_to: dateCell(null).describe('day after the last day with a licence; blank is valid_to'),
  workdays: workdaysCell.describe('days of the week the person works; blank is Monday to Friday'),
  calendar: textCell.describe('holiday calendar'),
  timezone: zoneCell.describe('IANA zone; blank is the zone of the program'),
  kind: wordCell(['human', 'service']).describe('human, or service for an account that no human uses'),
  aliases: textCell
    .transform((text) => [...new Set(text.split(';').map((id) => id.trim()))].filter((id) => id !== ''))
    .describe('further ids of the same human, separated by ;'),
}

/** Names of the columns of a roster. */
export const rosterColumns = Object.keys(columns)

/** One row of a roster: a person in an interval [valid_from, valid_to). */
export const rosterRow = z.object(columns).transform((row, context) => {
  if (row.valid_to < row.valid_from)
    return addFault(context, 'ends_before_it_starts', 'valid_to: lies before valid_from')
  const { licensed_from, licensed_to } = row
  if (licensed_from !== null && licensed_to !== null && licensed_to < licensed_from) {
    return addFault(context, 'ends_before_it_starts', 'licensed_to: lies before licensed_from')
  }
  // A licence that ended before the row begins, or begins after its end, is no fault: no day of the row is licensed.
  const from = licensed_from ?? row.valid_from
  const to = licensed_to ?? row.valid_to
  const isNever = to < from
  return { ...row, licensed_from: from, licensed_to: isNever ? from : to }
})

/** One row of a roster. */
export type RosterRow = z.infer<typeof rosterRow>
