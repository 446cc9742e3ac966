import { z } from 'zod'
import { calendarDate } from '../calendar-date.ts'
import { personState } from '../person-state.ts'
import { stateParameters } from './adoption.ts'
import { measuredPeople } from './behind.ts'
import type { Measure } from './measure.ts'

const count = z.int().nonnegative()

/** A row of `pulse`: one manager or sponsor. */
export const pulseRow = z.object({
  state: personState.nullable().describe('own state; null for somebody who is not eligible'),
  active_days: count.describe('own active days of the last 28'),
  expected_days: count.describe('own expected days of the last 28'),
  last_active_on: calendarDate.nullable().describe('last day with an own value action; null without one'),
  expected_days_since: count.nullable().describe('own expected days since that day; null without one'),
  measured: count.describe('measured people below the manager, or of the phases of the sponsor'),
  adopted: count.describe('of these, adopted'),
  rate: z.number().nullable().describe('adopted ÷ measured'),
})

/** Whether those who lead use the CRM themselves. */
export const pulse = {
  name: 'pulse',
  label: 'Pulse of leaders',
  definition:
    'Own use of every manager and sponsor in the last 28 days and expected days since the last own value action, beside the adoption of their people: everyone below a manager, the people of the phases a sponsor owns, without themselves. A service account leads nobody. Only for viewers who may see names.',
  definitionZh:
    '每位主管与发起人最近 28 天的自身使用情况、距其最近一次价值操作的应工作日数，以及其下属（或所负责阶段人员，不含本人）的采用率。服务账号不计为主管或发起人。仅供可查看姓名者。',
  formula:
    'active days in 28 days, expected days after the last active day, beside adopted ÷ measured of the people led',
  parameters: stateParameters,
  unit: 'people',
  shape: 'snapshot',
  dimensions: ['manager'],
  filters: ['department', 'team', 'role', 'phase'],
  row: pulseRow,
  total: pulseRow,
  peopleColumn: 'measured',
  behind: { list: 'people', query: measuredPeople, columns: {} },
  keys: ['kind'],
  parts: [],
} as const satisfies Measure
