import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { sendAsGoodClients } from '../support/good-clients.ts'
import { openRaw, postHead, postWhole, type RawConnection, trackBody } from '../support/raw-http.ts'
import { startWireProcess, type WireProcess } from '../support/wire-process.ts'

let server: WireProcess
const opened: RawConnection[] = []
afterEach(async () => {
  for (const raw of opened.splice(0)) raw.end()
  await server.stop()
})

async function open(count: number): Promise<RawConnection[]> {
  const raws: RawConnection[] = []
  for (let at = 0; at < count; at += 100) {
    raws.push(...(await Promise.all(Array.from({ length: Math.min(100, count - at) }, () => openRaw(server.port)))))
  }
  opened.push(...raws)
  return raws
}

/** The slowest hundredth of what good clients ask, those that keep a connection and those that do not; none is refused. */
async function goodP99(name: string): Promise<number> {
  let slowest = 0
  for (const keepAlive of [true, false]) {
    const requests = { requests: 400, name: `${name}-${keepAlive}`, keepAlive }
    const { statuses, p99Ms } = await sendAsGoodClients(server.port, requests)
    expect(statuses.filter((status) => status !== 200)).toEqual([])
    slowest = Math.max(slowest, p99Ms)
  }
  return slowest
}

/** Good clients are as well off as they were, with room for a machine that others use meanwhile. */
async function expectGood(name: string, calmMs: number): Promise<void> {
  expect(await goodP99(name)).toBeLessThan(500 + 10 * calmMs)
}

const calmly = () => goodP99('calm')

describe('senders that hold on to connections', () => {
  test('500 of them, half a head or half a body each, byte by byte, disturb nobody and are cut off', async () => {
    server = await startWireProcess({ limits: { pauseMsMax: 60_000, bodyMsMax: 6_000, checkMs: 200 } })
    const calmMs = await calmly()
    const slow = await open(500)
    let isOver = false
    const trickle = slow.map(async (raw, index) => {
      const head = postHead('/v1/batch', 'Content-Length: 100000')
      await raw.write(index % 2 ? head : head.slice(0, 30))
      while (!isOver && !raw.isClosed()) {
        await raw.write('x')
        await delay(1_000)
      }
    })
    await expectGood('slow', calmMs)
    const bodies = slow.filter((_, index) => index % 2)
    while (bodies.some((raw) => !raw.isClosed())) await delay(50)
    isOver = true
    await Promise.all(trickle)
    expect((await server.look()).events.filter((id) => !/^(calm|slow)-/.test(id))).toEqual([])
  })

  test('3,000 idle ones never keep a good one out: those idle longest make room', async () => {
    server = await startWireProcess({ limits: { connectionsMax: 1_000 } })
    const calmMs = await calmly()
    const idle = await open(3_000)
    await expectGood('idle', calmMs)
    expect((await server.look()).connections).toBeLessThanOrEqual(1_000)
    while (idle.filter((raw) => raw.isClosed()).length < 2_000) await delay(20)
    expect(idle.slice(0, 1_900).every((raw) => raw.isClosed())).toBe(true)
  })

  test('as many bodies that stop half-way as there may be connections make room too', async () => {
    server = await startWireProcess({ limits: { connectionsMax: 200 } })
    const calmMs = await calmly()
    for (const raw of await open(200)) await raw.write(`${postHead('/v1/batch', 'Content-Length: 9000')}{`)
    await expectGood('half', calmMs)
  })

  test('an import may take longer than a body as long as bytes come, and not when none come', async () => {
    const limits = { bodyMsMax: 300, pauseMsMax: 200, importPauseMsMax: 600, checkMs: 50 }
    server = await startWireProcess({ limits })
    const [steady, silent] = await open(2)
    const head = postHead('/api/import/events', 'Content-Length: 40')
    await silent?.write(head)
    await steady?.write(head)
    for (let byte = 0; byte < 40; byte++) {
      await steady?.write('x')
      await delay(40)
    }
    expect(await steady?.until(/bytes/)).toContain('{"bytes":40}')
    await silent?.closed()
    expect(silent?.received()).not.toMatch(/ 200 /)
  })
})

describe('requests on one connection', () => {
  test('sent without waiting are answered in order', async () => {
    server = await startWireProcess()
    const [raw] = await open(1)
    const requests = Array.from({ length: 60 }, (_, index) => {
      const batch = Array.from({ length: index }, (_, each) => JSON.parse(trackBody(`pipe-${index}-${each}`)))
      const body = JSON.stringify({ batch })
      return `${postHead('/v1/batch', `Content-Length: ${body.length}`)}${body}`
    })
    await raw?.write(requests.join(''))
    const text = (await raw?.until(/"accepted":59,/)) ?? ''
    const counts = Array.from(text.matchAll(/"accepted":(\d+),/g), ([, count]) => Number(count))
    expect(counts).toEqual(Array.from({ length: 60 }, (_, index) => index))
  })

  test('sent and left at once are kept or not, and nothing breaks', async () => {
    server = await startWireProcess()
    const calmMs = await calmly()
    for (const raw of await open(20)) {
      void raw.write(postWhole('left').repeat(10))
      raw.end()
    }
    await expectGood('after', calmMs)
  })

  const inner = postWhole('smuggled')
  const body = trackBody('outer')
  test.each([
    ['length and chunks', [`Content-Length: ${body.length}`, 'Transfer-Encoding: chunked'], `0\r\n\r\n${inner}`],
    ['chunks and length', ['Transfer-Encoding: chunked', `Content-Length: ${body.length}`], `0\r\n\r\n${inner}`],
    ['two lengths', ['Content-Length: 5', `Content-Length: ${body.length}`], `${body}${inner}`],
    ['two lengths in one', [`Content-Length: 5, ${body.length}`], `${body}${inner}`],
    ['a length with a sign', [`Content-Length: +${body.length}`], `${body}${inner}`],
    ['a length in hex', ['Content-Length: 0x10'], `${body}${inner}`],
    ['a space before the colon', [`Content-Length : ${body.length}`], `${body}${inner}`],
    ['a folded line', ['X-Folded: a', ` Content-Length: ${body.length}`], `${body}${inner}`],
    ['a folded encoding', ['Transfer-Encoding:', ' chunked', 'Content-Length: 5'], `0\r\n\r\n${inner}`],
    ['chunks twice', ['Transfer-Encoding: chunked, identity'], `0\r\n\r\n${inner}`],
    ['chunks misspelt', ['Transfer-Encoding: xchunked'], `0\r\n\r\n${inner}`],
    ['a bad size of a chunk', ['Transfer-Encoding: chunked'], `0x5\r\nhello\r\n0\r\n\r\n${inner}`],
    ['a bare line feed', [`X-A: b\nContent-Length: ${body.length}`], `${body}${inner}`],
    ['a bare line feed after a chunk', ['Transfer-Encoding: chunked'], `5\nhello\n0\n\n${inner}`],
    ['NUL in a header', [`X-A: \0`, `Content-Length: ${body.length}`], `${body}${inner}`],
  ])('with %s smuggle nothing', async (_, lines, rest) => {
    server = await startWireProcess()
    const [raw] = await open(1)
    await raw?.write(postHead('/v1/track', ...lines) + rest)
    await raw?.closed()
    expect(raw?.received()).toMatch(/^HTTP\/1.1 400 /)
    expect(raw?.received().match(/HTTP\/1.1/g)).toHaveLength(1)
    expect((await server.look()).events).toEqual([])
  })
})

test('a server that stops finishes what has begun, says that the connection ends, and ends idle ones', async () => {
  server = await startWireProcess()
  const [begun, idle] = await open(2)
  await idle?.write(postWhole('before'))
  await idle?.until(/accepted/)
  const whole = postWhole('begun')
  await begun?.write(whole.slice(0, -5))
  while ((await server.look()).connections < 2) await delay(5)
  const stopped = server.stop()
  await idle?.closed()
  await begun?.write(whole.slice(-5))
  await begun?.closed()
  expect(begun?.received()).toMatch(/^HTTP\/1.1 200 [\s\S]*Connection: close[\s\S]*"accepted":1/)
  expect(await stopped).toBe(0)
})
