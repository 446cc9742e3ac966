import type { PersonState, StateDetail } from '../../schema/person-state.ts'

/** What the sentences about a person are made from; a row of the people list has it. */
export interface PersonFacts {
  name: string
  state: PersonState
  detail: StateDetail
  last_active_on: string | null
  days_since: number | null
  start: string
  blocks: number
  blocks_regular: number
  blocks_needed: number
  core_tasks_done: number
  core_tasks: number
  tasks_needed: number
  breadth: 'configured' | 'not_configured'
  adopted_before: string | null
  trained_on: string | null
}
