import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CliServer, runCli, startCli } from '../support/cli.ts'
import { driveEvents } from '../support/event-driver.ts'
import { noteKill } from '../support/note-kill.ts'
import { rosterOf } from '../support/small-organisation.ts'
import { accountOf, exactAccount, readStoredEvents } from '../support/stored-events.ts'

const people = Array.from({ length: 20 }, (_, index) => `Sales-${index}`)
const kills = 10

let dataDir: string
let server: CliServer
let writeKey: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'takehold-kill-'))
  server = await startCli(['--data', dataDir])
  writeKey = /Write key for events: (\S+)/.exec(server.greeting)?.[1] ?? ''
  await writeFile(join(dataDir, 'roster.csv'), rosterOf({ Sales: people.length }))
  const imported = await runCli(['import', 'roster', join(dataDir, 'roster.csv'), '--data', dataDir])
  expect(imported).toMatchObject({ code: 0 })
})
afterAll(async () => {
  await server?.kill()
  await rm(dataDir, { recursive: true, force: true })
})

test('the whole server is killed under load and started again: nothing acknowledged is lost', async () => {
  const driver = driveEvents({ url: () => server.url, writeKey, people })
  for (let kill = 0; kill < kills; kill++) {
    await driver.ackedMore(100)
    await server.kill()
    noteKill('server')
    server = await startCli(['--data', dataDir])
  }
  await driver.ackedMore(100)
  await driver.stop()
  expect(driver.refusals.get(0)).toBeGreaterThan(0)
  const verified = await runCli(['verify', '--data', dataDir])
  expect(verified).toMatchObject({ code: 0, out: 'Everything derived is what the raw data says.\n' })
  expect(await server.stop()).toBe(0)
  expect(accountOf(await readStoredEvents(dataDir), driver)).toEqual(exactAccount)
}, 400_000)

test('a second process on the same folder refuses, names the first, and disturbs nothing', async () => {
  server = await startCli(['--data', dataDir])
  const second = await runCli(['start', '--port', '0', '--data', dataDir])
  expect(second.code).toBe(1)
  expect(second.err).toContain(`in use by the Takehold process ${server.pid}`)
  expect(second.err).toContain('Nothing was changed')
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  expect(JSON.parse(await readFile(join(dataDir, 'server.json'), 'utf8'))).toMatchObject({ pid: server.pid })
  expect(await server.stop()).toBe(0)
})
