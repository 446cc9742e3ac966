import { z } from 'zod'
import { stateParameters } from './adoption.ts'
import type { Measure } from './measure.ts'

const people = z.int().nonnegative()

/** A row of `voice`: one reason to one question from the people of one state. */
export const voiceRow = z.object({
  measured: people.describe('measured people of the group'),
  answers: people.describe('people of the state whose newest answer names the reason'),
  answers_of_state: people.describe('people of the state who answered the question'),
  share: z.number().describe('answers ÷ answers_of_state'),
  mean_score: z.number().nullable().describe('mean of their scores; null when nobody gave one, and for other'),
})

/** What users say, by how they use the CRM. */
export const voice = {
  name: 'voice',
  label: 'Voice of users',
  definition:
    'The newest answer of each measured person to each question in the 13 weeks up to the date, counted by the state of the person on the date and the reason given, with the mean score. ' +
    'For everyone but administrators, the lead of these people included, reasons that fewer people of a state gave than the floor are told together as “other”, without a mean score.',
  definitionZh:
    '截至当日的 13 周内，每位可衡量人员对每个问题的最新回答，按其当日状态与所选原因计数，并给出平均分。除管理员外（包括这些人员的主管），同一状态中给出人数低于隐私下限的原因合并为“other”，不给出平均分。',
  formula: 'people of a state whose newest answer names a reason ÷ people of the state who answered the question',
  parameters: [...stateParameters, 'privacy.floor', 'privacy.sponsor_floor'],
  unit: 'answers',
  shape: 'snapshot',
  dimensions: ['department', 'none', 'team', 'role', 'phase'],
  filters: ['department', 'team', 'role', 'phase'],
  row: voiceRow,
  total: voiceRow,
  peopleColumn: 'measured',
  behind: null,
  keys: ['question', 'state', 'reason'],
  parts: [],
} as const satisfies Measure
