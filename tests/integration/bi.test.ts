import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { analystViews } from '../../collector/bi/analyst-views.ts'
import { runCommand } from '../../collector/cli/main.ts'
import { packageRoot } from '../../collector/package-root.ts'
import { splitStatements } from '../../collector/store/split-statements.ts'
import { fakeTerminal } from '../support/fake-terminal.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { rosterOf } from '../support/small-organisation.ts'

const on = '2026-03-29'
const weeks = ['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23']

const program = `
organisation: Acme
targets: { adoption: 0.7 }
roles: { default: { core_tasks: [log_activity] } }
objects: { deal: { fields: { amount: { format: number, critical: true } } } }
`

const events = weeks.flatMap((monday) =>
  [0, 1, 2].flatMap((later) =>
    Array.from({ length: 6 }, (_, n) => {
      const day = new Date(Date.parse(monday) + later * 86_400_000).toISOString().slice(0, 10)
      return `Sales-${n + 1},Activity Logged,${day}T10:00:00Z,${day}T08:00:00Z`
    }),
  ),
)
const records = Array.from(
  { length: 6 },
  (_, n) => `deal,d-${n},2026-03-01T08:00:00Z,Sales-${n + 1},${n < 3 ? 10 : ''}`,
)

let server: TestServer
let door: string
let password: string
beforeAll(async () => {
  server = await startTestServer({ biPort: 0 })
  await server.json('/api/program', { method: 'PUT', body: program })
  await server.importText('roster', rosterOf({ Sales: 12, Legal: 3 }))
  await server.importText('events', ['person_id,event,occurred_at,contact_at', ...events].join('\n'))
  await server.importText('records', ['object,record_id,updated_at,owner_id,field.amount', ...records].join('\n'))
  const made = z.object({ password: z.string(), port: z.int() }).parse(await create('grafana'))
  password = made.password
  door = `http://127.0.0.1:${made.port}`
})
afterAll(() => server?.stop())

const create = (name: string) => server.json('/api/bi-users', { method: 'POST', body: JSON.stringify({ name }) })

type Sent = { name?: string; password?: string; search?: Record<string, string> }

const askDoor = (sql: string, { name = 'grafana', search = {}, ...sent }: Sent = {}) =>
  fetch(`${door}/?${new URLSearchParams({ default_format: 'JSON', ...search })}`, {
    method: 'POST',
    headers: { 'X-ClickHouse-User': name, 'X-ClickHouse-Key': sent.password ?? password },
    body: sql,
  })

const answer = z.object({ data: z.array(z.record(z.string(), z.unknown())) })

async function rowsOf(sql: string, search: Record<string, string> = {}) {
  const answered = await askDoor(sql, { search: { output_format_json_quote_64bit_integers: '0', ...search } })
  const text = await answered.text()
  if (answered.status !== 200) throw new Error(text)
  return answer.parse(JSON.parse(text)).data
}

// The whole call of a view, as its own text tells what it takes.
function askView(view: string): Promise<Response> {
  const text = readFileSync(join(packageRoot, 'schema', 'measures', `${view}.sql`), 'utf8')
  const found = text.matchAll(/\{(\w+):([\w()]+)\}/g)
  const types = new Map(Array.from(found, ([, name = '', type = '']) => [name, type]))
  const usual: Record<string, string> = { from_date: '2026-03-02', grain: 'week', by: 'none', basis: 'stock' }
  const given = [...types].map(([name, type]) => `${name} = {${name}:${type}}`).join(', ')
  const values = [...types].map(([name, type]) => [
    `param_${name}`,
    usual[name] ?? (type === 'Date' ? on : type.startsWith('Array') ? '[]' : ''),
  ])
  return askDoor(`SELECT * FROM ${view}(${given}) LIMIT 1`, { search: Object.fromEntries(values) })
}

describe('a BI user', () => {
  it('gets the numbers of the API', async () => {
    const { rows } = z
      .object({ rows: z.array(z.looseObject({ department: z.string(), rate: z.number() })) })
      .parse(await server.json(`/api/measures/adoption?by=department&on=${on}`))
    const lists = 'departments = [], teams = [], roles = [], phases = [], people = []'
    const found = await rowsOf(`SELECT * FROM adoption(on = '${on}', by = 'department', ${lists}) ORDER BY group`)
    expect(found.map(({ group, ...row }) => ({ department: group, ...row }))).toEqual(rows)
    expect(found).toMatchObject([
      { group: 'Legal', rate: 0 },
      { group: 'Sales', rate: 0.5 },
    ])
  })

  it.each(analystViews)('may ask %s', async (view) => {
    const answered = await askView(view)
    expect([answered.status, answered.status === 200 ? '' : await answered.text()]).toEqual([200, ''])
  })

  it.each(['people', 'person_days', 'pulse'])('may not ask %s', async (view) => {
    const answered = await askView(view)
    expect(await answered.text()).toContain('ACCESS_DENIED')
  })

  it.each([
    'SELECT * FROM events',
    'SELECT * FROM roster',
    'SELECT * FROM person_state',
    'SELECT * FROM state_groups',
    'SELECT * FROM system.users',
    'SELECT * FROM system.processes',
    "SELECT * FROM file('/etc/passwd', 'LineAsString')",
    "SELECT * FROM url('http://127.0.0.1/', 'LineAsString')",
    'CREATE TABLE mine (a UInt8) ENGINE = Memory',
    'INSERT INTO leave (person_key) VALUES (1)',
    'DROP VIEW adoption',
    'SYSTEM STOP LISTEN HTTP',
    'SET max_memory_usage = 1',
    'SELECT 1 SETTINGS max_execution_time = 9999',
    'SET readonly = 0',
  ])('is refused %s', async (sql) => {
    const answered = await askDoor(sql)
    expect(answered.status).toBeGreaterThanOrEqual(400)
    expect(await answered.text()).toMatch(
      /ACCESS_DENIED|READONLY|SETTING_CONSTRAINT_VIOLATION|UNKNOWN_TABLE|NOT_ENOUGH_PRIVILEGES/,
    )
  })

  it('sees the views of the measures and no tables, under whatever settings its tool sends', async () => {
    const tool = { max_execution_time: '600', max_threads: '1', session_id: 'x', database: 'default' }
    const seen = await rowsOf("SELECT name FROM system.tables WHERE database = 'takehold' ORDER BY name", tool)
    expect(seen.map(({ name }) => name)).toEqual([...analystViews].sort())
    expect(await rowsOf("SELECT getSetting('max_execution_time') AS s", tool)).toEqual([{ s: 30 }])
  })

  it('is known by Basic authorisation and by the address as well, as tools differ', async () => {
    const basic = { Authorization: `Basic ${btoa(`grafana:${password}`)}` }
    expect(await (await fetch(`${door}/?query=SELECT+1`, { headers: basic })).text()).toBe('1\n')
    const named = new URLSearchParams({ user: 'grafana', password, query: 'SELECT 2' })
    expect(await (await fetch(`${door}/?${named}`)).text()).toBe('2\n')
    expect(await (await fetch(`${door}/ping`)).text()).toBe('Ok.\n')
  })

  it.each([
    ['grafana', 'wrong'],
    ['nobody', ''],
    ['default', ''],
    ['analyst', ''],
    ['writer', ''],
  ])('%s with the password "%s" is nobody', async (name, wrong) => {
    const answered = await askDoor('SELECT 1', { name, password: wrong })
    expect([answered.status, await answered.text()]).toEqual([401, expect.stringContaining('Code: 516')])
    expect((await fetch(`${door}/?query=SELECT+1`)).status).toBe(401)
  })

  it('is refused from the moment it is revoked, and its name is free again', async () => {
    const first = z.object({ password: z.string() }).parse(await create('metabase'))
    const as = { name: 'metabase', password: first.password }
    expect((await askDoor('SELECT 1', as)).status).toBe(200)
    expect((await server.ask('/api/bi-users', { method: 'POST', body: '{"name":"metabase"}' })).status).toBe(409)
    await server.json('/api/bi-users/metabase', { method: 'DELETE' })
    expect((await askDoor('SELECT 1', as)).status).toBe(401)
    const { rows } = z.object({ rows: z.array(z.looseObject({})) }).parse(await server.json('/api/bi-users'))
    expect(rows).toMatchObject([{ name: 'grafana', revoked_at: null }, { name: 'metabase' }])
    expect(JSON.stringify(rows)).not.toContain('password')
    await create('metabase')
    expect((await askDoor('SELECT 1', as)).status).toBe(401)
  })
})

describe('takehold bi-user', () => {
  const run = async (...args: string[]) => {
    const terminal = fakeTerminal()
    const code = await runCommand(['bi-user', ...args, '--data', server.dataDir, '--url', server.url], terminal)
    return { code, out: terminal.out.join('\n'), err: terminal.err.join('\n') }
  }

  it('makes, lists and revokes a user, and warns of small groups', async () => {
    const made = await run('create', 'superset')
    expect(made).toMatchObject({ code: 0, err: expect.stringContaining('WARNING: the privacy floor') })
    expect(made.err).toContain(door.slice('http://'.length))
    const as = { name: 'superset', password: made.out }
    expect(await (await askDoor('SELECT 1 FORMAT TSV', as)).text()).toBe('1\n')
    expect((await run('list')).out).toContain('superset')
    expect((await run('revoke', 'superset')).code).toBe(0)
    expect((await askDoor('SELECT 1', as)).status).toBe(401)
    expect((await run('create', 'Not a name')).code).toBe(1)
  })

  it('says what to run on a server of one’s own', async () => {
    const terminal = fakeTerminal()
    await runCommand(['bi-user', 'sql', 'crm'], terminal)
    const grants = terminal.out.join('\n').match(/GRANT SELECT ON crm\.\w+ TO takehold_analyst;/g)
    expect(grants).toHaveLength(analystViews.length)
    // The engine of the tests has no place for users, but it knows whether these are statements.
    for (const text of splitStatements(terminal.out.join('\n'))) {
      // A parameter is one line.
      const sql = text.replaceAll(/--.*\n/g, '').replaceAll('\n', ' ')
      const answered = await askDoor('SELECT formatQuery({sql:String})', { search: { param_sql: sql } })
      expect([sql, answered.status === 200 ? '' : await answered.text()]).toEqual([sql, ''])
    }
  })
})

// What Grafana and Metabase put in before they send the text.
const filledIn = (sql: string) =>
  sql
    .replaceAll('$__fromTime', `toDateTime(${Date.parse('2026-03-01') / 1000})`)
    .replaceAll('$__toTime', `toDateTime(${Date.parse(on) / 1000})`)
    .replaceAll('today()', "toDate('2026-03-30')")
    .replaceAll('{{on}}', `toDate('${on}')`)

describe('the examples of the documentation', () => {
  const page = readFileSync(join(packageRoot, 'collector', 'bi', 'README.md'), 'utf8')
  const examples = [...page.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql = '']) => sql)

  it.each(examples)('answer: %s', async (sql) => {
    const rows = await rowsOf(filledIn(sql))
    expect(rows.length).toBeGreaterThan(0)
    expect(Object.values(rows[0] ?? {})).not.toContain(null)
  })

  it('are two for Grafana and two for Metabase', () => {
    expect(examples).toHaveLength(4)
  })
})
