/** What the people of `organisation.ts` do. Instants are UTC; Zurich is an hour ahead, from 29 March on two. */

const mondays = ['02-02', '02-09', '02-16', '02-23', '03-02', '03-09', '03-16', '03-23']
const tuesdays = ['02-03', '02-10', '02-17', '02-24', '03-03', '03-10', '03-17', '03-24']
const saturdays = ['02-07', '02-14', '02-21', '02-28', '03-07', '03-14', '03-21', '03-28']
const sundays = ['03-08', '03-15', '03-22', '03-29']
const since = (day: string, days: string[]) => days.filter((each) => each >= day)
const until = (day: string, days: string[]) => days.filter((each) => each <= day)

type Act = { as?: string; event?: string; at?: string; contactAt?: string; longAgo?: Record<string, string> }

const eventColumns = 'message_id,person_id,event,object,record_id,account_id,occurred_at,contact_at,app,duration_ms'

// A note is entered two hours after the contact and takes ten minutes.
function notes(id: string, days: string[], given: Act = {}): string[] {
  const { as = id, event = 'Activity Logged', at = '10:00', contactAt = '08:00', longAgo = {} } = given
  return days.map((day) => {
    const contact = longAgo[day] ?? `2026-${day}T${contactAt}:00Z`
    return `${id} note ${day},${as},${event},,,,2026-${day}T${at}:00Z,${contact},,600000`
  })
}

// A change takes twenty minutes and names no contact, but for that of 17 March: it was on Friday 6 March, seven workdays before.
const fridayBefore = { '03-17': '2026-03-06T10:00:00Z' }
function changes(id: string, days: string[], given: Act = {}): string[] {
  const { as = id, event = 'Record Updated', at = '10:00', longAgo = fridayBefore } = given
  return days.map((day) => {
    const contact = Object.entries(longAgo).find(([each]) => each === day)?.[1] ?? ''
    return `${id} change ${day},${as},${event},opportunity,o-${id},a-${id},2026-${day}T${at}:00Z,${contact},,1200000`
  })
}

// Once a note in the old system, once a look at a report.
const oldNote = (id: string) => `${id} old,${id},Activity Logged,,,,2026-03-11T10:00:00Z,,old,`
const report = (id: string, as = id) => `${id} report,${as},Report Viewed,,,,2026-03-18T10:00:00Z,,,`
const both = (id: string) => [oldNote(id), report(id)]
const usual = (id: string) => [...notes(id, mondays), ...changes(id, tuesdays), ...both(id)]

const beforeLate = notes('lat', until('03-02', mondays))

/** Events that come at once. */
export const events = [
  eventColumns,
  ...['usual', 'tom', 'pat', 'bea', 'robo', 'cor'].flatMap(usual),
  // The joiner does it from the first day on, the leaver to the last week.
  ...[...notes('jo', since('03-16', mondays)), ...changes('jo', since('03-16', tuesdays)), ...both('jo')],
  ...[...notes('lea', until('03-17', mondays)), ...changes('lea', until('03-17', tuesdays)), ...both('lea')],
  // Before their leaves once, and never again.
  ...['lou', 'sam'].flatMap((id) => [...notes(id, ['02-02']), ...changes(id, ['02-03'])]),
  // Notes on Sundays, one of a Friday nine days before; changes on Mondays.
  ...notes('sun', sundays, { longAgo: { '03-22': '2026-03-13T10:00:00Z' } }),
  ...changes('sun', since('03-09', mondays)),
  ...both('sun'),
  // On Saturdays too, at once.
  ...[...usual('wes'), ...notes('wes', saturdays, { contactAt: '10:00' })],
  // Notes by one account, everything else by the other.
  ...[
    ...notes('ali', mondays),
    ...changes('ali', tuesdays, { as: 'ali.old' }),
    oldNote('ali'),
    report('ali', 'ali.old'),
  ],
  ...beforeLate,
  // Of two kinds that the first program does not know.
  ...[
    ...notes('pro', mondays, { event: 'Call Made' }),
    ...changes('pro', tuesdays, { event: 'Deal Moved' }),
    ...both('pro'),
  ],
  // In New York 04:30 UTC of a Tuesday is 23:30 of Monday until 8 March, and 00:30 of Tuesday from then on.
  ...[
    ...notes('zoe', mondays, { at: '15:00', contactAt: '13:00' }),
    ...changes('zoe', tuesdays, { at: '04:30' }),
    ...both('zoe'),
  ],
  'done,f-usual,Signed In,,,,2026-03-30T12:00:00Z,,,',
].join('\n')

/** Events that come late: all that lat did but the first notes. */
export const lateEvents = [eventColumns, ...usual('lat').filter((line) => !beforeLate.includes(line))].join('\n')

const recordColumns =
  'object,record_id,updated_at,owner_id,editor_id,account_id,origin,field.amount,field.sector,field.name'

// An import of January made an opportunity, an account and one contact twice, all in good order.
const made = (id: string, owner = id) => [
  `opportunity,o-${id},2026-01-15T08:00:00Z,${owner},,a-${id},import,5,,`,
  `account,a-${id},2026-01-15T08:00:00Z,${owner},,a-${id},import,,Steel,`,
  `contact,c-${id},2026-01-15T08:00:00Z,${owner},,a-${id},import,,,Ann ${id}`,
  `contact,d-${id},2026-01-15T08:00:00Z,${owner},,a-${id},import,,,ann ${id}.`,
]

// By hand the owner took the amount away again.
const spoilt = (id: string, at = '03-17T10:00', owner = id, amount = '') =>
  `opportunity,o-${id},2026-${at}:00Z,${owner},${owner},a-${id},web,${amount},,`

/** All records; those of Field are never touched, and lou and sam are away when the others take the amounts away. */
export const records = [
  recordColumns,
  ...['usual', 'jo', 'lea', 'tom', 'lou', 'sam', 'pat', 'sun', 'wes', 'bea', 'robo'].flatMap((id) => made(id)),
  ...[...made('ali', 'ali.old'), ...made('lat'), ...made('cor'), ...made('pro'), ...made('zoe')],
  ...['usual', 'jo', 'lea', 'tom', 'lou'].flatMap((id) => made(`f-${id}`)),
  ...['usual', 'jo', 'lea', 'pat', 'sun', 'wes', 'bea', 'robo', 'cor'].map((id) => spoilt(id)),
  // In the last days with the first team; by the other account; with a word; after midnight of summer time in Zurich.
  spoilt('tom', '03-10T10:00'),
  spoilt('ali', '03-17T10:00', 'ali.old'),
  spoilt('pro', '03-17T10:00', 'pro', 'later'),
  spoilt('zoe', '03-29T22:30'),
].join('\n')

/** A version that comes late: one more line of the records. */
export const lateRecord = spoilt('lat')
