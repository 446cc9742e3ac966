import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, measureAsker } from '../support/ask-measure.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

const program = `
organisation: Acme
privacy: { floor: 5, sponsor_floor: 5 }
phases:
  - { id: wave-1, name: Sales, scope: { departments: [Sales] }, go_live: 2026-01-05 }
  - { id: wave-2, name: Service, scope: { departments: [Service] }, go_live: 2026-02-23 }
`

// Weeks begin on Monday; week 1 is 2026-01-05 to 01-11. Everyone works Monday to Friday.
const roster = `person_id,department,team,role,valid_from,valid_to,kind
keen,Sales,North,rep,2026-01-05,,
back,Sales,North,rep,2026-01-05,,
away,Sales,North,rep,2026-01-05,,
gone,Sales,North,rep,2026-01-05,2026-01-28,
none,Sales,South,rep,2026-01-05,,
late,Sales,South,rep,2026-01-26,,
moved,Sales,South,rep,2026-01-05,2026-02-02,
moved,Sales,North,rep,2026-02-02,,
early,Service,Desk,agent,2026-01-05,,
robot,Sales,North,rep,2026-01-05,,service
quit,Sales,South,rep,2026-01-05,2026-01-09,
daily,Sales,West,rep,2026-03-02,,
slow,Sales,West,rep,2026-03-02,,
idle,Sales,West,rep,2026-03-02,,
brief,Sales,East,rep,2026-03-02,2026-03-06,
`

// away is on leave in the whole of weeks 3 and 4.
const leave = `person_id,from,to
away,2026-01-19,2026-02-01
`

// Days on which somebody logs an activity. West comes later: daily works from its first day, slow from its second week on.
const work: Record<string, string[]> = {
  keen: ['2026-01-05', '2026-01-12', '2026-01-19', '2026-01-26', '2026-02-02', '2026-02-09'],
  back: ['2026-01-07', '2026-01-27'],
  away: ['2026-01-13', '2026-02-03'],
  gone: ['2026-01-09', '2026-01-20'],
  late: ['2026-01-31'],
  moved: ['2026-01-14', '2026-01-22'],
  early: ['2026-01-06'],
  robot: ['2026-01-06'],
  daily: weekdays('2026-03-02'),
  slow: weekdays('2026-03-09'),
}

const weeks = ['2026-01-11', '2026-01-18', '2026-01-25', '2026-02-01', '2026-02-08']
const range = `from=${weeks[0]}&to=${weeks.at(-1)}`

let server: TestServer
let ask: (question: string, role?: 'program_manager') => Promise<Answer>
beforeAll(async () => {
  server = await startTestServer()
  ask = measureAsker(server)
  await server.json('/api/program', { method: 'PUT', body: program })
  await server.importText('roster', roster)
  await server.importText('leave', leave)
  const rows = Object.entries(work).flatMap(([id, days]) => days.map((day) => `${id},Activity Logged,${day}T10:00:00Z`))
  await server.importText('events', ['person_id,event,occurred_at', ...rows].join('\n'))
})
afterAll(() => server?.stop())

const columns = ['new', 'retained', 'resurrected', 'lapsed_now', 'still_lapsed', 'never', 'not_expected'] as const
const counts = ({ rows }: Answer) => rows.map((row) => columns.map((column) => row[column]))

describe('lifecycle', () => {
  it('puts everyone on the roster of a week in one place', async () => {
    const answer = await ask(`lifecycle?by=none&${range}`)
    expect(answer.rows.map(({ period, partial }) => [period, partial])).toEqual(weeks.map((week) => [week, false]))
    expect(counts(answer)).toEqual([
      // keen, back and gone begin; away, none and moved are expected; early is not live yet, and a machine is nobody.
      [3, 0, 0, 0, 0, 3, 1],
      // away and moved begin, keen stays, back and gone stop.
      [2, 1, 0, 2, 0, 1, 1],
      // keen and moved stay, gone comes back; away is on leave.
      [0, 2, 1, 0, 1, 1, 2],
      // late begins on a Saturday; back returns, moved stops, and gone has left by the end of the week.
      [1, 1, 1, 1, 0, 1, 2],
      // away was active in the last week that was expected of her; late and back stop, moved still does not come.
      [0, 2, 0, 2, 1, 1, 1],
    ])
    const roster = [7, 7, 7, 7, 7]
    expect(counts(answer).map((row) => row.reduce((sum: number, each) => sum + Number(each), 0))).toEqual(roster)
    expect(answer.total).toEqual(answer.rows.at(-1))
  })

  it('sees what was before its range', async () => {
    const whole = await ask(`lifecycle?by=none&${range}`)
    const last = await ask(`lifecycle?by=none&from=${weeks[4]}&to=${weeks[4]}`)
    expect(last.rows).toEqual(whole.rows.slice(-1))
  })

  it('counts people in the group they hold at the end of the week', async () => {
    const { rows } = await ask(`lifecycle?by=team&${range}&department=Sales`)
    const moved = rows.filter(({ period }) => period === weeks[3] || period === weeks[4])
    expect(moved).toMatchObject([
      { period: weeks[3], team: 'North', retained: 1, resurrected: 1, not_expected: 1, expected: 2 },
      { period: weeks[3], team: 'South', new: 1, lapsed_now: 1, never: 1, expected: 3 },
      { period: weeks[4], team: 'North', retained: 2, lapsed_now: 1, still_lapsed: 1, expected: 4 },
      { period: weeks[4], team: 'South', lapsed_now: 1, never: 1, expected: 2 },
    ])
    const phases = await ask(`lifecycle?by=phase&from=${weeks[4]}&to=${weeks[4]}`)
    expect(phases.rows).toMatchObject([{ phase: 'wave-1' }, { phase: 'wave-2', not_expected: 1, expected: 0 }])
  })

  it('has a week that has not ended apart from those its total is of', async () => {
    const { rows, total } = await ask('lifecycle?by=none&from=2026-04-05&to=2026-04-30')
    expect(rows.map(({ period, partial }) => [period, partial])).toEqual([
      ['2026-04-05', false],
      ['2026-04-12', true],
    ])
    expect(total).toEqual(rows[0])
  })

  it('goes by weeks, and shows nothing of a few people', async () => {
    expect((await server.ask('/api/measures/lifecycle?grain=month')).status).toBe(400)
    const { rows } = await ask(`lifecycle?by=team&from=${weeks[4]}&to=${weeks[4]}`, 'program_manager')
    expect(rows.filter(({ suppressed }) => suppressed === true).map(({ team }) => team)).toEqual(['North', 'South'])
  })
})

describe('retention', () => {
  it('follows who began in the same week', async () => {
    const { rows, total } = await ask(`retention?by=none&${range}`)
    expect(total).toBeNull()
    expect(rows.map((row) => [row.period, row.weeks_since, row.people, row.expected, row.active, row.share])).toEqual([
      // keen, back, gone: gone leaves on Wednesday of the fourth week.
      [weeks[0], 0, 3, 3, 3, 1],
      [weeks[0], 1, 3, 3, 1, 1 / 3],
      [weeks[0], 2, 3, 3, 2, 2 / 3],
      [weeks[0], 3, 3, 3, 2, 2 / 3],
      [weeks[0], 4, 3, 2, 1, 1 / 2],
      // away and moved; away is on leave for two weeks.
      [weeks[1], 0, 2, 2, 2, 1],
      [weeks[1], 1, 2, 1, 1, 1],
      [weeks[1], 2, 2, 1, 0, 0],
      [weeks[1], 3, 2, 2, 1, 1 / 2],
      // late
      [weeks[3], 0, 1, 1, 1, 1],
      [weeks[3], 1, 1, 1, 0, 0],
    ])
  })

  it('keeps people in the group of their first active day', async () => {
    const { rows } = await ask(`retention?by=team&from=${weeks[1]}&to=${weeks[4]}`)
    const south = rows.filter(({ team, period }) => team === 'South' && period === weeks[1])
    expect(south.map((row) => [row.weeks_since, row.expected, row.active])).toEqual([
      [0, 1, 1],
      [1, 1, 1],
      [2, 1, 0],
      [3, 1, 0],
    ])
  })

  it('says nothing of a week in which nobody was expected', async () => {
    const { rows } = await ask(`retention?by=team&team=North&from=${weeks[1]}&to=${weeks[4]}`)
    expect(rows.map((row) => [row.weeks_since, row.expected, row.share])).toEqual([
      [0, 1, 1],
      [1, 0, null],
      [2, 0, null],
      [3, 1, 1],
    ])
  })
})

describe('time to value', () => {
  it('counts expected days, and who is not there yet', async () => {
    // On 8 January keen was there at once and back after two expected days; the others have waited for three, quit too.
    const early = { people: 7, active: 2, active_p25: 2, active_median: null, active_p75: null, adopted: 0 }
    const { rows, total } = await ask('time_to_value?by=none&on=2026-01-08')
    expect(rows).toMatchObject([early])
    expect(total).toEqual(rows[0])
    // On 6 February: keen 0, back 2, quit left at 3, gone 4, late 5, away 6, moved 7, and none waits at 24.
    // 8, 7, 5, 4, 3 and 2 people were at risk, so 7/8, 6/8, 6/10, 9/20, 3/10 and 3/20 are left.
    const late = { people: 8, active: 6, active_p25: 2, active_median: 5, active_p75: 7, adopted_median: null }
    expect((await ask('time_to_value?by=none&on=2026-02-06')).rows).toMatchObject([late])
  })

  it('takes a leaver out of those at risk from the last day on', async () => {
    const { rows } = await ask('time_to_value?by=team&on=2026-02-06&team=South')
    // At 5 late and none were at risk; with quit it would be one of three, and no median.
    expect(rows).toMatchObject([
      { team: 'South', people: 3, active: 1, active_p25: 5, active_median: 5, active_p75: null },
    ])
  })

  it('counts up to the first week end adopted', async () => {
    // daily after two whole weeks; slow when three of four weeks were regular; idle has waited for 30 expected days.
    const { rows } = await ask('time_to_value?by=team&on=2026-04-12&team=West')
    const active = { active: 2, active_p25: 0, active_median: 5, active_p75: null }
    const adopted = { adopted: 2, adopted_p25: 10, adopted_median: 20, adopted_p75: null }
    expect(rows).toEqual([{ team: 'West', people: 3, ...active, ...adopted }])
  })

  it('shows nothing of a few people, nor of leavers alone', async () => {
    const { rows } = await ask('time_to_value?by=team&on=2026-02-06', 'program_manager')
    expect(rows).toMatchObject([{ team: 'North' }, { team: 'South', suppressed: true }])
    // On 12 April nobody is in East any more, so no size says that its one leaver is a crowd.
    const later = 'time_to_value?by=team&on=2026-04-12&department=Sales'
    expect((await ask(later)).rows[0]).toMatchObject({ team: 'East', people: 1, active: 0 })
    expect((await ask(later, 'program_manager')).rows[0]).toEqual({ team: 'East', suppressed: true })
  })
})

function weekdays(from: string): string[] {
  const days: string[] = []
  for (let at = Date.parse(from); at <= Date.parse('2026-04-10'); at += 86_400_000) {
    if (new Date(at).getUTCDay() % 6 !== 0) days.push(new Date(at).toISOString().slice(0, 10))
  }
  return days
}
