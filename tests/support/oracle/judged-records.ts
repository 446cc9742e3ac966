import type { Day } from './day.ts'
import { localDate } from './local-date.ts'
import type { Organisation } from './organisation.ts'
import { type History, historiesOf, isByHuman, type Version } from './record-history.ts'
import type { RecordState } from './records.ts'

/** Which records are judged, and when. */
export type Basis = 'stock' | 'flow' | 'first_pass'

/** A record at the instant it is judged at; the owner is that of the end of `on`. */
export interface JudgedRecord {
  record: RecordState
  version: Version
}

/** The records of a basis: as they stand on `on`, as the last human edit since `from` left them, or a day after creation. */
export function judgedRecords(org: Organisation, query: { on: Day; from: Day; basis: Basis }): JudgedRecord[] {
  return historiesOf(org).flatMap((history) => {
    const version = chosenVersion(org, history, query)
    if (version === undefined) return []
    const standing = history.versions.findLast(({ day }) => day <= query.on) ?? version
    const record = { ...version.state, ownerId: standing.state.ownerId, isDeleted: false }
    return [{ record, version }]
  })
}

function chosenVersion(
  org: Organisation,
  { bornAt, versions }: History,
  { on, from, basis }: { on: Day; from: Day; basis: Basis },
): Version | undefined {
  const zone = org.program.timezone
  if (basis === 'flow') {
    return versions.findLast((each) => from <= each.day && each.day <= on && !each.deletes && isByHuman(org, each))
  }
  if (basis === 'stock') {
    const standing = versions.findLast(({ day }) => day <= on)
    const deletedAt = standing?.state.deletedAt ?? null
    return deletedAt !== null && localDate(deletedAt, zone) <= on ? undefined : standing
  }
  const bornOn = localDate(bornAt, zone)
  const dayLater = bornAt + 24 * 3_600_000
  const version = versions.findLast(({ at }) => at <= dayLater)
  const deletedAt = version?.state.deletedAt ?? null
  return bornOn < from || bornOn > on || (deletedAt !== null && deletedAt <= dayLater) ? undefined : version
}
