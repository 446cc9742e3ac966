import { z } from 'zod'
import { stateParameters } from './adoption.ts'
import { behindAdopted } from './behind.ts'
import type { Measure } from './measure.ts'

const people = z.int().nonnegative()
const share = z.number().nullable()

/** A row of `movement`: where adoption came from, where it is, and what moved it. */
export const movementRow = z.object({
  measured_published: people.describe('measured people of the first date as it was first told'),
  adopted_published: people.describe('adopted people of the first date as it was first told'),
  rate_published: share.describe('adopted ÷ measured as first told; as it is known now when nobody was told'),
  measured_before: people.describe('measured people of the first date as it is known now'),
  adopted_before: people.describe('adopted people of the first date as it is known now'),
  rate_before: share.describe('adoption of the first date as it is known now'),
  measured: people.describe('measured people on the date'),
  adopted: people.describe('adopted people on the date'),
  rate: share.describe('adoption on the date'),
  change: share.describe('rate − rate_published: the sum of the parts; null where one of them is'),
  definition: share.describe('part of the change: the rules of the program that changed since the first date was told'),
  late_data: share.describe('part of the change: facts that came or were corrected since the first date was told'),
  joiners_leavers: share.describe(
    'part of the change: people measured on one of the dates only; null where they are too few to show, then in behaviour',
  ),
  transfers: share.describe(
    'part of the change: people measured on both dates who changed the group; null where they are too few to show, then in behaviour',
  ),
  behaviour: share.describe('part of the change: people measured on both dates whose state changed'),
  joiners: people.nullable().describe('people of the group measured on the date, not on the first one'),
  leavers: people.nullable().describe('people of the group measured on the first date, not on the date'),
  transferred_in: people.nullable().describe('people measured on both dates who came from another group'),
  transferred_out: people.nullable().describe('people measured on both dates who went to another group'),
})

/** The change of adoption between two dates, split into what caused it. */
export const movement = {
  name: 'movement',
  label: 'What moved adoption',
  definition:
    'The change of adoption from a first date (compare or from; else 28 days before) to a date, split by swapping one input at a time: definition, late data, joiners and leavers, transfers, behaviour. It starts from what was first told about the first date: a restatement after other rules of the program is definition, every other one late data. Joiners and leavers are measured on one of the two dates only and count with their state of it; transfers changed the group; behaviour is the rest: the same people in the same group, another state. The parts sum to the change exactly.',
  definitionZh:
    '采用率从起始日期（compare 或 from，默认 28 天前）到指定日期的变化，按顺序逐一替换输入进行拆分：定义、迟到数据、加入与离开、调动、行为。起点是当初首次给出的数字：因方案规则改变而重述的部分计入定义，其他重述计入迟到数据；只在其中一个日期可衡量的人计入加入与离开；换组的人计入调动；其余为同一批人的行为变化。各部分之和恰好等于总变化。',
  formula: 'rate(on) − rate(from, as first told) = definition + late_data + joiners_leavers + transfers + behaviour',
  parameters: stateParameters,
  unit: 'people',
  shape: 'snapshot',
  change: true,
  dimensions: ['none', 'department', 'team', 'role', 'phase'],
  filters: ['department', 'team', 'role', 'phase'],
  row: movementRow,
  total: movementRow,
  peopleColumn: 'measured',
  behind: behindAdopted,
  parts: [],
} as const satisfies Measure
