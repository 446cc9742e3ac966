import { z } from 'zod'
import { calendarDate } from '../calendar-date.ts'
import { bases, units } from '../measures/measure.ts'
import { measureNames } from '../measures/registry.ts'
import { filterQuery, instantText, onQuery } from './query-parts.ts'
import { roles } from './role.ts'
import { defineRoute } from './route.ts'

/** Name of a measure. */
export const measureName = z.enum(measureNames)

/** Question to a measure. */
export const measureQuery = z.object({
  ...onQuery.shape,
  ...filterQuery.shape,
  object: z.array(z.string().max(200)).max(200).optional().describe('kinds of record; may repeat'),
  by: z.string().max(40).optional().describe('dimension of the rows; absent: the first of the measure'),
  from: calendarDate
    .optional()
    .describe('first day; absent: 26 weeks before the end of a series, 27 days before on for what looks back'),
  to: calendarDate.optional().describe('last day of a series; absent: last complete day of data'),
  grain: z.enum(['week', 'month']).optional().describe('step of a series; absent: week'),
  basis: z
    .enum(bases)
    .optional()
    .describe('of completeness: stock as it stands, flow of human edits from..on, first_pass 24 hours after creation'),
  compare: z
    .union([z.string().regex(/^[1-9]\d{0,3}d$/), calendarDate])
    .optional()
    .describe('second date: so many days earlier, such as 28d, or a date'),
  format: z.enum(['json', 'csv', 'xlsx']).optional().describe('json unless told otherwise'),
})

/** A row of an answer: its dimension and the columns of the measure, or only that it is suppressed. */
export const measureRow = z.looseObject({
  suppressed: z.literal(true).optional().describe('the group is too small to show, or protects one that is'),
})

const snapshot = {
  rows: z.array(measureRow),
  total: z.looseObject({}).nullable().describe('null when the whole group is suppressed'),
  suppressed: z.literal(true).optional().describe('the whole answer is suppressed'),
}

const behindLinks = z.object({
  list: z.string().describe('address of the list of those whom the measure is about'),
  columns: z
    .record(z.string(), z.string())
    .describe(
      'for a column of the total, the list with as many rows; for one row add its dimension, of a series on=<period>',
    ),
})

/** Envelope of every measure. */
export const measureAnswer = z.object({
  measure: measureName,
  on: calendarDate.optional(),
  from: calendarDate.optional(),
  to: calendarDate.optional(),
  grain: z.enum(['week', 'month']).optional(),
  by: z.string(),
  basis: z.enum(bases).optional().describe('absent: stock'),
  complete_through: instantText.nullable().describe('instant of the newest event'),
  definition: z.string().describe('hash of everything the numbers depend on'),
  mixed_definitions: z
    .array(z.string())
    .optional()
    .describe('definition versions of the rows of a series, when there are several; each row says its own'),
  ...snapshot,
  skipped: z.array(z.string()).describe('parts for which nothing of the kind is tracked'),
  behind: behindLinks.optional().describe('who or what stands behind the numbers, for viewers who may see it'),
  compare: z.object({ on: calendarDate, from: calendarDate.optional(), ...snapshot }).optional(),
})

/** Envelope of every measure. */
export type MeasureAnswer = z.infer<typeof measureAnswer>

const listQuery = z.record(z.string(), z.union([z.string(), z.array(z.string()).readonly()]))

/** The catalogue of measures. */
export const catalogueRoute = defineRoute({
  method: 'get',
  path: '/api/measures',
  summary: 'Catalogue of the measures',
  roles,
  answer: z.object({
    rows: z.array(
      z.object({
        name: measureName,
        label: z.string(),
        definition: z.string(),
        definition_zh: z.string().describe('the definition in Simplified Chinese'),
        formula: z.string(),
        parameters: z.array(z.string()).describe('settings of the program that the numbers depend on'),
        unit: z.enum(units),
        shape: z.enum(['snapshot', 'series']),
        dimensions: z.array(z.string()),
        filters: z.array(z.string()),
        behind: z
          .object({
            list: z.enum(['people', 'records', 'flags']).describe('the list that shows whom or what it counts'),
            query: listQuery.describe('parameters of the list for those whom the measure is about'),
            columns: z.record(z.string(), listQuery).describe('for a column, parameters of the list with as many rows'),
          })
          .nullable()
          .describe('null where no list can show it'),
      }),
    ),
  }),
})

/** One measure; also as CSV and XLSX. */
export const measureRoute = defineRoute({
  method: 'get',
  path: '/api/measures/{name}',
  summary: 'A measure on a date or over a range',
  roles,
  params: z.object({ name: measureName }),
  query: measureQuery,
  answer: measureAnswer,
})
