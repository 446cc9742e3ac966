import type { features, programFeatures, Switches } from './organisation-shape.ts'
import type { Cells, MadeRows } from './random-organisation.ts'

type Program = NonNullable<MadeRows['program']>

/** What an organisation is without a feature. */
export const withoutFeature: Record<(typeof features)[number], (rows: MadeRows) => MadeRows> = {
  transfers: (rows) => ({ ...rows, roster: rows.roster.filter(isFirstOfPerson).map(withEndOf(rows.roster)) }),
  part_time: (rows) => ({ ...rows, roster: rows.roster.map((row) => ({ ...row, workdays: '' })) }),
  zones: (rows) => ({ ...rows, roster: rows.roster.map((row) => ({ ...row, timezone: '' })) }),
  licences: (rows) => ({
    ...rows,
    roster: rows.roster.map((row) => ({ ...row, licensed_from: '', licensed_to: '' })),
  }),
  service_accounts: (rows) => ({ ...rows, roster: rows.roster.map((row) => ({ ...row, kind: '' })) }),
  aliases: (rows) => ({ ...rows, roster: rows.roster.map((row) => ({ ...row, aliases: '' })) }),
  leave: (rows) => ({ ...rows, leave: [] }),
  holidays: (rows) => ({ ...rows, holidays: [] }),
  duplicates: (rows) => ({ ...rows, events: rows.events.filter(isFirstOfMessage()) }),
  strangers: (rows) => ({
    ...rows,
    events: rows.events.filter(({ person_id = '' }) => !person_id.startsWith('ghost')),
  }),
  perfunctory: (rows) => ({
    ...rows,
    events: rows.events.flatMap((event) =>
      event.message_id?.startsWith('burst') ? [] : [{ ...event, note_hash: '', changes: '' }],
    ),
  }),
  deletions: (rows) => ({ ...rows, records: rows.records.map((row) => ({ ...row, deleted_at: '' })) }),
  later_records: (rows) => ({ ...rows, recordsLater: [] }),
  training: (rows) => ({ ...rows, training: [] }),
}

/** What a program is without some features; null is none. */
export function plainerProgram(
  program: Program | null,
  kept: Switches<(typeof programFeatures)[number]>,
): Program | null {
  if (program === null || !kept.program) return null
  const { thresholds, targets, departments, roles, actions, apps, phases = [], timezone = '', ...rest } = program
  const plain = phases.map(({ targets: own, ...phase }) => ({ ...phase, ...(kept.targets ? { targets: own } : {}) }))
  return JSON.parse(
    JSON.stringify({
      ...rest,
      timezone: kept.program_zone ? timezone : 'UTC',
      phases: kept.phases ? plain : [],
      ...(kept.thresholds ? { thresholds } : {}),
      ...(kept.targets ? { targets, departments } : {}),
      ...(kept.profiles ? { roles } : {}),
      ...(kept.catalogue ? { actions, apps } : {}),
    }),
  )
}

const isFirstOfPerson = ({ person_id }: Cells, n: number, rows: Cells[]) =>
  rows.findIndex((row) => row.person_id === person_id) === n

// Who stays in one place stays as long as the last place would have.
function withEndOf(roster: Cells[]): (row: Cells) => Cells {
  return (row) => ({
    ...row,
    valid_to: roster.findLast(({ person_id }) => person_id === row.person_id)?.valid_to ?? '',
  })
}

function isFirstOfMessage(): (event: Cells) => boolean {
  const seen = new Set<string>()
  return ({ message_id = '' }) => seen.size < seen.add(message_id).size
}
