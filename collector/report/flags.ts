import { z } from 'zod'
import type { CalendarDate } from '../../schema/calendar-date.ts'
import { type FlagKind, flagKind } from '../../schema/flag-kind.ts'
import { type FlagRow, flagRow } from '../../schema/routes/flags.ts'
import type { PersonMonths } from '../rollup/change.ts'
import { addPersonDate } from '../rollup/person-months.ts'
import { insertRows } from '../store/insert-rows.ts'
import { formatInstant } from '../store/instant.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

/** Which flags are asked for; empty lists take all, people null is no restriction. */
export type FlagChoice = {
  from: CalendarDate
  to: CalendarDate
  kinds: readonly FlagKind[]
  departments: readonly string[]
  teams: readonly string[]
  people: readonly string[] | null
  state: 'standing' | 'dismissed' | undefined
}

/** A flag with the key that facts know. */
export type KeyedFlag = { key: string; row: FlagRow }

const flagId = 'lower(hex(sipHash128(f.source, f.message_id, f.kind)))'

// A person is shown where the roster has them on the last day, as in every measure.
const chosen = `
WITH
  places AS (
    SELECT person_key, argMax(department, nearest_from) AS department, argMax(team, nearest_from) AS team
    FROM current_segments WHERE nearest_from <= {to:Date} GROUP BY person_key
  ),
  dismissals AS (SELECT source, message_id, kind, reason, actor, at FROM flag_dismissals FINAL WHERE dismissed),
  held AS (
    SELECT ${flagId} AS flag_id, f.kind AS kind, f.date AS date, f.person_key AS person_key, p.department AS department, p.team AS team,
      f.event AS event, f.object AS object, f.record_id AS record_id, f.task AS task, f.evidence AS evidence,
      if(d.kind = '', 'standing', 'dismissed') AS state, d.reason AS reason, d.actor AS dismissed_by,
      toUnixTimestamp64Milli(d.at) AS dismissed_ms
    FROM (SELECT * FROM action_flags FINAL WHERE date BETWEEN {from:Date} AND {to:Date}) AS f
    LEFT JOIN dismissals AS d ON d.source = f.source AND d.message_id = f.message_id AND d.kind = f.kind
    LEFT JOIN places AS p ON p.person_key = f.person_key
    WHERE (empty({people:Array(String)}) OR has({people:Array(String)}, f.person_key))
      AND (empty({kinds:Array(String)}) OR has({kinds:Array(String)}, f.kind))
      AND (empty({departments:Array(String)}) OR has({departments:Array(String)}, p.department))
      AND (empty({teams:Array(String)}) OR has({teams:Array(String)}, p.team))
      AND ({state:String} = '' OR {state:String} = state)
  )`

const page = `${chosen},
  shown AS (SELECT * FROM held ORDER BY date DESC, person_key, flag_id LIMIT {limit:UInt32} OFFSET {offset:UInt32}),
  names AS (
    SELECT person_key, argMax(name, (valid_from, line)) AS name FROM roster_rows WHERE valid_from <= {to:Date} GROUP BY person_key
  ),
  ids AS (SELECT person_key, any(person_id) AS person_id FROM identities GROUP BY person_key)
SELECT s.flag_id AS flag_id, s.kind AS kind, toString(s.date) AS date, s.person_key AS person_key, s.department AS department, s.team AS team,
  s.event AS event, s.object AS object, s.record_id AS record_id, s.task AS task, s.evidence AS evidence, s.state AS state,
  s.reason AS reason, s.dismissed_by AS dismissed_by, s.dismissed_ms AS dismissed_ms, n.name AS name, i.person_id AS person_id
FROM shown AS s
LEFT JOIN names AS n ON n.person_key = s.person_key
LEFT JOIN ids AS i ON i.person_key = s.person_key
ORDER BY s.date DESC, s.person_key, s.flag_id`

const storedRow = flagRow.omit({ dismissed_at: true }).extend({ person_key: z.string(), dismissed_ms: z.number() })

/** A page of flags, newest first, and how many there are. */
export async function listFlags(
  { writer }: Pick<Store, 'writer'>,
  { people, state, ...choice }: FlagChoice,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ flags: KeyedFlag[]; total: number }> {
  const params = { ...choice, people: people ?? [], state: state ?? '', limit, offset }
  const rows = await queryRows(writer, page, params, storedRow)
  const [counted] = await queryRows(writer, `${chosen} SELECT count() AS flags FROM held`, params)
  const flags = rows.map(({ person_key: key, dismissed_ms: ms, ...row }) => ({
    key,
    row: { ...row, dismissed_at: row.state === 'dismissed' ? new Date(ms).toISOString() : null },
  }))
  return { flags, total: Number(counted?.flags ?? 0) }
}

const foundRow = z.object({
  flag_id: z.string(),
  source: z.string(),
  message_id: z.string(),
  kind: flagKind,
  person_key: z.string(),
  date: z.string(),
  dismissed: z.number().transform(Boolean),
})

/** A flag as it is stored, and whether somebody dismissed it. */
export type FoundFlag = z.infer<typeof foundRow>

const byIds = `
SELECT ${flagId} AS flag_id, f.source AS source, f.message_id AS message_id, f.kind AS kind, f.person_key AS person_key,
  toString(f.date) AS date, (f.source, f.message_id, f.kind) IN (
    SELECT source, message_id, kind FROM flag_dismissals FINAL WHERE dismissed
  ) AS dismissed
FROM action_flags AS f FINAL WHERE flag_id IN {ids:Array(String)}`

/** The flags of these names; a name that none has is left out. */
export function findFlags({ writer }: Pick<Store, 'writer'>, ids: readonly string[]): Promise<FoundFlag[]> {
  return queryRows(writer, byIds, { ids }, foundRow)
}

/** Stores that flags were dismissed or restored; answers whose days are to be derived anew. */
export async function storeDismissals(
  { writer }: Pick<Store, 'writer'>,
  flags: readonly FoundFlag[],
  said: { dismissed: boolean; reason: string; actor: string },
): Promise<PersonMonths> {
  const now = Date.now()
  const rows = flags.map(({ source, message_id, kind, person_key }) => ({
    ...{ source, message_id, kind, person_key },
    ...{ ...said, dismissed: Number(said.dismissed), at: formatInstant(now), revision: now },
  }))
  await insertRows(writer, 'flag_dismissals', rows)
  const months: PersonMonths = new Map()
  for (const { person_key, date } of flags) addPersonDate(months, person_key, date)
  return months
}
