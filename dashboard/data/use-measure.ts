import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Measure } from '../../schema/measures/measure.ts'
import { type MeasureName, measures } from '../../schema/measures/registry.ts'
import { measureAnswer } from './measure-answer.ts'
import { apiUrl, type Params, request } from './request.ts'

/** What is asked of a measure; filters that it does not understand are left out. */
export interface MeasureQuery {
  on?: string | undefined
  from?: string | undefined
  to?: string | undefined
  grain?: 'week' | 'month' | undefined
  by?: string | undefined
  compare?: string | undefined
  department?: string | undefined
  team?: string | undefined
  role?: string | undefined
  phase?: string | undefined
  object?: string | undefined
}

type Shape<Name extends MeasureName, Part extends 'row' | 'total'> = (typeof measures)[Name][Part]['shape']

/** The answer of a measure. */
export type MeasureAnswer<Name extends MeasureName> = z.infer<
  ReturnType<typeof measureAnswer<Shape<Name, 'row'>, Shape<Name, 'total'>>>
>

/** A measure, asked with the filters of the page. */
export function useMeasure<Name extends MeasureName>(
  name: Name,
  query: MeasureQuery,
  enabled = true,
): UseQueryResult<MeasureAnswer<Name>> {
  const url = measureUrl(name, query)
  return useQuery({
    queryKey: ['measure', url],
    queryFn: async ({ signal }) => {
      const { row, total }: Measure = measures[name]
      // The registry pairs the name with these very shapes; TypeScript cannot follow the lookup.
      return (await request(url, measureAnswer(row, total), { signal })) as MeasureAnswer<Name>
    },
    enabled,
  })
}

/** Address of a measure's answer; `csv` for the file of the same rows. */
export function measureUrl(name: MeasureName, query: MeasureQuery, format?: 'csv'): string {
  return apiUrl(`measures/${name}`, { ...understood(name, query), format })
}

/** Filters of the query that the measure cannot apply, so that a panel can say so. */
export function ignoredFilters(name: MeasureName, query: MeasureQuery): (keyof MeasureQuery)[] {
  const known: readonly string[] = measures[name].filters
  const filters = ['department', 'team', 'role', 'phase', 'object'] as const
  return filters.filter((filter) => query[filter] !== undefined && !known.includes(filter))
}

function understood(name: MeasureName, query: MeasureQuery): Params {
  const ignored: readonly string[] = ignoredFilters(name, query)
  return Object.fromEntries(Object.entries(query).filter(([key]) => !ignored.includes(key)))
}
