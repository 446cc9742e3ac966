import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWriteKeys } from '../../collector/access/write-keys.ts'
import { runCommand } from '../../collector/cli/main.ts'
import { startEngine } from '../../collector/engine/start-engine.ts'
import { packageRoot } from '../../collector/package-root.ts'
import { migrate } from '../../collector/store/migrate.ts'
import { openStore, type Store } from '../../collector/store/open-store.ts'
import { startTestEngine, type TestEngine } from '../support/engine.ts'
import { fakeTerminal } from '../support/fake-terminal.ts'
import { quietLog } from '../support/quiet-log.ts'
import { startTestServer } from '../support/server.ts'

let running: TestEngine
let cacheFile: string
const opened: { close(): void | Promise<void> }[] = []

beforeAll(async () => {
  running = await startTestEngine({ kind: 'embedded' })
  await migrate(running.store, { directory: join(packageRoot, 'schema', 'migrations') })
  cacheFile = join(running.dataDir, 'write-keys.json')
})
afterAll(async () => {
  for (const each of opened) await each.close()
  await running.stop()
})

async function open(store: Store = running.store) {
  const keys = await openWriteKeys({ store, cacheFile })
  opened.push(keys)
  return keys
}

test('keys outlive a start without a store; the file holds hashes and only its owner reads it', async () => {
  const keys = await open()
  const crm = await keys.create({
    source: 'crm',
    origins: ['https://crm.example'],
    eventsPerSecond: 7,
    eventsPerDay: 9,
  })
  const gone = await keys.create({ source: 'gone' })
  await keys.revoke(gone.id)
  const known = { keyId: crm.id, source: 'crm', origins: ['https://crm.example'], eventsPerSecond: 7, eventsPerDay: 9 }
  expect(keys.find(crm.key)).toEqual(known)
  const text = await readFile(cacheFile, 'utf8')
  for (const { key } of [crm, gone]) expect(text).not.toContain(key)
  expect((await stat(cacheFile)).mode & 0o777).toBe(0o600)

  const reloaded = await open()
  expect([reloaded.isCurrent(), reloaded.find(crm.key), reloaded.find(gone.key)]).toEqual([true, known, undefined])

  await running.halt()
  const alone = await open()
  expect([alone.isCurrent(), alone.find(crm.key), alone.find(gone.key)]).toEqual([false, known, undefined])
  expect(alone.list()).toEqual(reloaded.list())
  await expect(alone.create({ source: 'new' })).rejects.toThrow()
  expect(alone.find(crm.key)).toEqual(known)
  await writeFile(cacheFile, text.slice(0, -20))
  await expect(open()).rejects.toThrow(/store/)
  await writeFile(cacheFile, text)

  const engine = await startEngine({ dataDir: running.dataDir, log: quietLog, grants: [] })
  const live = openStore(engine.connection(), { log: quietLog })
  opened.unshift({ close: () => live.close() }, { close: () => engine.stop() })
  let isDown = true
  const back = await open({
    ...live,
    get writer() {
      if (isDown) throw new Error('The store is down.')
      return live.writer
    },
  })
  expect([back.isCurrent(), back.find(crm.key)]).toEqual([false, known])
  isDown = false
  while (!back.isCurrent()) await delay(20)
  expect(back.find(crm.key)).toEqual(known)
})

test('the limits of a key are set by command or API, listed, and hold', async () => {
  const server = await startTestServer()
  const terminal = fakeTerminal()
  const connection = ['--url', server.url, '--token', server.adminToken]
  const takehold = (...args: string[]) => runCommand([...args, ...connection], terminal)
  expect(await takehold('key', 'create', '--source', 'cli', '--rate', '5', '--daily', '0')).toBe(2)
  expect(await takehold('key', 'create', '--source', 'cli', '--rate', '5', '--daily', '70')).toBe(0)
  expect(await takehold('key', 'list')).toBe(0)
  expect(terminal.out.join('\n')).toMatch(/cli +- +5 +70 /)
  const json = { source: 'small', events_per_day: 3 }
  const made = await server.json('/api/keys', { method: 'POST', body: JSON.stringify(json) })
  expect(JSON.stringify(await server.json('/api/keys'))).toContain('"events_per_second":0,"events_per_day":3')
  const key = typeof made === 'object' && made !== null && 'write_key' in made ? String(made.write_key) : ''
  const send = (from: number, count: number, to = server) => {
    const batch = Array.from({ length: count }, (_, index) => ({
      type: 'track',
      userId: 'u',
      event: 'e',
      messageId: `${from + index}`,
    }))
    return fetch(`${to.url}/v1/batch`, { method: 'POST', body: JSON.stringify({ batch, writeKey: key }) })
  }
  expect((await send(0, 2)).status).toBe(200)
  expect((await send(2, 2)).status).toBe(429)
  const again = await server.restart()
  const answer = await send(2, 2, again)
  expect(answer.status).toBe(429)
  expect(Number(answer.headers.get('Retry-After'))).toBeLessThanOrEqual(86_400)
  expect((await send(4, 1, again)).status).toBe(200)
  await again.stop()
})
