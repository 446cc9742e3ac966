import { type MeasureName, measureNames } from '../../../schema/measures/registry.ts'
import { countsOfActivity } from './counts-of-activity.ts'
import { countsOfAdoption } from './counts-of-adoption.ts'
import { countsOfRecords } from './counts-of-records.ts'
import { countsOverWeeks } from './counts-over-weeks.ts'
import type { Counts } from './table.ts'

/** All questions that are counted by hand: a measure that the registry has and this table has not does not compile. */
const everyCount: Record<MeasureName, readonly Counts[]> = {
  ...countsOfAdoption,
  ...countsOfActivity,
  ...countsOverWeeks,
  ...countsOfRecords,
}

/** All questions that are counted by hand, each of a measure. */
export const allCounts: readonly Counts[] = measureNames.flatMap((name) => everyCount[name])

/** What the places of a question must tell, as `case · place`. */
export function expectedPlaces({ cells }: Counts): Record<string, string> {
  const told = Object.entries(cells).flatMap(([name, cell]) =>
    'notTouched' in cell ? [] : Object.entries(cell.places).map(([place, text]) => [`${name} · ${place}`, text]),
  )
  return Object.fromEntries(told)
}
