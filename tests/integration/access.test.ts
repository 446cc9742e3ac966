import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { roles } from '../../schema/routes/role.ts'
import { allRoutes, examplePath } from '../support/api-routes.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { rosterOf } from '../support/small-organisation.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await server.importText('roster', rosterOf({ Sales: 12, Legal: 3 }))
  const body = 'organisation: Acme\nobjects: { deal: { fields: { amount: { critical: true } } } }\n'
  await server.json('/api/program', { method: 'PUT', body })
  const records = ['Legal-1', 'Sales-3', ''].map((owner, n) => `deal,d${n},2025-02-03T08:00:00Z,${owner},`)
  await server.importText('records', `object,record_id,updated_at,owner_id,field.amount\n${records.join('\n')}\n`)
})
afterAll(() => server.stop())

const problem = z.object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string(), code: z.string() })

async function codeOf(answer: Response): Promise<string> {
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  return problem.parse(await answer.json()).code
}

describe('every route', () => {
  const guarded = allRoutes.filter((route) => route.roles !== null)

  it.each(guarded.map((route) => [route.method, examplePath(route)]))(
    '%s %s answers nobody without a credential',
    async (method, path) => {
      for (const headers of [{}, { Cookie: 'takehold_session=x' }]) {
        const answer = await server.ask(path, { method: method.toUpperCase(), token: null, headers })
        expect(answer.status).toBe(401)
        expect(await codeOf(answer)).toBe('not_signed_in')
      }
    },
  )

  it.each(roles.filter((role) => role !== 'admin'))('refuses the role %s where it has no place', async (role) => {
    const token = await server.tokenOf(role, 'Sales-1')
    for (const route of guarded.filter((each) => !each.roles?.includes(role))) {
      const answer = await server.ask(examplePath(route), { method: route.method.toUpperCase(), token })
      expect([route.path, answer.status]).toEqual([route.path, 403])
    }
    for (const route of guarded.filter((each) => each.method === 'get' && each.roles?.includes(role))) {
      const answer = await server.ask(examplePath(route), { token })
      expect([route.path, answer.status === 401 || answer.status >= 500]).toEqual([route.path, false])
    }
  })
})

describe('a sign-in link', () => {
  it('works once, also when it is followed twice at the same time', async () => {
    const link = server.link ?? ''
    const answers = await Promise.all([1, 2, 3].map(() => fetch(link, { redirect: 'manual' })))
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 401, 401])
    const cookie = answers.find((answer) => answer.status === 303)?.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Lax/)
    const session = await server.ask('/api/session', { token: null, headers: { Cookie: cookie.split(';')[0] ?? '' } })
    expect(await session.json()).toMatchObject({ role: 'admin', names: true })
  })

  it('leads nowhere but to our own first page', async () => {
    const { link } = z.object({ link: z.string() }).parse(await server.json('/api/link', { method: 'POST' }))
    const answer = await fetch(`${link}&redirect=//evil.example`, { redirect: 'manual' })
    expect(answer.headers.get('location')).toBe('/')
  })
})

describe('a link for a person', () => {
  const make = (body: object) => server.ask('/api/link', { method: 'POST', body: JSON.stringify(body) })

  it('acts for a person unless it says otherwise, also for a lead whom only others’ rows name', async () => {
    for (const [body, role] of [
      [{ person_id: 'Sales-3' }, 'person'],
      [{ person_id: 'boss', role: 'lead' }, 'lead'],
    ] as const) {
      const signIn = { method: 'POST', token: null, body: await (await make(body)).text() }
      expect(await (await server.ask('/api/session', signIn)).json()).toMatchObject({ role, person_id: body.person_id })
    }
  })

  it('is not made for nobody, whom the roster does not know, or does not hold today', async () => {
    await server.importText('roster', 'person_id,valid_from,valid_to\nearlier,2020-01-06,2021-01-04\n')
    const codes = [{ role: 'person' }, { person_id: 'ghost' }, { person_id: 'earlier' }].map((body) =>
      make(body).then(codeOf),
    )
    expect(await Promise.all(codes)).toEqual(['person_required', 'unknown_person', 'not_on_roster'])
  })
})

describe('a session', () => {
  async function signIn(): Promise<string> {
    const made = z.object({ link: z.string() }).parse(await server.json('/api/link', { method: 'POST' }))
    const answer = await server.ask('/api/session', { method: 'POST', token: null, body: JSON.stringify(made) })
    expect(answer.status).toBe(200)
    return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  }

  it('does nothing for a page of another origin', async () => {
    const Cookie = await signIn()
    const create = (headers: Record<string, string>) =>
      server.ask('/api/keys', { method: 'POST', token: null, body: '{"source":"x"}', headers: { Cookie, ...headers } })
    for (const headers of [
      {},
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
    ]) {
      expect(await codeOf(await create(headers))).toBe('foreign_origin')
    }
    expect((await create({ Origin: server.url })).status).toBe(200)
  })

  it('ends when it is signed out', async () => {
    const Cookie = await signIn()
    const headers = { Cookie, Origin: server.url }
    expect((await server.ask('/api/session', { method: 'DELETE', token: null, headers })).status).toBe(200)
    expect((await server.ask('/api/session', { token: null, headers })).status).toBe(401)
  })
})

describe('a token', () => {
  it('is refused from the moment it is revoked, and never shown again', async () => {
    const body = JSON.stringify({ role: 'sponsor', ttl: '1d' })
    const made = z
      .object({ token_id: z.string(), token: z.string() })
      .parse(await server.json('/api/tokens', { method: 'POST', body }))
    expect((await server.ask('/api/session', { token: made.token })).status).toBe(200)
    await server.json(`/api/tokens/${made.token_id}`, { method: 'DELETE' })
    expect((await server.ask('/api/session', { token: made.token })).status).toBe(401)
    expect(JSON.stringify(await server.json('/api/tokens'))).not.toContain(made.token.slice(16))
  })
})

const recordsAnswer = z.object({ rows: z.array(z.object({ record_id: z.string() })), logged: z.literal(true) })
const peopleAnswer = z.object({ total: z.int(), rows: z.array(z.object({ person_id: z.string(), name: z.string() })) })

describe('names', () => {
  const listOf = async (token: string) => peopleAnswer.parse(await server.json('/api/people', { token }))

  it('are shown to a lead of the people below, to a person of themselves', async () => {
    const lead = await listOf(await server.tokenOf('lead', 'Legal-0'))
    expect(lead.rows.map((row) => row.person_id).sort()).toEqual(['Legal-1', 'Legal-2'])
    const above = await listOf(await server.tokenOf('lead', 'boss'))
    expect(above.total).toBe(15)
    const person = await listOf(await server.tokenOf('person', 'Sales-3'))
    expect(person.rows).toMatchObject([{ person_id: 'Sales-3', name: 'Name of Sales-3' }])
    const nobody = await listOf(await server.tokenOf('lead', 'Sales-3'))
    expect(nobody.total).toBe(0)
  })

  it('of others are refused', async () => {
    const person = await server.tokenOf('person', 'Sales-3')
    const lead = await server.tokenOf('lead', 'Legal-0')
    expect((await server.ask('/api/people/Sales-3', { token: person })).status).toBe(200)
    expect((await server.ask('/api/people/Legal-0', { token: lead })).status).toBe(200)
    for (const [token, id] of [
      [person, 'Sales-4'],
      [lead, 'Sales-3'],
    ] as const) {
      expect(await codeOf(await server.ask(`/api/people/${id}`, { token }))).toBe('not_your_person')
    }
  })

  it('of a lead’s people only are counted in a lead’s measures', async () => {
    const token = await server.tokenOf('lead', 'Legal-0')
    const answer = await server.json('/api/measures/adoption?by=department', { token })
    expect(answer).toMatchObject({ rows: [{ department: 'Legal', eligible: 2 }], total: { eligible: 2 } })
  })
})

describe('records', () => {
  const listOf = async (token: string, query = '') =>
    recordsAnswer.parse(await server.json(`/api/records?${query}`, { token })).rows.map((row) => row.record_id)

  it('are shown to a lead of the people below, to a person of themselves', async () => {
    expect(await listOf(server.adminToken)).toEqual(['d0', 'd1', 'd2'])
    const lead = await server.tokenOf('lead', 'Legal-0')
    expect(await listOf(lead)).toEqual(['d0'])
    for (const query of ['owner=Sales-3', 'owner=', 'department=Sales'])
      expect([query, await listOf(lead, query)]).toEqual([query, []])
    expect(await listOf(await server.tokenOf('person', 'Sales-3'))).toEqual(['d1'])
    expect(await listOf(await server.tokenOf('lead', 'Sales-3'))).toEqual([])
    const behind = z.object({ behind: z.object({ columns: z.record(z.string(), z.string()) }) })
    const { columns } = behind.parse(await server.json('/api/measures/completeness', { token: lead })).behind
    expect(await listOf(lead, columns.records?.split('?')[1])).toEqual(['d0'])
  })
})

describe('wrong tokens', () => {
  it('are refused, too many of them for a while; the right one is let in all the same', async () => {
    const other = await startTestServer()
    try {
      const token = 'tk_000000000000_wrong'
      const statuses: number[] = []
      for (let count = 0; count < 22; count++) statuses.push((await other.ask('/api/session', { token })).status)
      expect(statuses[0]).toBe(401)
      expect(statuses.slice(-2)).toEqual([429, 429])
      expect((await other.ask('/api/session')).status).toBe(200)
      const answer = await other.ask('/api/session', { token })
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    } finally {
      await other.stop()
    }
  })
})
