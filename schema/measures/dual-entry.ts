import { z } from 'zod'
import { stateParameters } from './adoption.ts'
import { measuredPeople } from './behind.ts'
import type { Measure } from './measure.ts'

const count = z.int().nonnegative()
const share = z.number().nullable()

/** A row of `dual_entry`: one core task in one group. */
export const dualEntryRow = z.object({
  measured: count.describe('measured people whose role owns the task'),
  actions: count.describe('times they did it within 28 days, wherever: crm + legacy + exports'),
  crm: count.describe('of these, value actions in the CRM'),
  legacy: count.describe('of these, the same kind of action in a legacy app of the program'),
  exports: count.describe('of these, exports from the CRM that stand for the task'),
  both: count.describe('people who did the task in the CRM and elsewhere as well'),
  crm_share: share.describe('crm ÷ actions; null when nobody did the task'),
  legacy_share: share.describe('legacy ÷ actions'),
  export_share: share.describe('exports ÷ actions'),
  app_shares: z.record(z.string(), share).describe('per legacy app of the program: its actions ÷ actions'),
})

/** Where core tasks are done: in the CRM, in the systems it replaces, or on exports. */
export const dualEntry = {
  name: 'dual_entry',
  label: 'Work outside the CRM',
  definition:
    'Per core task: of the times that measured people whose role owns it did it on eligible days of the last 28, the share in the CRM, in each legacy app of the program, and by exports. ' +
    'In the CRM counts a value action; in a legacy app an action of the same class and by hand; an export is an action of the catalogue’s task export_report that is no value action. ' +
    'An export stands for the core task it names, else for the core tasks that end in its object, else (without an object) for view_report.',
  definitionZh:
    '按核心任务：最近 28 天内，岗位包含该任务的可衡量人员在有资格的日子里完成该任务的次数中，在 CRM 内、在方案所列各旧系统内、以及通过导出完成的比例。CRM 内计价值操作；旧系统内计同类的人工操作；导出指目录任务 export_report 且不是价值操作的操作，归入其指明的核心任务，否则归入以其对象结尾的核心任务，没有对象时归入 view_report。',
  formula: 'crm ÷ actions, legacy ÷ actions, exports ÷ actions; actions = crm + legacy + exports',
  parameters: [...stateParameters, 'apps.legacy'],
  unit: 'actions',
  shape: 'snapshot',
  dimensions: ['department', 'none', 'team', 'role', 'phase'],
  filters: ['department', 'team', 'role', 'phase'],
  row: dualEntryRow,
  total: dualEntryRow,
  peopleColumn: 'measured',
  behind: { list: 'people', query: measuredPeople, columns: {} },
  keys: ['task'],
  parts: [],
} as const satisfies Measure
