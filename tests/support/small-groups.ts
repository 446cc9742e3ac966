import type { Dice } from './oracle/random/dice.ts'
import { weekdaysBetween } from './weekdays.ts'

/** Someone of the organisation of many small groups. */
export type Member = {
  id: string
  department: string
  team: string
  role: string
  phase: string
  /** Gone before the date that is asked for. */
  left: boolean
  /** First weekday of use; null for who never began. */
  begun: string | null
  learnedOn: string | null
  reason: string | null
}

/** The day that is asked for: a Sunday, so that a sponsor is answered for it. */
export const askedOn = '2026-03-29'

/** Core tasks by role. */
export const tasksOf: Record<string, string[]> = {
  rep: ['log_activity', 'update_opportunity'],
  clerk: ['log_activity', 'update_opportunity'],
  manager: ['log_activity', 'view_report'],
  analyst: ['view_report'],
}

/** Teams by department; the people of Gone have all left. */
const teams: Record<string, Record<string, number>> = {
  A: { A1: 9, A2: 5, A3: 2 },
  B: { B1: 6, B2: 3 },
  C: { C1: 2 },
  D: { D1: 13 },
  E: { E1: 4, E2: 4 },
  Gone: { G1: 2 },
}

/** Its program: phases that lie across departments, and floors of 3 and 4. */
export const smallGroupsProgram = `
organisation: Acme
privacy: { floor: 3, sponsor_floor: 4 }
phases:
  - { id: zero, name: Clerks, go_live: 2025-01-06, scope: { roles: [clerk] } }
  - { id: one, name: First, go_live: 2025-01-13, scope: { departments: [A, B, C, Gone] } }
  - { id: two, name: Second, go_live: 2025-01-20, scope: { departments: [D, E] } }
roles:
  default: { core_tasks: [log_activity, update_opportunity] }
  manager: { core_tasks: [log_activity, view_report] }
  analyst: { core_tasks: [view_report], promote: [Report Viewed] }
`

/** Everyone, by the throw of the dice. */
export function inventMembers(dice: Dice): Member[] {
  const seats = Object.entries(teams).flatMap(([department, sizes]) =>
    Object.entries(sizes).flatMap(([team, size]) => Array.from({ length: size }, () => ({ department, team }))),
  )
  return seats.map(({ department, team }, index) => {
    const role = dice.pick(['rep', 'rep', 'rep', 'clerk', 'manager', 'analyst'])
    const left = department === 'Gone' || dice.chance(0.05)
    return {
      ...{ id: `p${index}`, department, team, role, left },
      phase: role === 'clerk' ? 'zero' : 'DE'.includes(department) ? 'two' : 'one',
      begun: left ? null : dice.pick(['2026-01-12', '2026-01-12', '2026-02-09', '2026-03-02', null]),
      learnedOn: dice.pick(['2026-01-14', '2026-01-14', '2026-03-19', null]),
      reason: dice.pick(['too slow', 'too slow', 'no time', 'double work', null]),
    }
  })
}

/** The organisation as files to import. */
export function filesOf(members: readonly Member[]): Record<'roster' | 'events' | 'training' | 'feedback', string> {
  const events = members.flatMap(({ id, begun, role }) => {
    const event = role === 'analyst' ? 'Report Viewed' : 'Activity Logged'
    const days = begun === null ? [] : weekdaysBetween(begun, '2026-03-27')
    return days.map((day) => `${id},${event},${day}T09:00:00Z`)
  })
  return {
    roster: [
      'person_id,department,team,role,valid_from,valid_to',
      ...members.map(({ id, department, team, role, left }) =>
        [id, department, team, role, '2025-01-06', left ? '2026-03-02' : ''].join(','),
      ),
    ].join('\n'),
    events: ['person_id,event,occurred_at', ...events].join('\n'),
    training: [
      'person_id,course,completed_on',
      ...members.flatMap(({ id, learnedOn }) => (learnedOn === null ? [] : [`${id},basics,${learnedOn}`])),
    ].join('\n'),
    feedback: [
      'person_id,at,question,score,reason',
      ...members.flatMap(({ id, reason }) =>
        reason === null ? [] : [`${id},2026-03-16T10:00:00Z,What stops you?,2,${reason}`],
      ),
    ].join('\n'),
  }
}
