import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { runCommand } from '../../collector/cli/main.ts'
import { deadLetterRoute, deadLettersRoute } from '../../schema/routes/dead-letters.ts'
import { fakeTerminal } from '../support/fake-terminal.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  const rows = ['p-1,,2026-03-02T09:00:00Z', 'p-2,,2026-03-03T09:00:00Z', 'p-3,Signed In,soon', 'p-4,Signed In,']
  await server.importText('events', ['person_id,event,occurred_at', ...rows].join('\n'), '&source=crm')
})
afterAll(() => server.stop())

async function dead(...args: string[]) {
  const terminal = fakeTerminal({ TAKEHOLD_URL: server.url, TAKEHOLD_TOKEN: server.adminToken })
  const code = await runCommand(['dead', ...args], terminal)
  return { code, out: terminal.out.join('\n'), err: terminal.err.join('\n') }
}
const listJson = async (...args: string[]) =>
  deadLettersRoute.answer.parse(JSON.parse((await dead('list', '--format', 'json', ...args)).out))

it('lists by reason, as a table and as JSON, and says what it left out', async () => {
  const { out, err } = await dead('list', '--limit', '2')
  expect(out.split('\n')[0]).toMatch(/^dead_id +received_at +times +source +dataset +file +line +code +reason$/)
  expect(out.split('\n')).toHaveLength(3)
  expect(err).toContain('2 of 4')
  const { rows, total } = await listJson('--code', 'event_missing')
  expect([total, rows.map(({ line }) => line)]).toEqual([2, [2, 3]])
  expect((await dead('list', '--source', 'nowhere')).out).toBe('There are no dead letters.')
})

it('shows the fields that were kept', async () => {
  const [letter] = (await listJson('--code', 'occurred_at_not_an_instant')).rows
  const shown = deadLetterRoute.answer.parse(JSON.parse((await dead('show', letter?.dead_id ?? '')).out))
  expect(shown.fields).toEqual({ person_id: 'p-3', event: 'Signed In', occurred_at: 'soon' })
  expect((await dead('show', 'nobody')).code).toBe(1)
})

it('tries a reason first, then takes it, and never says that it is stored already', async () => {
  const repaired = ['replay', '--code', 'event_missing', '--set', 'event=Signed In']
  expect((await dead(...repaired, '--dry-run')).out).toBe('2 would be taken / 0 still dead')
  expect((await dead(...repaired)).out).toBe('2 taken, in the reports within seconds / 0 still dead')
  expect((await listJson('--state', 'replayed')).total).toBe(2)
  const { out } = await dead('replay')
  expect(out).toContain('0 taken, in the reports within seconds / 2 still dead')
  expect(out).toContain('occurred_at: is missing')
  const counted = z.object({ replayed: z.number(), still_dead_total: z.number() })
  expect(counted.parse(JSON.parse((await dead('replay', '--format', 'json')).out))).toEqual({
    replayed: 0,
    still_dead_total: 2,
  })
})

it('gives up with a reason only, by id or all of one reason', async () => {
  const [letter] = (await listJson('--code', 'occurred_at_missing')).rows
  const id = letter?.dead_id ?? ''
  expect(await dead('discard', id)).toMatchObject({ code: 2, err: expect.stringContaining('--reason') })
  expect(await dead('discard', '--reason', 'Nobody was named')).toMatchObject({ code: 2 })
  expect(await dead('discard', id, '--code', 'event_missing', '--reason', 'Both')).toMatchObject({ code: 2 })
  expect((await dead('discard', id, '--reason', 'Test data')).out).toBe('1 discarded')
  const bulk = await dead('discard', '--code', 'occurred_at_not_an_instant', '--reason', 'Old plug-in')
  expect(bulk.out).toBe('1 discarded')
  expect((await listJson()).total).toBe(0)
  const { out } = await dead('list', '--state', 'discarded')
  for (const said of ['Test data', 'Old plug-in', 'local']) expect(out).toContain(said)
})
