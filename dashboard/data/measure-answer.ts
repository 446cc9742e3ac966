import { z } from 'zod'
import { measureAnswer as envelope } from '../../schema/routes/measures.ts'

/** The group a row is about; which of these is set follows from `by`, the others are empty. */
const groupKey = {
  department: z.string().default(''),
  team: z.string().default(''),
  role: z.string().default(''),
  phase: z.string().default(''),
  object: z.string().default(''),
  owner: z.string().default(''),
  tier: z.string().default(''),
  manager: z.string().default(''),
}

/** What tells the rows of one group apart, where a measure has several. */
const rowKey = {
  task: z.string().default(''),
  course: z.string().default(''),
  kind: z.string().default(''),
  metric: z.string().default(''),
  question: z.string().default(''),
  state: z.string().default(''),
  reason: z.string().default(''),
}

/** Definition version of a row of a series. */
const versionOfRow = { definition: z.string().default('') }

const suppressedRow = z.object({ ...groupKey, ...rowKey, field: z.string().default(''), suppressed: z.literal(true) })

/** A group that is too small to be shown. */
export type SuppressedRow = z.infer<typeof suppressedRow>

/** The envelope of every measure with the rows and the total of one. */
export function measureAnswer<Row extends z.ZodRawShape, Total extends z.ZodRawShape>(
  row: z.ZodObject<Row>,
  total: z.ZodObject<Total>,
) {
  const typed = {
    rows: z.array(z.union([suppressedRow, z.object({ ...groupKey, ...rowKey, ...versionOfRow }).extend(row.shape)])),
    total: z.union([suppressedRow, z.object(total.shape)]).nullable(),
  }
  return envelope.extend({ ...typed, compare: z.object({ on: z.iso.date(), ...typed }).optional() })
}
