import type { PersonRow } from '../../schema/routes/people.ts'

/** Why a person has this state, in one English sentence; the dashboard words its own from the same columns. */
export function personReason(row: Omit<PersonRow, 'reason'>): string {
  switch (row.state) {
    case 'adopted':
      return `Regular in ${row.blocks_regular} of ${row.blocks} blocks, and ${tasksDone(row)}.`
    case 'occasional':
      return `${regularity(row)}; ${tasksDone(row)}.`
    case 'lapsed':
      return row.detail === 'was_adopted'
        ? `Was adopted until ${row.adopted_before ?? 'an earlier week'}; last active on ${row.last_active_on ?? 'no day'}.`
        : `Tried it; last active on ${row.last_active_on ?? 'no day'}.`
    case 'never_started':
      return row.detail === 'signs_in_only'
        ? `Signs in and looks, but has done no work in it since ${row.start}.`
        : `Has never signed in since ${row.start}.`
    case 'not_measured':
      return notMeasured(row)
  }
}

function regularity({ blocks, blocks_regular: regular, blocks_needed: needed }: Omit<PersonRow, 'reason'>): string {
  return regular >= needed
    ? `Regular in ${regular} of ${blocks} blocks`
    : `Regular in ${regular} of the ${needed} blocks needed`
}

function tasksDone({
  breadth,
  core_tasks_done: done,
  core_tasks: all,
  tasks_needed: needed,
}: Omit<PersonRow, 'reason'>) {
  if (breadth === 'not_configured') return 'no core tasks are configured for the role'
  return done >= needed ? `${done} of ${all} core tasks done` : `${done} of the ${needed} core tasks needed`
}

function notMeasured({ detail, start, expected_days: expected }: Omit<PersonRow, 'reason'>): string {
  if (detail === 'on_leave') return 'On leave: too few expected days to be measured.'
  if (detail === 'too_early') return `Started on ${start}: too early to be measured.`
  return `Only ${expected} expected days in four weeks: too few to be measured.`
}
