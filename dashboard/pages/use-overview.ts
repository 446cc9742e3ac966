import { useSearch } from '@tanstack/react-router'
import { useFieldCompleteness } from '../data/use-field-completeness.ts'
import { type MeasureQuery, useMeasure } from '../data/use-measure.ts'
import type { PageSearch } from '../search.ts'

/** Change is always against four weeks before. */
export const comparison = '28d'

/** Everything the Overview asks for, with the filters of its address. */
export function useOverview() {
  const { date, department, team, phase }: PageSearch = useSearch({ strict: false })
  const filters: MeasureQuery = { department, team, phase }
  const query: MeasureQuery = { on: date, ...filters }
  return {
    query,
    adoption: useMeasure('adoption', { ...query, compare: comparison }),
    departments: useMeasure('adoption', { on: date, phase, by: 'department' }),
    coverage: useMeasure('coverage', { ...query, compare: comparison }),
    trend: useMeasure('adoption_trend', { to: date, grain: 'week', ...filters }),
    completeness: useMeasure('completeness', { ...query, compare: comparison }),
    objects: useMeasure('completeness', { ...query, by: 'object' }),
    fields: useFieldCompleteness(query),
    represented: useMeasure('represented', query),
  }
}

/** The questions of the Overview and their answers. */
export type Overview = ReturnType<typeof useOverview>
