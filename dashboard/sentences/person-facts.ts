import type { PersonRow } from '../../schema/routes/people.ts'

/** What the sentences about a person are made from. */
export type PersonFacts = Pick<
  PersonRow,
  | 'name'
  | 'state'
  | 'detail'
  | 'last_active_on'
  | 'start'
  | 'blocks'
  | 'blocks_regular'
  | 'blocks_needed'
  | 'core_tasks_done'
  | 'core_tasks'
  | 'tasks_needed'
  | 'breadth'
  | 'adopted_before'
  | 'trained_on'
>
