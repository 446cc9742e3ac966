import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { completenessFieldRow, completenessRow } from '../../schema/measures/completeness.ts'
import { measureAnswer } from './measure-answer.ts'
import { request } from './request.ts'
import { type MeasureQuery, measureUrl } from './use-measure.ts'

const answer = measureAnswer(completenessFieldRow, completenessRow.partial())

/** Completeness by field: rows of another shape than the measure's other groupings. */
export type FieldCompleteness = z.infer<typeof answer>

/** Completeness by field. */
export function useFieldCompleteness(query: Omit<MeasureQuery, 'by'>): UseQueryResult<FieldCompleteness> {
  const url = measureUrl('completeness', { ...query, by: 'field' })
  return useQuery({ queryKey: ['measure', url], queryFn: ({ signal }) => request(url, answer, { signal }) })
}
