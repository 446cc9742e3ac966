import type { MeasureName } from '../../schema/measures/registry.ts'

type Row = Record<string, unknown>

// Means and sums over some people of a group, beside the column that counts these.
const about: Partial<Record<MeasureName, Readonly<Record<string, readonly string[]>>>> = {
  reach: { active: ['regularity'], profiled: ['range'] },
  entry_lag: { people: ['p50', 'p90'] },
  concentration: { top_people: ['top_actions', 'top_share'] },
}

/** Columns of a row that say more about fewer people than the floor than that they are there. */
export function columnsOfFew(name: MeasureName, row: Row, floor: number): readonly string[] {
  return Object.entries(about[name] ?? {}).flatMap(([people, columns]) => {
    const count = Number(row[people])
    return count > 0 && count < floor ? columns : []
  })
}
