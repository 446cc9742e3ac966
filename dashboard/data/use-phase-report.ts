import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { phaseReportRoute } from '../../schema/routes/phases.ts'
import { apiUrl, request } from './request.ts'

/** The report of one phase. */
export type PhaseReport = z.infer<typeof phaseReportRoute.answer>

/** The report of one phase on a date; not asked for without a phase. */
export function usePhaseReport(phase: string | undefined, on?: string): UseQueryResult<PhaseReport> {
  return useQuery({
    queryKey: ['phase-report', phase, on],
    queryFn: ({ signal }) =>
      request(apiUrl(`phases/${encodeURIComponent(phase ?? '')}/report`, { on }), phaseReportRoute.answer, { signal }),
    enabled: phase !== undefined,
  })
}
