import { z } from 'zod'
import { calendarDate } from '../calendar-date.ts'
import { stateParameters } from './adoption.ts'
import { behindAdopted } from './behind.ts'
import type { Measure } from './measure.ts'

const count = z.int().nonnegative()
const share = z.number().nullable()

/** A row of `circle`: one period of one department. */
export const circleRow = z.object({
  period: calendarDate.describe('last day of the week or month'),
  partial: z.boolean().describe('true when the period has not ended by the last complete day of data'),
  measured: count.describe('measured people at the end of the period'),
  adopted: count.describe('of these, adopted people'),
  adoption: share.describe('adopted ÷ measured'),
  records: count
    .nullable()
    .describe('open records with a critical field that their owners hold; null where these are too few to show'),
  completeness: share.describe('of these records, the share with every critical field ok'),
  taken: count.describe(
    'searches with hits, reports, and records made by others that measured people opened in the period',
  ),
  taken_per_head: share.describe('taken ÷ measured'),
})

const link = z
  .object({
    r: z.number().nullable().describe('correlation; null with too few pairs or without any variation'),
    low: z.number().nullable().describe('lower end of the 95 % interval'),
    high: z.number().nullable().describe('upper end of the 95 % interval'),
    pairs: count.describe('departments × periods it rests on'),
  })
  .default({ r: null, low: null, high: null, pairs: 0 })

/** Total of `circle`: how one thing goes with the other one period later; an association, not a cause. */
export const circleTotal = z.object({
  adoption_then_completeness: link.describe('adoption with the completeness of the next period'),
  completeness_then_adoption: link.describe('completeness with the adoption of the next period'),
  taken_then_completeness: link.describe('taken per head with the completeness of the next period'),
  completeness_then_taken: link.describe('completeness with what is taken per head in the next period'),
})

/** Whether more use goes with better data, and better data with more use. */
export const circle = {
  name: 'circle',
  label: 'Use and data quality',
  definition:
    'Per department and period: adoption and completeness at its end, and what measured people took in it (searches with hits, reports, records first edited by others) per head. ' +
    'The total says how one goes with the other one period later: Pearson’s correlation over departments and pairs of neighbouring complete periods, each value taken against its department’s mean over these pairs, ' +
    'with the 95 % interval of Fisher’s z (pairs − departments − 2 degrees of freedom; null below 1). An association, not a cause; neighbouring periods resemble each other, so the interval is rather too narrow. ' +
    'Into it go departments with at least sponsor_floor (or floor, if larger) measured people, and records of at least as many owners.',
  definitionZh:
    '按部门和时段：期末的采用率与数据完整率，以及可衡量人员在该时段内人均取用的次数（有结果的搜索、报表、由他人首先编辑的记录）。合计给出一个量与下一时段另一个量的关联：对各部门及相邻完整时段的配对，以各值减去本部门在这些配对中的均值，计算皮尔逊相关系数及 Fisher z 的 95% 区间（自由度为配对数 − 部门数 − 2，小于 1 时为空）。这是关联而非因果；相邻时段彼此相似，区间往往偏窄。仅计入可衡量人数及记录负责人数均不少于 sponsor_floor（或更大的 floor）的部门。',
  formula:
    'corr(x(department, t) − mean x(department), y(department, t + 1) − mean y(department)), interval tanh(atanh r ± 1.96 ÷ √(pairs − departments − 2))',
  parameters: [...stateParameters, 'objects', 'placeholders', 'privacy.floor', 'privacy.sponsor_floor'],
  unit: 'people',
  shape: 'series',
  dimensions: ['department', 'none'],
  filters: ['department'],
  row: circleRow,
  total: circleTotal,
  peopleColumn: 'measured',
  behind: behindAdopted,
  parts: [],
} as const satisfies Measure
