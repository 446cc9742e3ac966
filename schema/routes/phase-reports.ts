import { z } from 'zod'
import { calendarDate } from '../calendar-date.ts'
import { phaseParams, phaseReport, phaseRoles } from './phases.ts'
import { instantText } from './query-parts.ts'
import { defineRoute } from './route.ts'

/** What is known about a published report beside its body. */
export const publishedReport = z.object({
  report_id: z.string(),
  phase: z.string(),
  on: calendarDate,
  published_at: instantText,
  published_by: z.string().describe('token or session id, or local'),
  definition: z.string().describe('definition version of its numbers'),
  program_version: z.int(),
  roster_version: z.int().describe('newest change of roster, leave and holidays it knew'),
  hash: z.string().describe('SHA-256 of the report as JSON, hex'),
})

/** A published report with its body, which never changes. */
export const publishedReportWithBody = z.object({ ...publishedReport.shape, report: phaseReport })

/** Publishes the report of a phase: as sponsors may see it, so on a week end. */
export const publishReportRoute = defineRoute({
  method: 'post',
  path: '/api/phases/{phase}/reports',
  summary: 'Publish the report of a phase: a snapshot that never changes',
  roles: ['admin', 'program_manager'],
  params: phaseParams,
  body: z.object({ on: calendarDate.optional().describe('date; the newest week end that is not after it') }).optional(),
  answer: publishedReportWithBody,
})

/** Published reports of a phase, newest first. */
export const publishedReportsRoute = defineRoute({
  method: 'get',
  path: '/api/phases/{phase}/reports',
  summary: 'Published reports of a phase, newest first',
  roles: phaseRoles,
  params: phaseParams,
  answer: z.object({ rows: z.array(publishedReport) }),
})

/** One published report. */
export const publishedReportRoute = defineRoute({
  method: 'get',
  path: '/api/phases/{phase}/reports/{report}',
  summary: 'One published report',
  roles: phaseRoles,
  params: z.object({ ...phaseParams.shape, report: z.string().min(1).max(64) }),
  answer: publishedReportWithBody,
})
