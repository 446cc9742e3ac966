import { formatDay, monthEnd, weekEnd } from './oracle/day.ts'
import { FIRST_DAY, LAST_DAY } from './oracle/random/calendar.ts'
import { features, type HoldingShape, type Shape } from './organisation-shape.ts'
import {
  type Cells,
  inventOrganisation,
  type MadeRows,
  type RandomOrganisation,
  writeOrganisation,
} from './random-organisation.ts'
import { plainerProgram, withoutFeature } from './without-feature.ts'

/** Organisations under one program: the files of all of them, and each of them alone. */
export interface Holding {
  whole: RandomOrganisation
  parts: RandomOrganisation[]
}

type Span = { from: number; to: number }

const DAY_MS = 86_400_000
// The dice of people know more people than any shape has.
const peopleInvented = 9
const idColumns = [
  'person_id',
  'manager_id',
  'owner_id',
  'editor_id',
  'record_id',
  'account_id',
  'message_id',
  'calendar',
]

/** Makes a holding; ids end in a letter of their organisation, so that nobody is of two. */
export function shapedHolding(shape: HoldingShape): Holding {
  const first = FIRST_DAY + shape.firstDay
  const span = { from: first * DAY_MS, to: (first + shape.days) * DAY_MS }
  const dates = datesWithin(first, shape.days)
  const { program: invented, outcomes } = inventOrganisation(shape.seed)
  const plainer = plainerProgram(invented, shape.features)
  const tags = shape.organisations.flatMap((each, n) => (each === null ? [] : [String.fromCharCode(97 + n)]))
  const program = plainer === null ? null : namingPeople(plainer, tags)
  const parts = shape.organisations.flatMap((each, n) =>
    each === null ? [] : [{ ...organisationOf(each, span, String.fromCharCode(97 + n)), program, dates, outcomes: [] }],
  )
  const all = <Column extends 'roster' | 'events'>(column: Column) => parts.flatMap((part) => part[column])
  const rest = ['leave', 'holidays', 'records', 'recordsLater', 'accounts', 'training', 'feedback'] as const
  // One name for each of the lists above.
  const joined = Object.fromEntries(rest.map((name) => [name, parts.flatMap((part) => part[name])])) as Pick<
    MadeRows,
    (typeof rest)[number]
  >
  const whole = { ...joined, roster: all('roster'), events: all('events'), outcomes, program, dates }
  return { whole: writeOrganisation(whole), parts: parts.map(writeOrganisation) }
}

function organisationOf(shape: Shape, span: Span, tag: string): MadeRows {
  const lacking = features.filter((feature) => !shape.features[feature])
  const cut = cutToSize(inventOrganisation(shape.seed, peopleInvented), shape, span)
  return tagged(
    lacking.reduce((rows, feature) => withoutFeature[feature](rows), cut),
    tag,
  )
}

function cutToSize(rows: MadeRows, { people, events, records }: Shape, { from, to }: Span): MadeRows {
  const isOfSomeone = ({ person_id = '' }: Cells) => numberOf(person_id) <= people
  const isKeptRecord = ({ record_id = '' }: Cells) => record_id.endsWith('acct-0') || numberOf(record_id) < records
  const isInTime = ({ occurred_at = '' }: Cells) => from <= Date.parse(occurred_at) && Date.parse(occurred_at) < to
  return {
    ...rows,
    roster: rows.roster.filter(isOfSomeone),
    leave: rows.leave.filter(isOfSomeone),
    training: rows.training.filter(isOfSomeone),
    feedback: rows.feedback.filter(isOfSomeone),
    events: rows.events.filter((event) => isOfSomeone(event) && isInTime(event) && shareOf(event) < events),
    records: rows.records.filter(isKeptRecord),
    recordsLater: rows.recordsLater.filter(isKeptRecord),
    accounts: rows.accounts.filter(({ account_id = '' }) => numberOf(account_id) <= records),
  }
}

function tagged(rows: MadeRows, tag: string): MadeRows {
  const withTag = (id = '') => (id === '' ? '' : `${id}.${tag}`)
  const tagRow = (row: Cells): Cells => ({
    ...row,
    ...Object.fromEntries(idColumns.flatMap((column) => (column in row ? [[column, withTag(row[column])]] : []))),
    ...('aliases' in row ? { aliases: (row.aliases ?? '').split(';').map(withTag).join(';') } : {}),
  })
  const lists = Object.entries(rows).filter((entry): entry is [string, Cells[]] => isRows(entry[1]))
  return { ...rows, ...Object.fromEntries(lists.map(([name, list]) => [name, list.map(tagRow)])) }
}

const isRows = (value: unknown) => Array.isArray(value) && value.some((each) => typeof each === 'object')

function namingPeople(program: NonNullable<MadeRows['program']>, tags: string[]) {
  const ofAll = (ids: string[]) => ids.flatMap((id) => tags.map((tag) => `${id}.${tag}`))
  const phases = (program.phases ?? []).map(({ scope = {}, owner, ...phase }) => ({
    ...phase,
    ...(owner === undefined ? {} : { owner: `${owner}.${tags[0]}` }),
    scope: { ...scope, ...(scope.people === undefined ? {} : { people: ofAll(scope.people) }) },
  }))
  return { ...program, phases }
}

// The first number of an id, as in p-03@mobile or record-of-acct-4; strangers are of everyone's.
function numberOf(id: string): number {
  return id.startsWith('ghost') ? 0 : Number(/\d+/.exec(id)?.[0] ?? 0)
}

// Spreads ids over a hundred, and those of one message to one place.
function shareOf({ message_id = '' }: Cells): number {
  return ((Number(/\d+/.exec(message_id)?.[0] ?? 0) * 7_919) >> 3) % 100
}

// Days among and after those that have events, ascending, with a week end and a month end.
function datesWithin(first: number, days: number): string[] {
  const last = Math.min(first + days - 1, LAST_DAY)
  const middle = first + Math.floor(days / 2)
  const wanted = [middle, weekEnd(middle + 10, 0), last, monthEnd(last)]
  return [...new Set(wanted)].sort((a, b) => a - b).map(formatDay)
}
