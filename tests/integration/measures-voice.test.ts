import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { connectionFromUrl } from '../../collector/store/connection-from-url.ts'
import { openStore } from '../../collector/store/open-store.ts'
import { queryRows } from '../../collector/store/query.ts'
import { answerFeedbackRoute, feedbackRoute } from '../../schema/routes/feedback.ts'
import { type Answer, measureAsker } from '../support/ask-measure.ts'
import { startPlainServer } from '../support/plain-server.ts'
import { quietLog } from '../support/quiet-log.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { weekdaysBetween } from '../support/weekdays.ts'

// Sunday and week end; 29 March is the last one asked for.
const on = '2026-03-29'

const program = `
organisation: Acme
privacy: { floor: 3, sponsor_floor: 3 }
feedback: { question: How is it?, scale: { min: 1, max: 5 }, reasons: [too slow, no time] }
phases:
  - { id: one, name: First, owner: sue, go_live: 2026-01-19, scope: { departments: [Sales] } }
`

// Five in Sales under Max, who reports to Sue in the board, where nobody is live; two in Legal are not live either.
const roster = [
  'person_id,department,team,role,manager_id,valid_from',
  'sue,Board,,chief,,2025-01-06',
  'max,Sales,Sales team,head,sue,2025-01-06',
  ...['a', 'b', 'c', 'd'].map((id) => `${id},Sales,Sales team,rep,max,2025-01-06`),
  ...['l1', 'l2'].map((id) => `${id},Legal,Legal team,rep,sue,2025-01-06`),
].join('\n')

// Max stops on 6 March; a and b work on all along from go-live, c from 23 February.
const work = [
  ...weekdaysBetween('2026-01-19', '2026-03-06').map((day) => `max,Activity Logged,${day}T09:00:00Z`),
  ...['a', 'b'].flatMap((id) =>
    weekdaysBetween('2026-01-19', '2026-03-27').map((day) => `${id},Activity Logged,${day}T09:00:00Z`),
  ),
  ...weekdaysBetween('2026-02-23', '2026-03-27').map((day) => `c,Activity Logged,${day}T09:00:00Z`),
]

const figures = `metric,department,period_end,value,unit,better
Cost per sale,Sales,2026-01-04,40,EUR,lower
Cost per sale,Sales,2026-01-11,44,EUR,lower
Cost per sale,Sales,2026-03-01,36,EUR,lower
Cost per sale,Sales,2026-03-15,39,EUR,lower
Cost per sale,Sales,2026-03-29,41,EUR,lower
Satisfaction,,2026-03-01,7.1,,higher
Satisfaction,,2026-03-27,7.5,,higher
`

// c changed their mind; l1 is not measured; the last but one is too old.
const answers = `person_id,at,question,score,reason
a,2026-03-02T10:00:00Z,How is it?,5,
c,2026-03-02T10:00:00Z,How is it?,1,too slow
c,2026-03-20T10:00:00Z,How is it?,4,
d,2026-03-20T10:00:00Z,How is it?,2,no time
max,2026-03-20T10:00:00Z,How is it?,,too slow
b,2025-12-20T10:00:00Z,How is it?,1,too slow
l1,2026-03-20T10:00:00Z,How is it?,1,too slow
`

let folder: string
let plain: Awaited<ReturnType<typeof startPlainServer>>
let server: TestServer
let ask: (question: string, role?: 'program_manager') => Promise<Answer>
beforeAll(async () => {
  // An engine beside the server, so that the audit can be read.
  folder = await mkdtemp(join(tmpdir(), 'takehold-voice-'))
  plain = await startPlainServer(folder)
  server = await startTestServer({ clickhouseUrl: plain.url })
  ask = measureAsker(server)
  await server.json('/api/program', { method: 'PUT', body: program })
  await server.importText('events', ['person_id,event,occurred_at', ...work].join('\n'))
  await server.importText('outcomes', figures)
  await server.importText('feedback', answers)
  await server.importText('roster', roster)
}, 120_000)
afterAll(async () => {
  await server?.stop()
  await plain?.stop()
  await rm(folder, { recursive: true, force: true })
})

describe('the pulse of leaders', () => {
  it('stands beside the adoption of those they lead', async () => {
    const { rows, total } = await ask(`pulse?on=${on}`)
    expect(total).toBeNull()
    expect(rows.map(({ manager, kind }) => `${manager} ${kind}`).sort()).toEqual([
      'max manager',
      'sue manager',
      'sue sponsor',
    ])
    const row = (manager: string, kind: string) => rows.find((each) => each.manager === manager && each.kind === kind)
    // Fifteen expected days after Friday 6 March; a, b and c are adopted, d never started.
    expect(row('max', 'manager')).toEqual({
      ...{ manager: 'max', kind: 'manager', state: 'lapsed', active_days: 5, expected_days: 20 },
      ...{ last_active_on: '2026-03-06', expected_days_since: 15, measured: 4, adopted: 3, rate: 0.75 },
    })
    // Sue has no phase of her own, so nothing can be expected of her; below her are Max and his four.
    const sue = { state: null, active_days: 0, expected_days: 0, last_active_on: null, expected_days_since: null }
    expect(row('sue', 'manager')).toMatchObject({ ...sue, measured: 5, adopted: 3, rate: 0.6 })
    expect(row('sue', 'sponsor')).toMatchObject({ ...sue, measured: 5, adopted: 3, rate: 0.6 })
  })

  it('is for viewers who see names, and leaves a line in the audit', async () => {
    const token = await server.tokenOf('program_manager')
    expect((await server.ask(`/api/measures/pulse?on=${on}`, { token })).status).toBe(403)
    const lead = await server.tokenOf('lead', 'max')
    // Nobody below Max leads anyone.
    expect(await server.json(`/api/measures/pulse?on=${on}`, { token: lead })).toMatchObject({ rows: [] })
    const store = openStore(connectionFromUrl(plain.url), { log: quietLog })
    const looks = await queryRows(
      store.writer,
      "SELECT length(subject_keys) AS shown FROM audit WHERE action = 'view_managers' ORDER BY seq",
    )
    await store.close()
    expect(looks).toEqual([{ shown: 3 }, { shown: 0 }])
  })
})

describe('business outcomes', () => {
  it('stand beside adoption, and turn red when they worsen while adoption rises', async () => {
    const { rows } = await ask(`outcomes?to=${on}&from=2026-01-01`)
    const own = { department: 'Sales', metric: 'Cost per sale', unit: 'EUR', better: 'lower', baseline: 42 }
    expect(rows).toMatchObject([
      { ...own, period: '2026-01-04', value: 40, after_go_live: false, previous: null, rate: null, guardrail: null },
      { ...own, period: '2026-01-11', value: 44, after_go_live: false, previous: 40, rate: null, guardrail: null },
      // Six weeks after go-live: Max, a and b of five.
      { ...own, period: '2026-03-01', value: 36, after_go_live: true, previous: 44, rate: 0.6, guardrail: null },
      // c is adopted too after three weeks, and a sale costs more.
      { ...own, period: '2026-03-15', value: 39, after_go_live: true, previous: 36, rate: 0.8, guardrail: 'red' },
      // Max has lapsed: worse again, but adoption did not rise.
      { ...own, period: '2026-03-29', value: 41, after_go_live: true, previous: 39, rate: 0.6, guardrail: 'green' },
    ])
  })

  it('of the whole organisation are asked for by none', async () => {
    const { rows } = await ask(`outcomes?by=none&to=${on}`, 'program_manager')
    expect(rows).toMatchObject([
      { metric: 'Satisfaction', period: '2026-03-01', period_end: '2026-03-01', value: 7.1, measured: 5, rate: 0.6 },
      { metric: 'Satisfaction', period: '2026-03-29', period_end: '2026-03-27', value: 7.5, guardrail: 'green' },
    ])
  })
})

describe('the voice of users', () => {
  it('counts newest answers by state and reason', async () => {
    const { rows, total } = await ask(`voice?on=${on}`)
    expect(total).toBeNull()
    const own = { department: 'Sales', question: 'How is it?', measured: 5 }
    expect(rows).toEqual([
      { ...own, state: 'adopted', reason: '', answers: 2, answers_of_state: 2, share: 1, mean_score: 4.5 },
      { ...own, state: 'lapsed', reason: 'too slow', answers: 1, answers_of_state: 1, share: 1, mean_score: null },
      { ...own, state: 'never_started', reason: 'no time', answers: 1, answers_of_state: 1, share: 1, mean_score: 2 },
    ])
  })
})

describe('the voice of their people', () => {
  it('is told to leads from the floor of the program on, like to everybody else who is no administrator', async () => {
    const token = await server.tokenOf('lead', 'max')
    const hidden = { department: 'Sales', question: 'How is it?', reason: '', suppressed: true }
    expect(await server.json(`/api/measures/voice?on=${on}`, { token })).toMatchObject({
      rows: ['adopted', 'never_started'].map((state) => ({ ...hidden, state })),
    })
    // Whose state it is they see all the same.
    expect(await server.json(`/api/measures/adoption?on=${on}`, { token })).toMatchObject({ total: { measured: 4 } })
  })
})

describe('an answer by the form', () => {
  const question = 'How is it?'
  const asked = async (token: string) => feedbackRoute.answer.parse(await server.json('/api/feedback', { token }))
  const answer = (token: string, score: number | null, reason: string, to = question) =>
    server.ask('/api/feedback', {
      method: 'POST',
      token,
      body: JSON.stringify({ question: to, score, reason }),
    })
  const codeOf = async (sent: Promise<Response>) => {
    const { status, code } = z.object({ status: z.int(), code: z.string() }).parse(await (await sent).json())
    return `${status} ${code}`
  }

  it('is that of whoever is signed in, once a day however often it is sent, and the newest holds', async () => {
    const [a, max] = await Promise.all([server.tokenOf('person', 'a'), server.tokenOf('lead', 'max')])
    const scale = { scale: { min: 1, max: 5 }, reasons: ['too slow', 'no time'], floor: 3, sponsor_floor: 3 }
    const before = { on: '2026-03-02', score: 5, reason: '' }
    expect(await asked(a)).toEqual({ ...scale, question, may_answer: true, own: before })
    const twice = await Promise.all([1, 2, 3].map(() => answer(a, 2, 'too slow')))
    const stored = await Promise.all(
      twice.map(async (sent) => answerFeedbackRoute.answer.parse(await sent.json()).stored),
    )
    expect(stored.sort()).toEqual([false, false, true])
    expect((await answer(a, null, 'no time')).status).toBe(200)
    const { own } = await asked(a)
    expect(own).toMatchObject({ score: null, reason: 'no time' })
    // Nobody is told of the answer of somebody else, and whoever leads a person is no exception.
    expect((await asked(max)).own).toEqual({ on: '2026-03-20', score: null, reason: 'too slow' })
    const { rows } = await ask(`voice?on=${own?.on}`)
    expect(rows.filter(({ reason }) => reason === 'no time')).toMatchObject([{ answers: 1, mean_score: null }])
    const told = () => server.json(`/api/measures/voice?on=${own?.on}`, { token: max })
    expect(await told()).toMatchObject({ rows: [{ state: 'lapsed', reason: '', suppressed: true }] })
    for (const id of ['b', 'c']) await answer(await server.tokenOf('person', id), null, 'no time')
    expect(await told()).toMatchObject({ rows: [{ state: 'lapsed', reason: 'no time', answers: 3 }] })
  })

  it('is refused of nobody, to another question, off the scale, and in words of one’s own', async () => {
    const [a, steward] = await Promise.all([server.tokenOf('person', 'a'), server.tokenOf('steward')])
    expect(await asked(steward)).toMatchObject({ may_answer: false, own: null })
    expect(await codeOf(answer(steward, 3, ''))).toBe('403 not_a_person')
    expect(await codeOf(answer(a, 3, '', 'Something else?'))).toBe('409 question_changed')
    expect(await codeOf(answer(a, 6, ''))).toBe('400 invalid_body')
    expect(await codeOf(answer(a, 3, 'my lead is the reason'))).toBe('400 invalid_body')
    expect(await codeOf(answer(a, null, ''))).toBe('400 invalid_body')
    const named = { question, score: 3, reason: '', person_id: 'b' }
    const sent = server.ask('/api/feedback', { method: 'POST', token: a, body: JSON.stringify(named) })
    expect(await codeOf(sent)).toBe('400 invalid_body')
  })
})
