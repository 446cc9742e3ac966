import type {
  CircleTotal,
  DualEntry,
  GiveGet,
  Lifecycle,
  Movement,
  Perfunctory,
  Pulse,
  Retention,
  Tasks,
  TimeToValue,
  Training,
  Verified,
} from '../../dashboard/sentences/measure-answer.ts'

type Parts = Pick<Movement, 'definition' | 'late_data' | 'joiners_leavers' | 'transfers' | 'behaviour'>

/** A row of `movement` whose rates differ by its parts. */
export function movement(given: Partial<Parts>, before = 0.6): Movement {
  const parts: Parts = { definition: 0, late_data: 0, joiners_leavers: 0, transfers: 0, behaviour: 0, ...given }
  const change = Object.values(parts).reduce<number>((sum, part) => sum + (part ?? 0), 0)
  const published = { measured_published: 1000, adopted_published: 600, rate_published: before }
  return {
    ...published,
    measured_before: 1000,
    adopted_before: 600,
    rate_before: before,
    measured: 1000,
    adopted: 600,
    rate: before + change,
    change,
    ...parts,
    joiners: 0,
    leavers: 0,
    transferred_in: 0,
    transferred_out: 0,
  }
}

/** A row of `verified` of 100 measured people. */
export const verified = (adopted: number, left: number): Verified => ({
  measured: 100,
  adopted,
  rate: adopted / 100,
  verified_adopted: left,
  verified_rate: left / 100,
  gap_people: adopted - left,
  gap: (adopted - left) / 100,
})

/** A row of `perfunctory` whose flags are all copied notes. */
export const perfunctory = (flagged: number, all: number): Perfunctory => ({
  measured: 100,
  value_actions: all,
  flagged,
  rate: all === 0 ? null : flagged / all,
  burst: 0,
  copied: flagged,
  backdated: 0,
  placeholder_only: 0,
  reverted: 0,
})

/** A row of `dual_entry` by where the task was done. */
export function dualEntry(task: string, crm: number, legacy: number, exports: number): DualEntry & { task: string } {
  const actions = crm + legacy + exports
  const share = (part: number) => (actions === 0 ? null : part / actions)
  const shares = { crm_share: share(crm), legacy_share: share(legacy), export_share: share(exports), app_shares: {} }
  return { task, measured: 20, actions, crm, legacy, exports, both: 0, ...shares }
}

/** A row of `give_get` of so many people; what is taken are searches. */
export const giveGet = (
  department: string,
  measured: number,
  given: number,
  taken: number,
): GiveGet & { department: string } => ({
  department,
  measured,
  given,
  taken_searches: taken,
  taken_reports: 0,
  taken_records: 0,
  taken,
  given_per_head: given / measured,
  taken_per_head: taken / measured,
})

/** A row of `pulse`. */
export const pulse = (manager: string, kind: string, state: Pulse['state']): Pulse & { manager: string } => ({
  manager,
  kind,
  state,
  active_days: 0,
  expected_days: 20,
  last_active_on: null,
  expected_days_since: null,
  measured: 0,
  adopted: 0,
  rate: null,
})

/** A total of `circle` by the intervals of its first two links. */
export function circle(there: [number, number] | null, back: [number, number] | null): CircleTotal {
  const link = (interval: [number, number] | null) => ({
    r: interval === null ? null : (interval[0] + interval[1]) / 2,
    low: interval === null ? null : interval[0],
    high: interval === null ? null : interval[1],
    pairs: 40,
  })
  return {
    adoption_then_completeness: link(there),
    completeness_then_adoption: link(back),
    taken_then_completeness: link(null),
    completeness_then_taken: link(null),
  }
}

/** A row of `training` with nothing but what is given. */
export function training(course: string, given: Partial<Training>): Training & { course: string } {
  const span = { followed: 0, adopted: 0, peers: 0 }
  const blank = { rate: null, peer_rate: null, association: null }
  const entries = (['2w', '4w', '12w'] as const).flatMap((weeks) =>
    Object.entries({ ...span, ...blank }).map(([name, value]) => [`${name}_${weeks}`, value]),
  )
  // The names are made of the same parts as those of the row.
  const spans = Object.fromEntries(entries) as Omit<
    Training,
    'course' | 'measured' | 'trained' | 'share' | 'not_adopted_3w'
  >
  return { course, measured: 50, trained: 40, share: 0.8, not_adopted_3w: 0, ...spans, ...given }
}

/** A row of `tasks`. */
export const tasks = (task: string, done: number, measured: number): Tasks & { task: string } => ({
  task,
  measured,
  done,
  share: done / measured,
})

/** A week of `lifecycle` of 100 people. */
export const lifecycle = (period: string, given: Partial<Lifecycle>): Lifecycle => ({
  period,
  partial: false,
  new: 0,
  retained: 0,
  resurrected: 0,
  lapsed_now: 0,
  still_lapsed: 0,
  never: 0,
  not_expected: 0,
  expected: 100,
  ...given,
})

/** A row of `time_to_value` of 40 people. */
export const timeToValue = (given: Partial<TimeToValue>): TimeToValue => ({
  people: 40,
  active: 30,
  active_p25: null,
  active_median: null,
  active_p75: null,
  adopted: 10,
  adopted_p25: null,
  adopted_median: null,
  adopted_p75: null,
  ...given,
})

/** A row of `retention`. */
export const retention = (period: string, weeks: number, active: number, expected: number): Retention => ({
  period,
  partial: false,
  weeks_since: weeks,
  people: expected,
  expected,
  active,
  share: active / expected,
})
