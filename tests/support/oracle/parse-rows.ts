import { parse } from 'csv-parse/sync'
import { type Day, NO_END, parseDay } from './day.ts'
import type { AccountRow, EventRow, HolidayRow, LeaveRow, RecordVersion, RosterRow, TrainingRow } from './inputs.ts'

type Cells = Record<string, string>

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Reads `roster.csv`. */
export function parseRoster(csv: string, importOrder = 0): RosterRow[] {
  return parseCells(csv).map((cells, line) => {
    const validFrom = dayOr(cells.valid_from, 0)
    const validTo = dayOr(cells.valid_to, NO_END)
    return {
      personId: cells.person_id ?? '',
      name: cells.name ?? '',
      department: cells.department ?? '',
      team: cells.team ?? '',
      role: cells.role ?? '',
      managerId: cells.manager_id ?? '',
      validFrom,
      validTo,
      licensedFrom: dayOr(cells.licensed_from, validFrom),
      licensedTo: dayOr(cells.licensed_to, validTo),
      workdays: (cells.workdays || 'mon tue wed thu fri').split(/[\s,]+/).map((name) => WEEKDAYS.indexOf(name)),
      calendar: cells.calendar ?? '',
      timezone: cells.timezone ?? '',
      kind: cells.kind || 'human',
      aliases: (cells.aliases ?? '').split(';').flatMap((alias) => alias.trim() || []),
      importOrder,
      line,
    }
  })
}

/** Reads `leave.csv`. */
export function parseLeave(csv: string): LeaveRow[] {
  return parseCells(csv).map((cells) => ({
    personId: cells.person_id ?? '',
    from: parseDay(cells.from ?? ''),
    to: parseDay(cells.to ?? ''),
  }))
}

/** Reads `holidays.csv`. */
export function parseHolidays(csv: string): HolidayRow[] {
  return parseCells(csv).map((cells) => ({ calendar: cells.calendar ?? '', date: parseDay(cells.date ?? '') }))
}

/** Reads `events.csv`. */
export function parseEvents(csv: string, importOrder = 0): EventRow[] {
  return parseCells(csv).map((cells, line) => ({
    messageId: cells.message_id ?? '',
    personId: cells.person_id ?? '',
    event: cells.event ?? '',
    occurredAt: parseInstant(cells.occurred_at ?? ''),
    object: cells.object ?? '',
    recordId: cells.record_id ?? '',
    accountId: cells.account_id ?? '',
    origin: cells.origin || 'web',
    app: cells.app ?? '',
    task: cells.task ?? '',
    durationMs: cells.duration_ms ? Number(cells.duration_ms) : null,
    hits: cells.hits ? Number(cells.hits) : null,
    contactAt: cells.contact_at ? parseInstant(cells.contact_at) : null,
    noteHash: cells.note_hash ?? '',
    // The tests write the contract's shape.
    changes: cells.changes ? (JSON.parse(cells.changes) as EventRow['changes']) : [],
    importOrder,
    line,
  }))
}

/** Reads `records.csv`; a column that the file lacks stays undefined. */
export function parseRecords(csv: string, importOrder = 0): RecordVersion[] {
  return parseCells(csv).map((cells, line) => ({
    object: cells.object ?? '',
    recordId: cells.record_id ?? '',
    updatedAt: parseInstant(cells.updated_at ?? ''),
    createdAt: parseOptional(cells.created_at),
    deletedAt: parseOptional(cells.deleted_at),
    ownerId: cells.owner_id,
    editorId: cells.editor_id,
    accountId: cells.account_id,
    stage: cells.stage,
    origin: cells.origin,
    form: cells.form,
    fields: fieldsOf(cells),
    importOrder,
    line,
  }))
}

/** Reads `accounts.csv`. */
export function parseAccounts(csv: string, importOrder = 0): AccountRow[] {
  return parseCells(csv).map((cells, line) => ({
    accountId: cells.account_id ?? '',
    tier: cells.tier || 'B',
    department: cells.department ?? '',
    validFrom: dayOr(cells.valid_from, 0),
    validTo: dayOr(cells.valid_to, NO_END),
    importOrder,
    line,
  }))
}

/** Reads `training.csv`. */
export function parseTraining(csv: string): TrainingRow[] {
  return parseCells(csv).map((cells) => ({
    personId: cells.person_id ?? '',
    course: cells.course ?? '',
    completedOn: parseDay(cells.completed_on ?? ''),
  }))
}

function parseCells(csv: string): Cells[] {
  return parse<Cells>(csv, { columns: true, bom: true, skip_empty_lines: true })
}

function dayOr(cell: string | undefined, fallback: Day): Day {
  return cell ? parseDay(cell) : fallback
}

function parseOptional(cell: string | undefined): number | null | undefined {
  if (cell === undefined) return undefined
  return cell === '' ? null : parseInstant(cell)
}

function parseInstant(cell: string): number {
  const ms = /^\d+$/.test(cell) ? Number(cell) : Date.parse(cell)
  if (Number.isNaN(ms)) throw new Error(`not an instant: ${cell}`)
  return ms
}

function fieldsOf(cells: Cells): Record<string, string> {
  const fields = Object.entries(cells).filter(([name]) => name.startsWith('field.'))
  return Object.fromEntries(fields.map(([name, value]) => [name.slice('field.'.length), value]))
}
