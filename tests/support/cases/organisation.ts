/*
 * One person for each case of the list of cases, each in a department of its own, and a date: Sunday 29 March 2026, a week end.
 *
 * The 28 days are 2–29 March. Everyone works Monday to Friday, 20 expected days, and the phase goes live on Monday 2 February.
 * `usual` is the yardstick: every week one note on Monday and one change on Tuesday, 8 active days, adopted. The others do just
 * the same but for what their case says. Each leads one person of Field, where nobody ever starts.
 */

/** The date that is asked for. */
export const on = '2026-03-29'

const departments =
  'Usual Joiner Leaver From To Long Short Part SunThu Weekend Service Aliases Late Wrong Corrected Program Zone Field'

type Choice = { floor: number; isCorrected: boolean }

/** The program; corrected it knows two actions more, takes `later` for a placeholder, and names the key of contacts. */
export const programOf = ({ floor, isCorrected }: Choice) => `
organisation: Small
timezone: Europe/Zurich
privacy: { floor: ${floor}, sponsor_floor: ${floor} }
targets: { adoption: 0.5 }
apps: { crm: [crm], legacy: [old] }
phases:
  - { id: now, name: Now, go_live: 2026-02-02, scope: { departments: [${departments.replaceAll(' ', ', ')}] } }
  - { id: soon, name: Soon, go_live: 2026-03-16, scope: { departments: [Early] } }
roles:
  rep: { core_tasks: [log_activity, update_opportunity] }
objects:
  opportunity: { fields: { amount: { critical: true } } }
  account: { fields: { sector: { critical: true } } }
  contact: { fields: { name: { key: ${isCorrected} } } }
placeholders: [${isCorrected ? 'later' : ''}]
actions:
  - { event: Signed In, class: presence }
${isCorrected ? corrections : ''}`

const corrections = `
  - { event: Call Made, class: contribute, task: log_activity }
  - { event: Deal Moved, object: opportunity, class: process, task: update_opportunity }
`

const leaders = 'usual jo lea tom lou sam pat sun wes bea robo ali.old lat cor pro zoe'.split(' ')

/** The roster as it came first: cor is in a wrong department and leaves it. */
export const roster = `person_id,department,team,role,valid_from,valid_to,workdays,timezone,kind,aliases,manager_id
usual,Usual,Usual team,rep,2026-01-26,,,,,,
jo,Joiner,Joiner team,rep,2026-03-16,,,,,,
lea,Leaver,Leaver team,rep,2026-01-26,2026-03-23,,,,,
tom,From,From team,rep,2026-01-26,2026-03-16,,,,,
tom,To,To team,rep,2026-03-16,,,,,,
lou,Long,Long team,rep,2026-01-26,,,,,,
sam,Short,Short team,rep,2026-01-26,,,,,,
pat,Part,Part team,rep,2026-01-26,,mon tue,,,,
sun,SunThu,SunThu team,rep,2026-03-08,,sun mon tue wed thu,,,,
wes,Weekend,Weekend team,rep,2026-01-26,,mon tue,,,,
bea,Early,Early team,rep,2026-01-26,,,,,,
robo,Service,Service team,rep,2026-01-26,,,,service,,
ali,Aliases,Aliases team,rep,2026-01-26,,,,,ali.old,
lat,Late,Late team,rep,2026-01-26,,,,,,
cor,Wrong,Wrong team,rep,2026-01-26,2026-03-16,,,,,
pro,Program,Program team,rep,2026-01-26,,,,,,
zoe,Zone,Zone team,rep,2026-01-26,,,America/New_York,,,
${leaders.map((id) => `f-${id},Field,Field team,rep,2026-01-26,,,,,,${id}`).join('\n')}
`

/** What corrects it: the same row again. */
export const correctedRoster = `person_id,department,team,role,valid_from,valid_to
cor,Corrected,Corrected team,rep,2026-01-26,
`

/** Long: 25 workdays in two rows that touch. Short: 19 workdays, Tuesday 24 February to Friday 20 March. */
export const leave = `person_id,from,to
lou,2026-02-16,2026-03-01
lou,2026-03-02,2026-03-20
sam,2026-02-24,2026-03-20
`

/** One account each. It stays in the department that the universe names, whoever owns it. */
export const accounts = `account_id,tier,department
a-usual,A,Usual
a-jo,A,Joiner
a-lea,A,Leaver
a-tom,A,From
a-lou,A,Long
a-sam,A,Short
a-pat,A,Part
a-sun,A,SunThu
a-wes,A,Weekend
a-bea,A,Early
a-robo,A,Service
a-ali,A,Aliases
a-lat,A,Late
a-cor,A,Corrected
a-pro,A,Program
a-zoe,A,Zone
`

const everyone = 'usual jo lea tom lou sam pat sun wes bea robo ali.old lat cor pro zoe'.split(' ')

/** Everyone completed the course on Monday 2 March. */
export const training = `person_id,course,completed_on
${everyone.map((id) => `${id},basics,2026-03-02`).join('\n')}
`

/** Everyone answered one question; ali by both accounts, of which the newer answer holds. */
export const feedback = `person_id,at,question,score,reason
ali,2026-03-19T10:00:00Z,How is it?,1,lost
${everyone.map((id) => `${id},2026-03-20T10:00:00Z,How is it?,3,slow`).join('\n')}
`

const measuredIn = `${departments} Early Nobody`.split(' ').filter((department) => department !== 'Field')

/** One figure of each department for two weeks. */
export const outcomes = `metric,department,period_end,value,better
${measuredIn.flatMap((each) => ['15', '29'].map((day) => `Cost,${each},2026-03-${day},40,lower`)).join('\n')}
`
