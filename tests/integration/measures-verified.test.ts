import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../../collector/cli/main.ts'
import { rollupStatement } from '../../collector/rollup/statements.ts'
import { suspectedPeople } from '../../collector/rollup/suspected-people.ts'
import { connectionFromUrl } from '../../collector/store/connection-from-url.ts'
import { openStore, type Store } from '../../collector/store/open-store.ts'
import { command, queryRows } from '../../collector/store/query.ts'
import { flagsRoute } from '../../schema/routes/flags.ts'
import { measureAsker } from '../support/ask-measure.ts'
import { fakeTerminal } from '../support/fake-terminal.ts'
import { startPlainServer } from '../support/plain-server.ts'
import { quietLog } from '../support/quiet-log.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

// Sunday; the 28 days begin on Monday 2 March.
const on = '2026-03-29'

const teams: Record<string, string[]> = {
  Bursts: ['b1', 'b2', 'b3'],
  Copies: ['c1', 'c2', 'c3', 'c4', 'c5'],
  Late: ['d1', 'd2', 'd3'],
  Placeholders: ['p1', 'p2', 'p3'],
  Undone: ['r1', 'r2', 'r3', 'r4', 'r5', 'r6'],
  Fakes: ['v1', 'v2', 'v3'],
}

const roster = [
  'person_id,name,department,team,manager_id,valid_from,calendar',
  ...Object.entries(teams).flatMap(([team, people]) =>
    people.map((id) => `${id},Name ${id},Sales,${team},${team}-lead,2025-01-06,${id === 'd3' ? 'ch' : ''}`),
  ),
].join('\n')

type Extra = { event?: string; origin?: string; contact?: string; note?: string; record?: string; changes?: string[] }

// Changes are written field:from:to.
function act(person: string, at: string, { event = 'Record Updated', changes = [], ...extra }: Extra = {}) {
  const list = changes.map((change) => {
    const [field, from, to] = change.split(':')
    return { field, from, to }
  })
  return {
    ...{ message_id: `${person} ${at} ${extra.record ?? ''}`, person_id: person, event, object: 'deal' },
    ...{ occurred_at: `2026-${at}Z`, record_id: extra.record ?? '', origin: extra.origin ?? 'web' },
    contact_at: extra.contact ? `2026-${extra.contact}Z` : '',
    ...{ note_hash: extra.note ?? '', changes: JSON.stringify(list) },
  }
}

const minutes = ['00', '10', '20', '30', '40', '50']
const sixInAnHour = (person: string) => minutes.map((minute) => act(person, `03-24T10:${minute}:00`))
const threeLater = (person: string) => ['25', '26', '27'].map((day) => act(person, `03-${day}T10:00:00`))
// Mondays and Tuesdays of eight weeks.
const mondays = ['02-02', '02-09', '02-16', '02-23', '03-02', '03-09', '03-16', '03-23']
const tuesdays = ['02-03', '02-10', '02-17', '02-24', '03-03', '03-10', '03-17', '03-24']
const workdays = [...mondays, ...tuesdays]
const filler = ['amount:missing:placeholder', 'stage:ok:default']

const events = [
  // Seven of ten within exactly an hour; then six of ten, as the seventh comes a second late; then nine in all.
  ...[...sixInAnHour('b1'), act('b1', '03-24T11:00:00'), ...threeLater('b1')],
  ...[...sixInAnHour('b2'), act('b2', '03-24T11:00:01'), ...threeLater('b2')],
  ...[...sixInAnHour('b3'), ...['51', '52', '53'].map((minute) => act('b3', `03-24T10:${minute}:00`))],
  // Three times in seven days; in eight; twice, and once by another person; twice by hand and once by machine.
  ...['02', '05', '08'].map((day) => act('c1', `03-${day}T10:00:00`, { note: 'note-0001' })),
  ...['02', '05', '09'].map((day) => act('c2', `03-${day}T10:00:00`, { note: 'note-0002' })),
  ...['02', '03'].map((day) => act('c3', `03-${day}T10:00:00`, { note: 'note-0003' })),
  act('c5', '03-04T10:00:00', { note: 'note-0003' }),
  ...['02', '03'].map((day) => act('c4', `03-${day}T10:00:00`, { note: 'note-0004' })),
  act('c4', '03-04T10:00:00', { note: 'note-0004', origin: 'api' }),
  // From Friday the 6th to Monday the 16th are six working days, from Monday the 9th five; d3 has a holiday between.
  act('d1', '03-16T10:00:00', { contact: '03-06T10:00:00' }),
  act('d2', '03-16T10:00:00', { contact: '03-09T10:00:00' }),
  act('d3', '03-16T10:00:00', { contact: '03-06T10:00:00' }),
  // Every change ends in placeholder or default; one does not; there is none.
  act('p1', '03-10T10:00:00', { changes: filler }),
  act('p2', '03-10T10:00:00', { changes: ['amount:missing:placeholder', 'stage:ok:ok'] }),
  act('p3', '03-10T10:00:00'),
  // There and back on one day; on two; on two records; from ok to ok; by two people.
  act('r1', '03-10T10:00:00', { record: 'o1', changes: ['amount:missing:ok', 'stage:ok:ok'] }),
  act('r1', '03-10T15:00:00', { record: 'o1', changes: ['amount:ok:missing'] }),
  act('r2', '03-10T10:00:00', { record: 'o1', changes: ['amount:missing:ok'] }),
  act('r2', '03-11T10:00:00', { record: 'o1', changes: ['amount:ok:missing'] }),
  act('r3', '03-10T10:00:00', { record: 'o1', changes: ['amount:missing:ok'] }),
  act('r3', '03-10T11:00:00', { record: 'o2', changes: ['amount:ok:missing'] }),
  ...['10', '11'].map((hour) => act('r4', `03-10T${hour}:00:00`, { record: 'o1', changes: ['amount:ok:ok'] })),
  act('r5', '03-10T10:00:00', { record: 'o1', changes: ['amount:missing:ok'] }),
  act('r6', '03-10T11:00:00', { record: 'o1', changes: ['amount:ok:missing'] }),
  // All three are there twice a week; v2 does nothing but fill, v3 fills and works.
  ...workdays.flatMap((day) => [
    act('v1', `${day}T10:00:00`),
    act('v2', `${day}T10:00:00`, { changes: filler }),
    act('v3', `${day}T10:00:00`, { changes: filler }),
    act('v3', `${day}T15:00:00`),
  ]),
]

let folder: string
let engine: Awaited<ReturnType<typeof startPlainServer>>
let store: Store
let server: TestServer
let ask: ReturnType<typeof measureAsker>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takehold-verified-'))
  engine = await startPlainServer(folder)
  store = openStore(connectionFromUrl(engine.url), { log: quietLog })
  server = await startTestServer({ clickhouseUrl: engine.url })
  ask = measureAsker(server)
  await server.importText('roster', roster)
  await server.importText('holidays', 'calendar,date,name\nch,2026-03-11,Day off\n')
  const report = await server.importText(
    'events',
    events.map((event) => JSON.stringify(event)).join('\n'),
    '&format=ndjson',
  )
  expect(report).toMatchObject({ accepted: events.length, rejected: 0, duplicates: 0 })
})
afterAll(async () => {
  await server?.stop()
  await store?.close()
  await engine?.stop()
  await rm(folder, { recursive: true, force: true })
})

const answer = flagsRoute.answer
const list = async (query: string, token?: string) =>
  answer.parse(await server.json(`/api/flags?${query}`, token === undefined ? {} : { token }))
const say = (verb: 'dismiss' | 'restore', body: object, token?: string) =>
  server.ask(`/api/flags/${verb}`, { method: 'POST', body: JSON.stringify(body), ...(token ? { token } : {}) })

describe('flags on value actions', () => {
  const cases: [kind: string, flagged: Record<string, number>, evidence: Record<string, string>][] = [
    ['burst', { b1: 7 }, { week: '2026-03-23', actions: '10', within_60_minutes: '7' }],
    ['copied', { c1: 3 }, { note_hash: 'note-0001', times_in_7_days: '3' }],
    ['backdated', { d1: 1 }, { contact_on: '2026-03-06', working_days: '6' }],
    ['placeholder_only', { p1: 1, v2: 8, v3: 8 }, { fields: 'amount, stage', states: 'placeholder, default' }],
    ['reverted', { r1: 2 }, { fields: 'amount' }],
  ]

  it.each(cases)('%s marks what it should and spares what is nearly so', async (kind, flagged, evidence) => {
    const { rows } = await list(`on=${on}&kind=${kind}`)
    const counts: Record<string, number> = {}
    for (const row of rows) counts[row.person_id] = (counts[row.person_id] ?? 0) + 1
    expect(counts).toEqual(flagged)
    for (const row of rows) expect(row).toMatchObject({ kind, state: 'standing', evidence, department: 'Sales' })
  })

  it('are the same when the weeks they may be in are looked for first, as in a rebuild of many', async () => {
    const range = { from_date: '2026-02-01', to_date: on, people: [] }
    await command(store.writer, rollupStatement('flag_suspects'), { ...range, generation: 1 })
    const flags = (sieve: number, people: string[] = []) =>
      queryRows(
        store.writer,
        `SELECT * FROM flags_found(from_date = {from_date:Date}, to_date = {to_date:Date}, people = {people:Array(String)}, sieve = {sieve:UInt64})
         ORDER BY person_key, source, message_id, kind`,
        { ...range, sieve, people },
      )
    const found = await flags(0)
    expect(found).toHaveLength(46)
    expect(await flags(1)).toEqual(found)
    const suspected = await suspectedPeople(store, 1, 1000)
    expect(suspected.length).toBeLessThan(23)
    expect(await flags(1, suspected)).toEqual(found)
  })

  it('are perfunctory actions, by team and kind', async () => {
    const { rows, total } = await ask(`perfunctory?by=team&on=${on}`)
    const none = { burst: 0, copied: 0, backdated: 0, placeholder_only: 0, reverted: 0 }
    expect(rows).toEqual([
      { team: 'Bursts', measured: 3, value_actions: 29, flagged: 7, rate: 7 / 29, ...none, burst: 7 },
      { team: 'Copies', measured: 5, value_actions: 11, flagged: 3, rate: 3 / 11, ...none, copied: 3 },
      { team: 'Fakes', measured: 3, value_actions: 32, flagged: 16, rate: 16 / 32, ...none, placeholder_only: 16 },
      { team: 'Late', measured: 3, value_actions: 3, flagged: 1, rate: 1 / 3, ...none, backdated: 1 },
      { team: 'Placeholders', measured: 3, value_actions: 3, flagged: 1, rate: 1 / 3, ...none, placeholder_only: 1 },
      { team: 'Undone', measured: 6, value_actions: 10, flagged: 2, rate: 2 / 10, ...none, reverted: 2 },
    ])
    expect(total).toMatchObject({ measured: 23, value_actions: 88, flagged: 30, rate: 30 / 88 })
  })
})

describe('verified adoption', () => {
  const fakes = async () => (await ask(`verified?by=team&team=Fakes&on=${on}`)).rows
  const raw = { team: 'Fakes', measured: 3, adopted: 3, rate: 1 }

  it('stands beside adoption, with the gap', async () => {
    expect(await fakes()).toEqual([{ ...raw, verified_adopted: 2, verified_rate: 2 / 3, gap_people: 1, gap: 1 / 3 }])
    expect((await ask(`verified?on=${on}`)).total).toMatchObject({ measured: 23, adopted: 3, verified_adopted: 2 })
    expect((await ask(`verified?by=team&on=${on}`, 'program_manager')).rows).toContainEqual({
      ...{ team: 'Undone', measured: 6, adopted: 0, rate: 0 },
      ...{ verified_adopted: 0, verified_rate: 0, gap_people: 0, gap: 0 },
    })
  })

  it('counts a dismissed flag no more, until it is restored', async () => {
    const { rows } = await list(`from=2026-02-02&to=${on}&team=Fakes&limit=1000`)
    const ids = rows.filter((row) => row.person_id === 'v2').map((row) => row.flag_id)
    expect(ids.length).toBe(16)
    expect(await (await say('dismiss', { ids, reason: 'Told to use N/A' })).json()).toEqual({ dismissed: 16 })
    expect(await fakes()).toEqual([{ ...raw, verified_adopted: 3, verified_rate: 1, gap_people: 0, gap: 0 }])
    expect((await ask(`perfunctory?team=Fakes&on=${on}`)).total).toMatchObject({ value_actions: 32, flagged: 8 })
    const dismissed = await list(`on=${on}&state=dismissed`)
    expect(dismissed.total).toBe(8)
    expect(dismissed.rows[0]).toMatchObject({ person_id: 'v2', reason: 'Told to use N/A', dismissed_by: 'local' })
    expect(await server.json('/api/verify', { method: 'POST' })).toEqual({ same: true, differences: [] })
    expect(await (await say('restore', { ids })).json()).toEqual({ restored: 16 })
    expect(await fakes()).toMatchObject([{ verified_adopted: 2 }])
  })
})

describe('who may see and dismiss flags', () => {
  it('is who may see the names', async () => {
    const lead = await server.tokenOf('lead', 'Late-lead')
    const { rows } = await list(`on=${on}`, lead)
    expect(rows.map((row) => row.person_id)).toEqual(['d1'])
    expect((await list(`on=${on}`, await server.tokenOf('person', 'p1'))).total).toBe(1)
    expect((await server.ask(`/api/flags?on=${on}`, { token: await server.tokenOf('program_manager') })).status).toBe(
      403,
    )
    const [other] = (await list(`on=${on}&kind=copied`)).rows
    const refused = await say('dismiss', { ids: [other?.flag_id], reason: 'not mine' }, lead)
    expect(refused.status).toBe(404)
    const own = await say('dismiss', { ids: [rows[0]?.flag_id], reason: 'Agreed' }, lead)
    expect(await own.json()).toEqual({ dismissed: 1 })
    expect((await list(`on=${on}&kind=backdated&state=standing`)).total).toBe(0)
  })

  it('works from the command line too, and every step is written down', async () => {
    const options = ['--url', server.url, '--token', server.adminToken]
    const run = async (...args: string[]) => {
      const terminal = fakeTerminal()
      expect([await runCommand(['flags', ...args, ...options], terminal), terminal.err]).toEqual([0, []])
      return terminal.out.join('\n')
    }
    const printed = await run('list', '--on', on, '--kind', 'backdated', '--format', 'json')
    const [flag] = answer.parse(JSON.parse(printed)).rows
    expect(flag).toMatchObject({ person_id: 'd1', state: 'dismissed', reason: 'Agreed' })
    expect(await run('restore', flag?.flag_id ?? '')).toBe('1 restored')
    expect(await run('dismiss', flag?.flag_id ?? '', '--reason', 'Agreed')).toBe('1 dismissed')
    expect(await run('list', '--on', on, '--kind', 'copied')).toContain('times_in_7_days=3')
    const looks = await queryRows(store.writer, 'SELECT action, length(subject_keys) AS people FROM audit')
    for (const action of ['view_flags', 'dismiss_flags', 'restore_flags', 'refused']) {
      expect(looks).toContainEqual({ action, people: 1 })
    }
  })
})
