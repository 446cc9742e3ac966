import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CliServer, runCli, startCli } from '../support/cli.ts'

let folder: string
let data: string
let server: CliServer

const file = (name: string) => join(folder, name)
const takehold = (...args: string[]) => runCli([...args, '--data', data])

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takehold-cli-'))
  data = file('data')
  const people = Array.from({ length: 12 }, (_, i) => `p-${i},Name ${i},Sales,T1`)
  await writeFile(file('roster.csv'), ['person_id,name,department,team', ...people, ''].join('\n'))
  const events = Array.from({ length: 20 }, (_, i) => `m-${i},p-${i % 12},Record Updated,2026-03-${10 + i}T09:00:00Z`)
  await writeFile(file('events.csv'), ['message_id,person_id,event,occurred_at', ...events, ''].join('\n'))
  const bad = [
    'message_id,person_id,event,occurred_at',
    'b-1,p-1,Signed In,2026-03-02T08:00:00Z',
    'b-2,p-1,Signed In,soon',
    '',
  ]
  await writeFile(file('bad.csv'), bad.join('\n'))
  await writeFile(file('program.yaml'), 'organisation: Acme\ntimezone: Europe/Zurich\n')
  await writeFile(file('wrong.yaml'), 'organisation: Acme\nphases:\n  - id: wave-1\n    name: One\n    go_live: soon\n')
  server = await startCli(['--data', data])
})

afterAll(async () => {
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

test('the first start prints address, sign-in link and write key, and leaves a note for the commands', async () => {
  expect(server.greeting).toMatch(
    /Takehold runs at http:\/\/127\.0\.0\.1:\d+\nSign in .*sign-in\?link=\S+\nWrite key .*: \S+/,
  )
  expect(JSON.parse(await readFile(join(data, 'server.json'), 'utf8')).url).toBe(server.url)
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
})

describe('import', () => {
  test('ends with its counts; a rerun changes nothing', async () => {
    expect(await takehold('import', 'roster', file('roster.csv'))).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^roster\.csv: 12 accepted \/ 0 rejected \/ \d+ duplicates\n/),
    })
    const first = await takehold('import', 'events', file('events.csv'), '--source', 'crm')
    expect(first).toMatchObject({ code: 0, out: 'events.csv: 20 accepted / 0 rejected / 0 duplicates\n' })
    const before = await takehold('measure', 'adoption', '--on', '2026-03-29')
    const again = await takehold('import', 'events', file('events.csv'), '--source', 'crm')
    expect(again.out).toBe('events.csv: 20 accepted / 0 rejected / 20 duplicates\n')
    expect(await takehold('measure', 'adoption', '--on', '2026-03-29')).toEqual(before)
    expect(JSON.parse(before.out)).toMatchObject({ measure: 'adoption', total: { eligible: 12 } })
  })

  test('a rejected row is named with its line; only --strict makes it a failure', async () => {
    const lenient = await takehold('import', 'events', file('bad.csv'))
    expect(lenient.code).toBe(0)
    expect(lenient.out).toMatch(/^bad\.csv: 1 accepted \/ 1 rejected \/ 0 duplicates\n {2}line 3: .*occurred_at/)
    expect((await takehold('import', 'events', file('bad.csv'), '--strict')).code).toBe(1)
    expect((await takehold('import', 'bogus', file('bad.csv'), '--strict')).code).toBe(2)
    expect((await takehold('dead', 'list')).out).toMatch(/bad\.csv\s+3\s/)
  })

  test('several files, gzip and standard input', async () => {
    await writeFile(file('more.csv.gz'), gzipSync(await readFile(file('events.csv'))))
    const both = await takehold('import', 'events', file('more.csv.gz'), file('bad.csv'), '--source', 'other')
    expect(both.out).toMatch(/more\.csv\.gz: 20 accepted[\s\S]*bad\.csv: 1 accepted/)
    const piped = await runCli(['import', 'leave', '-', '--data', data], {
      input: 'person_id,from,to\np-1,2026-02-02,2026-02-06\n',
    })
    expect(piped).toMatchObject({ code: 0, out: '-: 1 accepted / 0 rejected / 0 duplicates\n' })
  })

  test('imports are listed and can be taken back', async () => {
    await writeFile(file('wrong.csv'), 'person_id,name\nghost-1,Ghost\n')
    await takehold('import', 'roster', file('wrong.csv'))
    const listed = (await takehold('imports')).out.split('\n').find((line) => line.includes('wrong.csv'))
    const id = listed?.trim().split(/\s+/)[0] ?? ''
    expect(await takehold('import', '--undo', id)).toMatchObject({
      code: 0,
      out: expect.stringContaining('taken back'),
    })
    expect((await takehold('imports')).out.split('\n').find((line) => line.includes('wrong.csv'))).toMatch(/undone$/)
    const { out } = await takehold('measure', 'adoption', '--on', '2026-03-29')
    expect(JSON.parse(out).total.eligible).toBe(12)
  })

  test('a roster as of a day shows who leaves, and is refused when that is more than a tenth', async () => {
    await writeFile(
      file('cut.csv'),
      'person_id,name,department,team\np-0,Name 0,Sales,T2\np-1,Name 1,Sales,T1\nnew,New,Sales,T1\n',
    )
    const refused = await takehold('import', 'roster', file('cut.csv'), '--as-of', '2026-03-20')
    expect(refused.code).toBe(1)
    expect(refused.out).toMatch(/^1 join: new\n10 leave: [\s\S]*\n1 move: p-0/)
    expect(refused.err).toMatch(/10 of 12 people would leave .* --yes/)
    const taken = await takehold('import', 'roster', file('cut.csv'), '--as-of', '2026-03-20', '--yes')
    expect(taken.code).toBe(0)
    const { out } = await takehold('measure', 'adoption', '--on', '2026-03-29')
    expect(JSON.parse(out).total.eligible).toBe(3)
  })
})

test('apply names line and path of an error, says what changed, and nothing when nothing did', async () => {
  const wrong = await takehold('apply', file('wrong.yaml'))
  expect(wrong.code).toBe(1)
  expect(wrong.err).toMatch(/:5: .*go_live/)
  expect((await takehold('apply', file('program.yaml'))).out).toMatch(/in force/)
  expect((await takehold('apply', file('program.yaml'))).out).toMatch(/^Nothing changed/)
})

describe('access', () => {
  test('a token works until it is revoked, and only its making shows it', async () => {
    const made = await takehold('token', 'create', '--role', 'sponsor', '--ttl', '1d')
    const token = made.out.trim()
    const elsewhere = (...args: string[]) => runCli([...args, '--url', server.url, '--token', token])
    expect((await elsewhere('measure', 'adoption')).code).toBe(0)
    expect(await elsewhere('token', 'list')).toMatchObject({ code: 1, out: '' })
    const id = /Token (\S+)/.exec(made.err)?.[1] ?? ''
    const listed = await takehold('token', 'list')
    expect(listed.out).toContain(id)
    expect(listed.out).not.toContain(token)
    expect((await takehold('token', 'revoke', id)).code).toBe(0)
    const refused = await elsewhere('measure', 'adoption')
    expect(refused.code).toBe(1)
    expect(refused.err).not.toMatch(/\n\s+at /)
  })

  test('a write key takes events until it is revoked', async () => {
    const made = await takehold('key', 'create', '--source', 'crm-two')
    const send = () =>
      fetch(`${server.url}/v1/track`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${made.out.trim()}:`)}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          userId: 'p-1',
          event: 'Signed In',
          messageId: 'k-1',
          timestamp: '2026-03-03T08:00:00Z',
        }),
      })
    expect((await send()).status).toBe(200)
    const id = /Key (\S+)/.exec(made.err)?.[1] ?? ''
    expect((await takehold('key', 'list')).out).toMatch(new RegExp(`${id} +crm-two`))
    await takehold('key', 'revoke', id)
    expect((await send()).status).toBe(401)
  })

  test('a sign-in link works once', async () => {
    const link = (await takehold('link')).out.trim()
    expect((await fetch(link, { redirect: 'manual' })).headers.get('set-cookie')).toMatch(/takehold_session=/)
    expect((await fetch(link, { redirect: 'manual' })).headers.get('set-cookie')).toBeNull()
  })

  test('a link for a person acts for them, and is refused for whom the roster does not hold today', async () => {
    const link = await takehold('link', '--person', 'p-1')
    expect(link).toMatchObject({ code: 0, err: '' })
    const cookie = (await fetch(link.out.trim(), { redirect: 'manual' })).headers.get('set-cookie') ?? ''
    const session = await fetch(`${server.url}/api/session`, { headers: { cookie: cookie.split(';')[0] ?? '' } })
    expect(await session.json()).toMatchObject({ role: 'person', person_id: 'p-1' })
    const left = await takehold('link', '--person', 'p-3', '--role', 'lead')
    expect(left).toMatchObject({
      code: 1,
      err: expect.stringMatching(/p-3 is not on the roster.* ended on 2026-03-20/),
    })
  })
})

test('what is derived is verified', async () => {
  expect(await takehold('verify')).toMatchObject({ code: 0, out: expect.stringContaining('is what the raw data says') })
})

test('a second server on the folder, and one on its port, end with a reason', async () => {
  const second = await takehold('start', '--port', '0')
  expect(second.code).toBe(1)
  expect(second.err).toMatch(/in use/)
  const port = new URL(server.url).port
  const other = await runCli(['start', '--port', port, '--data', file('other')])
  expect(other).toMatchObject({ code: 1, err: expect.stringContaining(`Port ${port} on 127.0.0.1 is taken`) })
})

test('stopped, the commands open the folder themselves', async () => {
  expect(await server.stop()).toBe(0)
  expect(existsSync(join(data, 'server.json'))).toBe(false)
  const here = await takehold('imports')
  expect(here).toMatchObject({
    code: 0,
    out: expect.stringContaining('roster.csv'),
    err: expect.stringContaining('No server runs'),
  })
})

// Six processes one after the other, three of which start an engine.
test('a backup goes back into another folder; a later start tells no secrets', { timeout: 120_000 }, async () => {
  expect(await takehold('backup', file('backup'))).toMatchObject({ code: 0, out: expect.stringContaining('checked') })
  const restored = await runCli(['restore', file('backup'), '--data', file('restored')])
  expect(restored).toMatchObject({ code: 0, out: expect.stringContaining('are those of the backup') })
  const both = await Promise.all(
    [data, file('restored')].map((of) => runCli(['measure', 'adoption', '--on', '2026-03-29', '--data', of])),
  )
  expect(JSON.parse(both[1]?.out ?? '').total).toEqual(JSON.parse(both[0]?.out ?? '').total)
  server = await startCli(['--data', data])
  expect(server.greeting).not.toMatch(/Write key/)
})
