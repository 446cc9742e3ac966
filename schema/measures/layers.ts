import { z } from 'zod'
import { stateParameters } from './adoption.ts'
import { behindMeasured } from './behind.ts'
import type { Measure } from './measure.ts'

const used = z.int().nonnegative().nullable()
const share = z.number().nullable()

/** A row of `layers`. */
export const layersRow = z.object({
  measured: z.int().nonnegative().describe('measured people'),
  operational: used.describe('of these, people who sold, marketed or served in the CRM'),
  collaborative: used.describe('people who worked with others on a record'),
  analytical: used.describe('people who used reports or forecasts'),
  operational_share: share.describe('operational ÷ measured; null without people or when no action has the layer'),
  collaborative_share: share.describe('collaborative ÷ measured'),
  analytical_share: share.describe('analytical ÷ measured'),
})

/** Which sides of the CRM people use. */
export const layers = {
  name: 'layers',
  label: 'Layers of use',
  definition:
    'Share of measured people who used each layer on an eligible day of the last 28 days: operational (selling, marketing, serving), collaborative (working with others on a record), analytical (reports, forecasts). Entering counts, and so do opening, searching and reading; signing in and viewing pages do not. The catalogue names the layer of an action; where it names none, entering data is operational.',
  definitionZh:
    '最近 28 天内在有资格的日子使用过各层面的可衡量人数占比：操作层（销售、市场、服务）、协作层（与他人共同处理记录）、分析层（报表、预测）。录入、打开、搜索与阅读均计入，登录和浏览页面不计。操作所属层面由目录指定；未指定时，录入数据计为操作层。',
  formula: 'people with a human contribute, process or consume action of the layer within 28 days ÷ measured people',
  parameters: stateParameters,
  unit: 'people',
  shape: 'snapshot',
  dimensions: ['none', 'department', 'team', 'role', 'phase'],
  filters: ['department', 'team', 'role', 'phase'],
  row: layersRow,
  total: layersRow,
  peopleColumn: 'measured',
  behind: behindMeasured,
  parts: ['operational', 'collaborative', 'analytical'],
} as const satisfies Measure
