import type { z } from 'zod'
import type { adoptionRow } from '../../schema/measures/adoption.ts'
import type { adoptionTrendRow } from '../../schema/measures/adoption-trend.ts'
import type { completenessFieldRow, completenessRow } from '../../schema/measures/completeness.ts'
import type { coverageRow, coverageTotal } from '../../schema/measures/coverage.ts'
import type { representedRow } from '../../schema/measures/represented.ts'

/** A group that is not shown because too few people are in it, or in a sibling. */
export interface Suppressed {
  suppressed: true
}

/** A row of a measure, or the mark that it is not shown. */
export type Shown<Row> = Row | Suppressed

/** A row of `adoption`. */
export type Adoption = z.infer<typeof adoptionRow>
/** A row of `adoption_trend`. */
export type AdoptionPeriod = z.infer<typeof adoptionTrendRow>
/** A row of `completeness`. */
export type Completeness = z.infer<typeof completenessRow>
/** A row of `completeness` by field. */
export type CompletenessField = z.infer<typeof completenessFieldRow>
/** A row of `coverage` with its department. */
export type DepartmentCoverage = z.infer<typeof coverageRow> & { department: string }
/** The total of `coverage`. */
export type CoverageTotal = z.infer<typeof coverageTotal>
/** A row of `represented`. */
export type Represented = z.infer<typeof representedRow>

/** The row when it is there and shown, else null. */
export function shown<Row extends object>(row: Row | null | undefined): Exclude<Row, Suppressed> | null {
  return row !== null && row !== undefined && isShown(row) ? row : null
}

/** The rows that are shown. */
export function shownRows<Row extends object>(rows: readonly Row[]): Exclude<Row, Suppressed>[] {
  return rows.filter(isShown)
}

function isShown<Row extends object>(row: Row): row is Exclude<Row, Suppressed> {
  return !('suppressed' in row) || row.suppressed !== true
}
