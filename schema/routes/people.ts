import { z } from 'zod'
import { calendarDate } from '../calendar-date.ts'
import { personState, stateDetail } from '../person-state.ts'
import { filterQuery, instantText, onQuery } from './query-parts.ts'
import { defineRoute } from './route.ts'

const count = z.int().nonnegative()

/** Roles that see names: of everyone, of their own people, of themselves. */
const namesRoles = ['admin', 'lead', 'person'] as const

/** Orders of the people list; a leading `-` turns one round. */
export const peopleSorts = ['useful', 'name', 'state', 'last_active_on', 'department'] as const

/** One person on a date. */
export const personRow = z.object({
  person_id: z.string(),
  name: z.string(),
  team: z.string(),
  department: z.string(),
  role: z.string(),
  phase: z.string(),
  state: personState,
  detail: stateDetail,
  active_days: count.describe('active days of the last 28'),
  expected_days: count.describe('expected days of the last 28'),
  last_active_on: calendarDate.nullable(),
  days_since: count.nullable().describe('days from the last active day to the date'),
  start: calendarDate.describe('first day of the unbroken run of eligible days'),
  blocks: count.describe('expected blocks in the window, 0 to 4'),
  blocks_regular: count.describe('of these, blocks with enough active days'),
  blocks_needed: count,
  core_tasks_done: count,
  core_tasks: count,
  tasks_needed: count,
  breadth: z.enum(['configured', 'not_configured']),
  missing: z.array(z.string()).describe('core tasks not done in the window'),
  adopted_before: calendarDate.nullable().describe('last earlier week end adopted'),
  trained_on: calendarDate.nullable().describe('latest training completed by the date'),
  reason: z.string().describe('why the person has this state, in one English sentence'),
})

/** One person on a date. */
export type PersonRow = z.infer<typeof personRow>

/** Question to the people list. */
export const peopleQuery = z.object({
  ...onQuery.shape,
  ...filterQuery.shape,
  state: z.array(personState).optional().describe('states; may repeat'),
  detail: z.array(stateDetail).optional().describe('details; may repeat'),
  manager: z.string().max(200).optional().describe('id of a manager: everyone below'),
  q: z.string().max(200).optional().describe('part of a name or of an id'),
  sort: z
    .enum([...peopleSorts, '-useful', '-name', '-state', '-last_active_on', '-department'])
    .optional()
    .describe('order; absent: most useful first'),
  cursor: z.string().max(200).optional().describe('member next of the answer before'),
  limit: z.coerce.number().int().min(1).max(10_000).optional().describe('rows, 100 unless told otherwise'),
  format: z.enum(['json', 'csv', 'xlsx']).optional(),
})

const counts = z.object({
  adopted: count,
  occasional: count,
  lapsed: count,
  never_started: count,
  not_measured: count,
})

/** The people list; every look at it is logged. */
export const peopleRoute = defineRoute({
  method: 'get',
  path: '/api/people',
  summary: 'People with their state, within the scope of the viewer; logged',
  roles: namesRoles,
  query: peopleQuery,
  answer: z.object({
    on: calendarDate,
    complete_through: instantText.nullable(),
    definition: z.string(),
    counts: counts.describe('people per state under the other filters'),
    total: count,
    rows: z.array(personRow),
    next: z.string().nullable(),
    logged: z.boolean(),
  }),
})

/** One person's own page; every look at it is logged. */
export const personRoute = defineRoute({
  method: 'get',
  path: '/api/people/{person_id}',
  summary: 'One person, day by day; logged',
  roles: namesRoles,
  params: z.object({ person_id: z.string().min(1).max(200) }),
  query: onQuery,
  answer: z.object({
    on: calendarDate,
    row: personRow.nullable().describe('null when the person is not eligible on the date'),
    days: z.array(
      z.object({ date: calendarDate, expected: z.boolean(), active: z.boolean(), tasks: z.array(z.string()) }),
    ),
    history: z.array(z.object({ period: calendarDate, state: personState })),
    logged: z.boolean(),
  }),
})
