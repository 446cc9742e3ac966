import type { PersonFacts } from './person-facts.ts'

/** Whether a person does enough core tasks; where the role has no profile, breadth is not asked for. */
export const isBroad = (person: PersonFacts): boolean =>
  person.breadth === 'not_configured' || person.core_tasks_done >= person.tasks_needed

/** Whether one more regular week makes the person adopted: active, broad, and one week short. */
export const oneWeekAway = (person: PersonFacts): boolean =>
  person.state === 'occasional' && isBroad(person) && person.blocks_needed - person.blocks_regular === 1
