import { z } from 'zod'
import { stateParameters } from './adoption.ts'
import { measuredPeople } from './behind.ts'
import type { Measure } from './measure.ts'

const count = z.int().nonnegative()
const minutes = z.number().nonnegative().nullable()

/** A row of `effort`: one core task of one group, or all entering where the task is empty. */
export const effortRow = z.object({
  measured: count.describe('measured people whose role owns the task; where the task is empty, all of them'),
  active_days: count.describe('active days of these people'),
  actions: count.describe('their contribute and process value actions of the task on eligible days'),
  timed: count.describe('of these, actions that say how long they took'),
  minutes: minutes.describe('minutes they took, at most 30 each; null when no action says how long it took'),
  minutes_per_day: minutes.describe('minutes ÷ active_days; null without active days or durations'),
})

/** What entering data costs the people who do it. */
export const effort = {
  name: 'effort',
  label: 'Effort',
  definition:
    'Minutes a person spends entering data per active day in the last 28 days, per role and core task: durations of contribute and process value actions, at most 30 minutes each, ÷ active days of the measured people whose role owns the task. An empty task is all entering, whatever its task.',
  definitionZh:
    '最近 28 天内每个活跃日录入数据所用的分钟数，按岗位与核心任务：录入与流程类有效操作的时长之和（每次最多计 30 分钟）÷ 岗位包含该任务的可衡量人员的活跃天数。任务为空表示全部录入。',
  formula: 'Σ min(duration, 30 min) of contribute and process value actions ÷ Σ A, 28 days',
  parameters: stateParameters,
  unit: 'minutes',
  shape: 'snapshot',
  dimensions: ['role', 'none', 'department', 'team', 'phase'],
  filters: ['department', 'team', 'role', 'phase'],
  row: effortRow,
  total: effortRow,
  peopleColumn: 'measured',
  behind: { list: 'people', query: measuredPeople, columns: {} },
  keys: ['task'],
  parts: [],
} as const satisfies Measure
