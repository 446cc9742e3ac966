import type { ImportReport } from '../../schema/datasets/import-report.ts'
import type { PersonKeys } from '../access/person-key.ts'
import type { RawRow } from './raw-row.ts'
import type { HeldRosterRow } from './read-roster-on.ts'
import type { AsOfLine } from './roster-as-of.ts'
import { rosterContent } from './roster-table.ts'

type PlannedRow = Omit<HeldRosterRow, 'person_id'> & { line: number }

/** What a whole roster of a day changes: the rows to store, and who joins, leaves and moves. */
export type RosterPlan = {
  rows: PlannedRow[]
  counts: NonNullable<ImportReport['as_of']>
  change: NonNullable<ImportReport['roster_change']>
}

export type AsOfInput = {
  lines: AsOfLine[]
  before: HeldRosterRow[]
  /** Keys of people whose row was rejected; they stay as they are. */
  unreadable: ReadonlySet<string>
  asOf: string
  personKeys: PersonKeys
}

/** Compares the roster of a day with the file: what differs opens a new interval, who is absent ends, the rest stays. */
export function planRosterAsOf({ lines, before, unreadable, asOf, personKeys }: AsOfInput): RosterPlan {
  const held = new Map(before.map(({ person_id: _, ...row }) => [row.person_key, row]))
  const counts = { joiners: 0, leavers: 0, transfers: 0, changed: 0, unchanged: 0 }
  const change: RosterPlan['change'] = { people_before: before.length, joiners: [], leavers: [], transfers: [] }
  const rows: PlannedRow[] = []
  const present = new Set(unreadable)
  for (const { row, raw } of lines) {
    const filed = filedRow({ row, raw }, asOf, personKeys)
    const { line, person_key } = filed
    if (filed.valid_to <= asOf) continue
    present.add(person_key)
    const current = held.get(person_key)
    if (!current) {
      counts.joiners += 1
      change.joiners.push(row.person_id)
      rows.push(filed)
      continue
    }
    const next = merged(current, filed, raw, asOf)
    if (sameContent(current, next)) {
      counts.unchanged += 1
      continue
    }
    const moved = current.department !== next.department || current.team !== next.team
    counts[moved ? 'transfers' : 'changed'] += 1
    if (moved) change.transfers.push(row.person_id)
    if (current.valid_from !== asOf) rows.push({ ...current, valid_to: asOf, line })
    rows.push({ ...next, line })
  }
  for (const { person_id, ...row } of before) {
    if (present.has(row.person_key)) continue
    counts.leavers += 1
    change.leavers.push(person_id)
    rows.push({ ...row, valid_to: asOf, line: 0 })
  }
  return { rows, counts, change }
}

function filedRow({ row, raw }: AsOfLine, asOf: string, { keyOf }: PersonKeys): PlannedRow {
  const { person_id, manager_id, aliases, ...rest } = row
  return {
    ...rest,
    person_key: keyOf(person_id),
    manager_key: keyOf(manager_id),
    alias_keys: aliases.map(keyOf),
    valid_from: asOf,
    licensed_from: isGiven(raw, 'licensed_from') ? rest.licensed_from : asOf,
    line: raw.line,
  }
}

// A column the file does not have says nothing, so the present value stays.
function merged(current: Omit<PlannedRow, 'line'>, filed: PlannedRow, raw: RawRow, asOf: string): PlannedRow {
  const has = (column: string) => raw.cells[column] !== undefined
  const validTo = has('valid_to') ? filed.valid_to : current.valid_to
  return {
    person_key: current.person_key,
    name: (has('name') ? filed : current).name,
    email: (has('email') ? filed : current).email,
    department: (has('department') ? filed : current).department,
    team: (has('team') ? filed : current).team,
    role: (has('role') ? filed : current).role,
    manager_key: (has('manager_id') ? filed : current).manager_key,
    valid_from: asOf,
    valid_to: validTo,
    licensed_from: (isGiven(raw, 'licensed_from') ? filed : current).licensed_from,
    licensed_to: licensedTo(current, filed, raw, validTo),
    workdays: (has('workdays') ? filed : current).workdays,
    calendar: (has('calendar') ? filed : current).calendar,
    timezone: (has('timezone') ? filed : current).timezone,
    kind: (has('kind') ? filed : current).kind,
    alias_keys: (has('aliases') ? filed : current).alias_keys,
    line: raw.line,
  }
}

function licensedTo(current: Omit<PlannedRow, 'line'>, filed: PlannedRow, raw: RawRow, validTo: string): string {
  if (isGiven(raw, 'licensed_to')) return filed.licensed_to
  const endsWithRow = raw.cells.licensed_to !== undefined || current.licensed_to === current.valid_to
  return endsWithRow ? validTo : current.licensed_to
}

function isGiven(raw: RawRow, column: string): boolean {
  return (raw.cells[column] ?? '').trim() !== ''
}

function sameContent(current: Omit<PlannedRow, 'line'>, next: PlannedRow): boolean {
  return rosterContent.every((column) => column === 'valid_from' || String(current[column]) === String(next[column]))
}
