import { callOf } from '../../collector/report/ask-view.ts'
import type { RecordsAsked } from '../../collector/report/records.ts'
import type { RecordMeasure } from '../../schema/record-list.ts'
import type { MeasuredOrganisation } from './measured-organisation.ts'

/** Columns of the lists that measures are split by. */
export type ListColumn = 'object' | 'department' | 'tier' | 'person_key'

const everything: RecordsAsked = {
  ...{ on: '', from_date: '', field: '', people: [] },
  ...{ objects: [], departments: [], teams: [], owners: [], tiers: [], origins: [], forms: [] },
}

/** How many records a list holds, by `group/state`. */
export async function listedCounts(
  target: Pick<MeasuredOrganisation, 'rows'>,
  measure: RecordMeasure,
  { by, ...asked }: Partial<RecordsAsked> & { on: string; by?: ListColumn },
): Promise<Record<string, number>> {
  const sql = `SELECT ${by === undefined ? "''" : by} AS in_group, state, count() AS records
FROM ${callOf(`listed_${measure}`)} GROUP BY in_group, state`
  const rows = await target.rows(sql, { ...everything, from_date: asked.on, ...asked })
  return Object.fromEntries(rows.map((row) => [`${row.in_group}/${row.state}`, Number(row.records)]))
}

/** The records of a group in some states. */
export function sumOf(counts: Record<string, number>, group: string, states: readonly string[]): number {
  return states.reduce((sum, state) => sum + (counts[`${group}/${state}`] ?? 0), 0)
}
