import { z } from 'zod'
import { stateParameters } from './adoption.ts'
import { measuredPeople } from './behind.ts'
import type { Measure } from './measure.ts'

const people = z.int().nonnegative()
const share = z.number().nullable()
// Null where it would tell of fewer people than the floor.
const few = people.nullable()

/** A row of `training`: one course in one group. */
export const trainingRow = z.object({
  measured: people.describe('measured people of the group'),
  trained: people.describe('of these, people who completed the course by the date'),
  share: z.number().describe('trained ÷ measured'),
  not_adopted_3w: few.describe(
    'of the trained, people who completed it three weeks ago or earlier and are not adopted',
  ),
  followed_2w: people.describe('trained people measured at the week end two weeks after completion'),
  adopted_2w: few.describe('of these, adopted at that week end'),
  rate_2w: share.describe('adopted_2w ÷ followed_2w'),
  peers_2w: people.describe('people of the group who were measured at one of these week ends and not yet trained'),
  peer_rate_2w: share.describe('adoption of these peers at the same week ends; null unless both groups are 10 or more'),
  association_2w: share.describe('rate_2w − peer_rate_2w: an association, no proof of an effect'),
  followed_4w: people.describe('as followed_2w, four weeks after'),
  adopted_4w: few.describe('as adopted_2w, four weeks after'),
  rate_4w: share.describe('adopted_4w ÷ followed_4w'),
  peers_4w: people.describe('as peers_2w, four weeks after'),
  peer_rate_4w: share.describe('as peer_rate_2w, four weeks after'),
  association_4w: share.describe('rate_4w − peer_rate_4w'),
  followed_12w: people.describe('as followed_2w, twelve weeks after'),
  adopted_12w: few.describe('as adopted_2w, twelve weeks after'),
  rate_12w: share.describe('adopted_12w ÷ followed_12w'),
  peers_12w: people.describe('as peers_2w, twelve weeks after'),
  peer_rate_12w: share.describe('as peer_rate_2w, twelve weeks after'),
  association_12w: share.describe('rate_12w − peer_rate_12w'),
})

/** Whether people who completed a course take the CRM up more often than their peers. */
export const training = {
  name: 'training',
  label: 'Training',
  definition:
    'Per course: people who completed it, and how many of them were adopted at the end of the week 2, 4 and 12 weeks after their first completion, beside measured people of the same group who had not completed it by that week end. Peers are compared when both groups are 10 or more. An association, no proof of an effect.',
  definitionZh:
    '按课程：完成人数，以及首次完成后第 2、4、12 周周末的采用人数，与同组当时尚未完成该课程的人对比；双方均不少于 10 人时才比较。只表示相关，不代表因果。',
  formula:
    'adopted ÷ measured of the trained at the week end k weeks later − mean over them of adopted ÷ measured of the not yet trained at that week end',
  parameters: [...stateParameters, 'week_start'],
  unit: 'people',
  shape: 'snapshot',
  dimensions: ['role', 'none', 'department', 'team', 'phase'],
  filters: ['department', 'team', 'role', 'phase'],
  row: trainingRow,
  total: trainingRow,
  peopleColumn: 'measured',
  behind: { list: 'people', query: measuredPeople, columns: {} },
  keys: ['course'],
  parts: [],
} as const satisfies Measure
