import type { Day } from './day.ts'
import type { Organisation } from './organisation.ts'
import { groupBy } from './population.ts'
import { editorDepartment, historiesOf, type Version } from './record-history.ts'
import { judgeFields } from './record-quality.ts'

/** New values of one origin and form in one group. */
export interface PollutionRow {
  group: string
  origin: string
  form: string
  new_values: number
  new_bad: number
  share_of_bad: number | null
  share_of_values: number
  index: number | null
  highlighted: boolean | null
}

interface NewValue {
  version: Version
  isBad: boolean
}

/** Where the values that are new between two dates came from. */
export function pollution(org: Organisation, query: { from: Day; on: Day; by?: 'department' }): PollutionRow[] {
  const values = historiesOf(org).flatMap(({ versions }) => newValues(org, versions, query))
  const allBad = values.filter(({ isBad }) => isBad).length
  const groupOf = (version: Version) => (query.by === undefined ? '' : editorDepartment(org, version))
  const groups = groupBy(values, ({ version }) =>
    JSON.stringify([groupOf(version), version.state.origin, version.state.form]),
  )
  return [...groups.values()].flatMap((members) => {
    const version = members[0]?.version
    if (version === undefined) return []
    const bad = members.filter(({ isBad }) => isBad).length
    const shareOfBad = allBad === 0 ? null : bad / allBad
    const shareOfValues = members.length / values.length
    return [
      {
        group: groupOf(version),
        origin: version.state.origin,
        form: version.state.form,
        new_values: members.length,
        new_bad: bad,
        share_of_bad: shareOfBad,
        share_of_values: shareOfValues,
        index: shareOfBad === null ? null : shareOfBad / shareOfValues,
        highlighted: shareOfBad === null ? null : bad * values.length > 2 * allBad * members.length,
      },
    ]
  })
}

// A value is new when its field was not asked for in the version before, or when it changed between ok and bad.
function newValues(org: Organisation, versions: Version[], { from, on }: { from: Day; on: Day }): NewValue[] {
  const standing = versions.filter(({ deletes }) => !deletes)
  return standing.flatMap((version, index) => {
    if (version.day < from || version.day > on) return []
    const previous = standing[index - 1]
    const before = new Map(
      (previous === undefined ? [] : judgeFields(org, previous.state)).map(({ field, state }) => [
        field,
        state === 'ok',
      ]),
    )
    return judgeFields(org, version.state)
      .filter(({ field, state }) => before.get(field) !== (state === 'ok'))
      .map(({ state }) => ({ version, isBad: state !== 'ok' }))
  })
}
