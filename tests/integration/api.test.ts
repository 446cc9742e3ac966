import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { allRoutes, examplePath } from '../support/api-routes.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { rosterOf } from '../support/small-organisation.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await server.importText('roster', rosterOf({ Sales: 12, Legal: 3, '=cmd': 7 }))
})
afterAll(() => server.stop())

const document = z.object({
  openapi: z.string(),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        responses: z.record(z.string(), z.object({ description: z.string() })),
        parameters: z.array(z.object({ name: z.string(), in: z.enum(['path', 'query']) })).optional(),
      }),
    ),
  ),
})

describe('the OpenAPI document', () => {
  it('holds every route, with each place of its path described', async () => {
    const { openapi, paths } = document.parse(await server.json('/openapi.json', { token: null }))
    expect(openapi).toBe('3.1.0')
    for (const { path, method, query } of allRoutes) {
      const operation = paths[path]?.[method]
      expect([path, operation?.responses[200]?.description]).toEqual([path, 'The answer'])
      const places = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
      const described = operation?.parameters ?? []
      expect(described.filter((each) => each.in === 'path').map((each) => each.name)).toEqual(places)
      expect(described.filter((each) => each.in === 'query').map((each) => each.name)).toEqual(
        Object.keys(query?.shape ?? {}),
      )
    }
    expect(Object.values(paths).flatMap((each) => Object.keys(each)).length).toBe(allRoutes.length)
  })

  it('is shown by a page that asks nobody else', async () => {
    const page = await (await server.ask('/docs/', { token: null })).text()
    expect(page).not.toMatch(/https?:/)
    for (const [, address] of page.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect([address, (await server.ask(`/docs/${address}`, { token: null })).status]).toEqual([address, 200])
    }
  })
})

describe('every answer', () => {
  const questions = allRoutes.filter((route) => route.method === 'get' && !route.path.includes('{'))

  it.each(questions.map((route) => [route.path, route]))('of %s is what the route says', async (path, route) => {
    expect(route.answer.safeParse(await server.json(path)).error).toBeUndefined()
  })

  it.each(['adoption', 'adoption_trend', 'coverage', 'completeness', 'represented'])(
    'of the measure %s can be split every way it offers, and saved',
    async (name) => {
      const catalogue = z
        .object({ rows: z.array(z.object({ name: z.string(), dimensions: z.array(z.string()) })) })
        .parse(await server.json('/api/measures'))
      for (const by of catalogue.rows.find((row) => row.name === name)?.dimensions ?? []) {
        const path = `/api/measures/${name}?by=${by}`
        const route = allRoutes.find((each) => each.path === '/api/measures/{name}')
        expect(route?.answer.safeParse(await server.json(path)).error).toBeUndefined()
        expect((await server.ask(`${path}&format=xlsx`)).status).toBe(200)
      }
    },
  )

  it('may not be kept, framed, or filled with foreign scripts', async () => {
    for (const path of ['/api/status', '/api/unknown', '/', '/docs/']) {
      const { headers } = await server.ask(path)
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('content-security-policy')).not.toContain('unsafe')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      if (path.startsWith('/api')) expect(headers.get('cache-control')).toBe('no-store')
    }
  })

  it('holds no formula as CSV', async () => {
    const answer = await server.ask('/api/measures/adoption?by=department&format=csv')
    expect(answer.headers.get('content-type')).toContain('text/csv')
    expect(await answer.text()).toMatch(/\r\n'=cmd,7,/)
  })
})

describe('a wrong question', () => {
  it.each([
    '/api/measures/adoption?by=owner',
    '/api/measures/adoption?departments=Sales',
    '/api/measures/adoption?on=2026-02-30',
    '/api/measures/adoption?on=2026-02-01&on=2026-02-02',
    '/api/measures/coverage?department=Sales',
    '/api/measures/adoption_trend?from=2020-01-01&to=2026-01-01',
    '/api/measures/adoption_trend?compare=28d',
    '/api/measures/adoption?basis=flow',
    '/api/measures/completeness?basis=flow&from=2030-01-01&on=2026-03-01',
    '/api/people?sort=secret',
    '/api/people?cursor=x',
  ])('%s is refused in words', async (path) => {
    const answer = await server.ask(path)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ status: 400, detail: expect.stringMatching(/\w+/) })
  })

  it('about what does not exist is answered so', async () => {
    for (const path of ['/api/measures/secrets', '/api/phases/x/report', '/api/people/x', '/api/nothing']) {
      expect([path, [400, 404].includes((await server.ask(path)).status)]).toEqual([path, true])
    }
  })
})

describe('files', () => {
  it.each(['/..%2fpackage.json', '/%2e%2e/package.json', '/docs/..%2f..%2fpackage.json', '/a%00.html', '/assets/x.js'])(
    '%s is not one of them',
    async (path) => {
      const answer = await server.ask(path, { token: null })
      expect(await answer.text()).not.toContain('"dependencies"')
      expect(answer.headers.get('content-type')).not.toContain('javascript')
    },
  )
})

describe('the metrics', () => {
  it('count what was answered', async () => {
    const text = await (await server.ask('/metrics', { token: null })).text()
    expect(text).toMatch(/takehold_http_requests_total\{method="GET",route="\/api\/measures",status="200"\} \d+/)
    expect(text).toContain('takehold_store_ready 1')
  })
})

describe('below a path', () => {
  it('everything is where a proxy expects it, with or without the path in front', async () => {
    const below = await startTestServer({ basePath: '/takehold', trustProxy: true })
    try {
      expect(below.url).toMatch(/\/takehold$/)
      expect((await below.ask('/readyz')).status).toBe(200)
      expect((await fetch(`${below.url.replace('/takehold', '')}/readyz`)).status).toBe(200)
      const link = below.link ?? ''
      const answer = await fetch(link, { redirect: 'manual', headers: { 'X-Forwarded-Proto': 'https' } })
      expect(answer.headers.get('location')).toBe('/takehold/')
      expect(answer.headers.get('set-cookie')).toMatch(/Path=\/takehold\/;.*Secure/)
      const event = { type: 'track', userId: 'p', event: 'Signed In', messageId: 'm' }
      const sent = await below.ask('/v1/batch', {
        method: 'POST',
        token: null,
        body: JSON.stringify({ writeKey: below.writeKey, batch: [event] }),
      })
      expect(sent.status).toBe(200)
    } finally {
      await below.stop()
    }
  })
})

describe('while the engine is down', () => {
  it('questions are told to come back, and answered when it is up again', async () => {
    const pid = server.enginePid()
    if (pid === undefined) return expect(process.env.TEST_STORE).toBe('url')
    const before = await server.json('/api/measures/adoption?by=department&on=2026-01-30')
    process.kill(pid, 'SIGKILL')
    const seen = new Set<number>()
    const deadline = Date.now() + 30_000
    let answer = await server.ask('/api/status')
    for (; Date.now() < deadline && !(seen.has(503) && answer.status === 200); await delay(20)) {
      answer = await server.ask('/api/status')
      seen.add(answer.status)
      if (answer.status !== 503) continue
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(await answer.json()).toMatchObject({ code: 'store_restarting' })
    }
    expect([...seen].sort()).toEqual([200, 503])
    expect(await server.json('/api/measures/adoption?by=department&on=2026-01-30')).toEqual(before)
    expect(await server.json('/readyz')).toEqual({ state: 'ready' })
  })
})

describe('a restart', () => {
  it('keeps everything and tells no secret again', async () => {
    const token = await server.tokenOf('sponsor')
    server = await server.restart()
    expect([server.firstStart, server.link, server.writeKey]).toEqual([false, undefined, undefined])
    expect((await server.ask('/api/session', { token })).status).toBe(200)
    expect(await server.json('/api/status')).toMatchObject({ people: 22, state: 'ready' })
  })
})

describe('an example path', () => {
  it('leaves no place open', () => {
    for (const route of allRoutes) expect(examplePath(route)).not.toContain('{')
  })
})
