import { z } from 'zod'
import { stateParameters } from './adoption.ts'
import { measuredPeople } from './behind.ts'
import type { Measure } from './measure.ts'

const people = z.int().nonnegative()

/** A row of `tasks`: one core task in one group. */
export const tasksRow = z.object({
  measured: people.describe('measured people whose role owns the task'),
  done: people.describe('of these, people who did it on an active day of the last 28 days'),
  share: z.number().describe('done ÷ measured'),
})

/** Which core tasks are done in the CRM, and which are not. */
export const tasks = {
  name: 'tasks',
  label: 'Core tasks',
  definition:
    'Per core task: measured people of the roles that own the task who did it in the last 28 days ÷ measured people of these roles.',
  definitionZh: '按核心任务：最近 28 天内完成该任务的可衡量人数 ÷ 岗位包含该任务的可衡量人数。',
  formula: 'people who did the task on an active day within 28 days ÷ measured people of the roles that own the task',
  parameters: stateParameters,
  unit: 'people',
  shape: 'snapshot',
  dimensions: ['department', 'none', 'team', 'role', 'phase'],
  filters: ['department', 'team', 'role', 'phase'],
  row: tasksRow,
  total: tasksRow,
  peopleColumn: 'measured',
  behind: { list: 'people', query: measuredPeople, columns: {} },
  keys: ['task'],
  parts: [],
} as const satisfies Measure
