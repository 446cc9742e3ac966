import { rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { driveEvents } from '../support/event-driver.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { rosterOf } from '../support/small-organisation.ts'
import { accountOf, exactAccount, readStoredEvents } from '../support/stored-events.ts'

const people = Array.from({ length: 20 }, (_, index) => `Sales-${index}`)
const kills = 4

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
  await server.importText('roster', rosterOf({ Sales: people.length }))
})
afterAll(async () => {
  await server?.halt().catch(() => undefined)
  await rm(server.dataDir, { recursive: true, force: true })
})

test('the engine dies under load: what was acknowledged is stored and counted once', async () => {
  const driver = driveEvents({ url: () => server.url, writeKey: server.writeKey ?? '', people })
  for (let kill = 0; kill < kills; kill++) {
    await driver.ackedMore(100)
    const pid = await enginePid()
    process.kill(pid, 'SIGKILL')
    expect(await enginePid(pid)).not.toBe(pid)
  }
  await driver.ackedMore(100)
  await driver.stop()
  // A refused batch was told to come back; nothing else is an answer to a store that restarts.
  expect([...driver.refusals.keys()].filter((status) => status !== 503)).toEqual([])
  expect(await server.json('/api/verify', { method: 'POST' })).toEqual({ same: true, differences: [] })
  await server.halt()
  expect(accountOf(await readStoredEvents(server.dataDir), driver)).toEqual(exactAccount)
})

/** The engine that runs, other than one that was just killed. */
async function enginePid(killed?: number): Promise<number> {
  for (;;) {
    const pid = server.enginePid()
    if (pid !== undefined && pid !== killed) return pid
    await delay(20)
  }
}
