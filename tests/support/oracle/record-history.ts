import type { Day } from './day.ts'
import { byOrder } from './import-order.ts'
import type { RecordVersion } from './inputs.ts'
import { localDate } from './local-date.ts'
import type { Organisation, Person } from './organisation.ts'
import { applyVersion, type VersionState } from './records.ts'
import { nearestRow, rowOn } from './roster.ts'

/** A version that stood for some time, with what the record was by then. */
export interface Version {
  at: number
  /** Its local date in the program's zone. */
  day: Day
  editorId: string
  state: VersionState
  /** It deleted the record, or came after it was deleted. */
  deletes: boolean
}

/** A record from its first version on. */
export interface History {
  bornAt: number
  versions: Version[]
}

const known = new WeakMap<Organisation, History[]>()
const HUMAN_ORIGINS = ['web', 'mobile', 'mail_plugin']

/** Every record with the versions that stood; of several at one instant the one that holds. */
export function historiesOf(org: Organisation): History[] {
  const histories = known.get(org) ?? tellHistories(org)
  known.set(org, histories)
  return histories
}

/** Did a human make the version: by an origin of people, or somebody on the roster where no origin is told? */
export function isByHuman(org: Organisation, version: Version): boolean {
  const editor = editorOf(org, version)
  const kind = editor === null ? '' : (nearestRow(editor.rows, version.day)?.kind ?? '')
  if (version.state.origin === '') return kind === 'human'
  return HUMAN_ORIGINS.includes(version.state.origin) && kind !== 'service'
}

/** Department of the editor on the day of the edit; `''` without a roster row then. */
export function editorDepartment(org: Organisation, version: Version): string {
  const editor = editorOf(org, version)
  return editor === null ? '' : (rowOn(editor.rows, version.day)?.department ?? '')
}

function editorOf(org: Organisation, { editorId }: Version): Person | null {
  return org.people.get(org.roster.personOf.get(editorId) ?? '') ?? null
}

function tellHistories(org: Organisation): History[] {
  const byRecord = new Map<string, RecordVersion[]>()
  for (const version of org.inputs.records) {
    const key = `${version.object}\n${version.recordId}`
    byRecord.set(key, [...(byRecord.get(key) ?? []), version])
  }
  return [...byRecord.values()].map((rows) => tellHistory(org, rows))
}

function tellHistory(org: Organisation, rows: RecordVersion[]): History {
  const ordered = [...rows].sort((a, b) => a.updatedAt - b.updatedAt || byOrder(a, b))
  const versions: Version[] = []
  let state: VersionState | undefined
  for (const row of ordered) {
    state = applyVersion(state, row)
    if (versions.at(-1)?.at === row.updatedAt) versions.pop()
    const deletes = state.deletedAt !== null && state.deletedAt <= row.updatedAt
    const day = localDate(row.updatedAt, org.program.timezone)
    versions.push({ at: row.updatedAt, day, editorId: row.editorId ?? '', state, deletes })
  }
  return { bornAt: Math.min(...ordered.map((row) => row.createdAt ?? row.updatedAt)), versions }
}
