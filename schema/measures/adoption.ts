import { z } from 'zod'
import { measuredPeople } from './behind.ts'
import type { Measure } from './measure.ts'

const people = z.int().nonnegative()

/** A row of `adoption`. */
export const adoptionRow = z.object({
  eligible: people.describe('people who should be there on the date'),
  measured: people.describe('eligible people with enough expected days to be measured; the denominator'),
  adopted: people.describe('measured people who are regular and broad; the numerator'),
  occasional: people.describe('measured people who are active and not adopted'),
  lapsed: people.describe('measured people who stopped'),
  never_started: people.describe('measured people without an active day since they could start'),
  not_measured: people.describe('eligible people left out, with a reason each'),
  not_measured_on_leave: people.describe('left out because of leave'),
  not_measured_too_early: people.describe('left out because they have just started'),
  not_measured_too_few_workdays: people.describe('left out because too few workdays are expected of them'),
  rate: z.number().nullable().describe('adopted ÷ measured; null without measured people'),
  target: z.number().nullable().describe('target of the group: its own, else of its phases, else of the organisation'),
  people_gap: people.nullable().describe('people missing to the target; null without a target'),
})

/** Settings of the program that the state of a person depends on. */
export const stateParameters = [
  'thresholds.active_share',
  'thresholds.blocks_required',
  'thresholds.breadth_share',
  'thresholds.lapsed_after',
  'thresholds.measured_blocks',
  'thresholds.measured_days',
  'thresholds.block_days',
  'roles',
  'actions',
  'apps',
  'phases',
] as const

/** Share of the people who should use the CRM who have truly taken it up. */
export const adoption = {
  name: 'adoption',
  label: 'Adoption rate',
  definition:
    'Adopted people ÷ measured people on a date. A person is adopted who is regularly active on expected workdays and does most core tasks of the role.',
  definitionZh: '某一日期已采用人数 ÷ 可衡量人数。“已采用”指在应工作的日子里经常使用、并完成了岗位大部分核心任务的人。',
  formula: 'adopted ÷ measured, measured = eligible − not_measured',
  parameters: [...stateParameters, 'targets.adoption', 'departments'],
  unit: 'people',
  shape: 'snapshot',
  dimensions: ['none', 'department', 'team', 'role', 'phase'],
  filters: ['department', 'team', 'role', 'phase'],
  row: adoptionRow,
  total: adoptionRow,
  peopleColumn: 'measured',
  behind: {
    list: 'people',
    query: measuredPeople,
    columns: {
      eligible: {},
      measured: measuredPeople,
      adopted: { state: 'adopted' },
      occasional: { state: 'occasional' },
      lapsed: { state: 'lapsed' },
      never_started: { state: 'never_started' },
      not_measured: { state: 'not_measured' },
      not_measured_on_leave: { state: 'not_measured', detail: 'on_leave' },
      not_measured_too_early: { state: 'not_measured', detail: 'too_early' },
      not_measured_too_few_workdays: { state: 'not_measured', detail: 'too_few_workdays' },
    },
  },
  parts: [],
} as const satisfies Measure
