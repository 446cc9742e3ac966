import { readAliases } from './aliases.ts'
import type { Day } from './day.ts'
import { byOrder } from './import-order.ts'
import type { RosterRow } from './inputs.ts'
import type { Phase } from './program.ts'

/** Roster rows by person, weakest first, and whose id is whose. */
export interface Roster {
  rows: Map<string, RosterRow[]>
  personOf: Map<string, string>
}

/** Keeps, of rows with the same person and start, those of the newest import. */
export function readRoster(all: RosterRow[]): Roster {
  const newest = new Map<string, number>()
  for (const row of all) {
    const key = keyOf(row)
    newest.set(key, Math.max(newest.get(key) ?? 0, row.importOrder))
  }
  const held = all.filter((row) => row.importOrder === newest.get(keyOf(row)))
  const rows = new Map<string, RosterRow[]>()
  for (const row of [...held].sort((a, b) => a.validFrom - b.validFrom || byOrder(a, b))) {
    rows.set(row.personId, [...(rows.get(row.personId) ?? []), row])
  }
  return { rows, personOf: readAliases(held) }
}

/** The row that holds on a day: of those that cover it the latest start, then the later line. */
export function rowOn(rows: RosterRow[], day: Day): RosterRow | null {
  return rows.findLast((row) => row.validFrom <= day && day < row.validTo) ?? null
}

/** The row that holds on a day, else the one whose interval lies nearest. */
export function nearestRow(rows: RosterRow[], day: Day): RosterRow | null {
  const holding = rowOn(rows, day)
  if (holding !== null) return holding
  let nearest: RosterRow | null = null
  for (const row of rows) if (nearest === null || distance(row, day) <= distance(nearest, day)) nearest = row
  return nearest
}

/** The phase whose scope covers a row: earliest go-live, then file order. */
export function phaseOf(row: RosterRow, phases: Phase[], personOf: Map<string, string>): Phase | null {
  let first: Phase | null = null
  for (const phase of phases) {
    if (covers(phase, row, personOf) && (first === null || phase.goLive < first.goLive)) first = phase
  }
  return first
}

function covers(phase: Phase, row: RosterRow, personOf: Map<string, string>): boolean {
  const { departments, teams, roles } = phase
  const people = phase.people.map((id) => personOf.get(id) ?? id)
  if (departments.length + teams.length + roles.length + people.length === 0) return true
  return (
    departments.includes(row.department) ||
    teams.includes(row.team) ||
    roles.includes(row.role) ||
    people.includes(row.personId)
  )
}

function distance(row: RosterRow, day: Day): number {
  return day < row.validFrom ? row.validFrom - day : day - (row.validTo - 1)
}

function keyOf(row: RosterRow): string {
  return JSON.stringify([row.personId, row.validFrom])
}
