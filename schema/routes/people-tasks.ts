import { z } from 'zod'
import { calendarDate } from '../calendar-date.ts'
import { personState } from '../person-state.ts'
import { peopleQuery, personRow } from './people.ts'
import { instantText } from './query-parts.ts'
import { defineRoute } from './route.ts'

const count = z.int().nonnegative()

/** Where a person did a core task in 28 days: in the CRM, there and elsewhere, only elsewhere, nowhere. */
export const taskPlaces = ['crm', 'both', 'elsewhere', 'not_done'] as const

/** Where a person did a core task in 28 days. */
export type TaskPlace = (typeof taskPlaces)[number]

/** One person with the core tasks of their role. */
export const personTasksRow = z.object({
  ...personRow.pick({ person_id: true, name: true, team: true, department: true, role: true }).shape,
  state: personState,
  core_tasks_done: count.describe('core tasks done in the CRM in the 28 days that end on the date'),
  core_tasks: count,
  tasks: z
    .record(z.string(), z.enum(taskPlaces))
    .describe('core tasks of the role: where each was done; elsewhere is a legacy app or an export'),
})

/** One person with the core tasks of their role. */
export type PersonTasksRow = z.infer<typeof personTasksRow>

/** Question to the matrix of people and core tasks. */
export const peopleTasksQuery = peopleQuery.omit({ detail: true, q: true, sort: true })

/** The matrix of people and core tasks; every look at it is logged. */
export const peopleTasksRoute = defineRoute({
  method: 'get',
  path: '/api/people-tasks',
  summary:
    'Where people did the core tasks of their role, who did fewest first, within the scope of the viewer; logged',
  roles: ['admin', 'lead', 'person'],
  query: peopleTasksQuery,
  answer: z.object({
    on: calendarDate,
    complete_through: instantText.nullable(),
    definition: z.string(),
    tasks: z.array(z.string()).describe('core tasks of all these people, the one that most do not do first'),
    total: count.describe('people whose role has core tasks'),
    measured: count.describe('of these, people who can be measured'),
    did_all: count.describe('of the measured, people who did every core task in the CRM'),
    rows: z.array(personTasksRow),
    next: z.string().nullable(),
    logged: z.boolean(),
  }),
})
