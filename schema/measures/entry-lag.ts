import { z } from 'zod'
import { stateParameters } from './adoption.ts'
import { behindMeasured } from './behind.ts'
import type { Measure } from './measure.ts'

const count = z.int().nonnegative()
const hours = z.number().nonnegative().nullable()

/** A row of `entry_lag`. */
export const entryLagRow = z.object({
  measured: count.describe('measured people of the group'),
  people: count.describe('of these, people with an entry that says when the contact was'),
  entries: count.describe('value actions of the last 28 days that say when the contact was'),
  p50: hours.describe('working hours within which half of the entries were made; null without entries'),
  p90: hours.describe('working hours within which nine of ten entries were made; null without entries'),
})

/** How long after the customer contact it stands in the CRM. */
export const entryLag = {
  name: 'entry_lag',
  label: 'Entry lag',
  definition:
    'Working hours from contact_at to occurred_at over the value actions of measured people on eligible days of the last 28: median (p50) and p90, interpolated as PERCENTILE.INC of spreadsheets does. ' +
    'Working hours are hours of the clock, in the person’s time zone, that fall on days the person is expected at work; all 24 hours of such a day count, since the roster knows workdays and no office hours, ' +
    'and none of a weekend, a holiday, a leave or a day before go-live. An entry made before its contact has a lag of 0.',
  definitionZh:
    '最近 28 天内可衡量人员的价值操作，从 contact_at 到 occurred_at 的工作小时数：中位数（p50）与 p90，插值方法与电子表格的 PERCENTILE.INC 相同。工作小时指在本人时区内、落在其应工作日的时钟小时；名册只有工作日而没有上下班时间，因此应工作日的 24 小时全部计入，周末、节假日、休假和上线之前的日子不计。早于接触的录入滞后为 0。',
  formula: 'p50 and p90 of clock hours between contact_at and occurred_at that lie on expected days',
  parameters: stateParameters,
  unit: 'hours',
  shape: 'snapshot',
  dimensions: ['none', 'department', 'team', 'role', 'phase'],
  filters: ['department', 'team', 'role', 'phase'],
  row: entryLagRow,
  total: entryLagRow,
  peopleColumn: 'measured',
  behind: behindMeasured,
  parts: [],
} as const satisfies Measure
