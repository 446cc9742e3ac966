import { z } from 'zod'
import { calendarDate } from '../calendar-date.ts'
import { adoption, adoptionRow } from './adoption.ts'
import type { Measure } from './measure.ts'

/** A row of `adoption_trend`. */
export const adoptionTrendRow = z.object({
  period: calendarDate.describe('last day of the week or month'),
  partial: z.boolean().describe('true when the period has not ended by the last complete day of data'),
  ...adoptionRow.shape,
})

/** `adoption` at each period end. */
export const adoptionTrend = {
  name: 'adoption_trend',
  label: 'Adoption over time',
  definition: 'adoption at the end of each week or month of a range; always equal to adoption on that date.',
  definitionZh: '一段时间内每个周末或月末的采用率；总与当日的采用率相等。尚未结束的时段标为不完整。',
  formula: 'adoption(on = last day of the period) at each week end or month end',
  parameters: adoption.parameters,
  unit: 'people',
  shape: 'series',
  dimensions: ['none', 'department', 'team', 'role', 'phase'],
  filters: ['department', 'team', 'role', 'phase'],
  row: adoptionTrendRow,
  total: adoptionTrendRow,
  peopleColumn: 'measured',
  behind: adoption.behind,
  parts: [],
} as const satisfies Measure
