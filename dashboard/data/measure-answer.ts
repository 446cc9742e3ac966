import { z } from 'zod'
import { calendarDate } from '../../schema/calendar-date.ts'

/** The group a row is about; which of these is set follows from `by`, the others are empty. */
export const groupKey = z.object({
  department: z.string().default(''),
  team: z.string().default(''),
  role: z.string().default(''),
  phase: z.string().default(''),
  object: z.string().default(''),
  owner: z.string().default(''),
  tier: z.string().default(''),
})

/** A group that is too small to be shown. */
export const suppressedRow = z.object({ ...groupKey.shape, field: z.string().default(''), suppressed: z.literal(true) })

/** A group that is too small to be shown. */
export type SuppressedRow = z.infer<typeof suppressedRow>

/** The envelope that every measure answers in, for one row shape and one total shape. */
export function measureAnswer<Row extends z.ZodRawShape, Total extends z.ZodRawShape>(
  row: z.ZodObject<Row>,
  total: z.ZodObject<Total>,
) {
  const rows = z.array(z.union([suppressedRow, z.object({ ...groupKey.shape, ...row.shape })]))
  const totalOrNone = z.object(total.shape).nullable()
  return z.object({
    measure: z.string(),
    on: calendarDate.optional(),
    from: calendarDate.optional(),
    to: calendarDate.optional(),
    by: z.string(),
    complete_through: z.string().nullable(),
    definition: z.string(),
    rows,
    total: totalOrNone,
    skipped: z.array(z.string()).default([]),
    compare: z.object({ on: calendarDate, rows, total: totalOrNone }).optional(),
  })
}
