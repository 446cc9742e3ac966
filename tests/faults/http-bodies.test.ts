import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRaw, postHead, trackBody } from '../support/raw-http.ts'
import { startWireProcess, type WireProcess } from '../support/wire-process.ts'

const mebibyte = 1_048_576
const zeros = gzipSync(Buffer.alloc(8 * mebibyte))

let server: WireProcess
let calmRss: number

beforeAll(async () => {
  server = await startWireProcess({ limits: { pauseMsMax: 400, bodyMsMax: 2_000, checkMs: 50 } })
  for (let index = 0; index < 200; index++) await post(trackBody(`warm-${index}`))
  calmRss = (await server.look()).rss
})
afterAll(() => server.stop())

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/v1/track`, { method: 'POST', body, headers: { 'X-Write-Key': 'wk', ...headers } })
const statusOf = async (body: BodyInit, headers?: Record<string, string>) => {
  const answer = await post(body, headers)
  const { code } = JSON.parse(await answer.text())
  return `${answer.status} ${code ?? ''}`.trim()
}
const grownBytes = async () => (await server.look()).rss - calmRss

describe('a body without end', () => {
  test('of 1 GiB in chunks is answered and cut off early', async () => {
    const raw = await openRaw(server.port)
    await raw.write(postHead('/v1/batch', 'Transfer-Encoding: chunked'))
    const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536, 'x'), Buffer.from('\r\n')])
    while (!raw.isClosed() && raw.socket.bytesWritten < 1_024 * mebibyte) {
      await Promise.race([raw.write(chunk), raw.closed()])
    }
    const sent = raw.socket.bytesWritten
    expect(raw.received()).toMatch(/^HTTP\/1.1 413 [\s\S]*"code":"too_large"/)
    expect(sent).toBeLessThan(32 * mebibyte)
    expect(await grownBytes()).toBeLessThan(96 * mebibyte)
  })

  test('that says it is larger than a body may be is answered before any of it is read', async () => {
    const raw = await openRaw(server.port)
    await raw.write(postHead('/v1/batch', 'Content-Length: 2147483648'))
    expect(await raw.until(/too_large/)).toMatch(/^HTTP\/1.1 413 /)
    raw.end()
  })

  test('that is shorter than it says is dropped when its sender leaves or waits', async () => {
    const left = await openRaw(server.port)
    await left.write(postHead('/v1/track', 'Content-Length: 5000') + trackBody('short-left'))
    left.socket.end()
    const waits = await openRaw(server.port)
    await waits.write(postHead('/v1/track', 'Content-Length: 5000') + trackBody('short-waits'))
    await Promise.all([left.closed(), waits.closed()])
    expect(left.received() + waits.received()).not.toMatch(/ 200 /)
    const { events } = await server.look()
    expect(events.filter((id) => id.startsWith('short-'))).toEqual([])
  })

  test('that comes byte by byte for too long is cut off, however steadily', async () => {
    const raw = await openRaw(server.port)
    await raw.write(postHead('/v1/track', 'Content-Length: 100000'))
    while (!raw.isClosed()) {
      await raw.write(' ')
      await delay(20)
    }
    expect(raw.received()).not.toMatch(/ 200 /)
  })
})

describe('gzip', () => {
  const gzip = { 'Content-Encoding': 'gzip' }

  test('bombs, of one layer and of many members, are refused, many at once, and memory stays flat', async () => {
    const many = Buffer.concat(Array.from({ length: 100 }, () => zeros))
    const one = gzipSync(Buffer.alloc(64 * mebibyte))
    expect(many.length).toBeLessThan(mebibyte)
    const bombs = Array.from({ length: 40 }, (_, index) => statusOf(index % 2 ? many : one, gzip))
    const good = Array.from({ length: 40 }, (_, index) => statusOf(trackBody(`beside-bomb-${index}`)))
    expect(new Set(await Promise.all(bombs))).toEqual(new Set(['413 too_large']))
    expect(new Set(await Promise.all(good))).toEqual(new Set(['200']))
    expect(await grownBytes()).toBeLessThan(160 * mebibyte)
  })

  test('in gzip is not JSON', async () => {
    expect(await statusOf(gzipSync(gzipSync(trackBody('double'))), gzip)).toBe('400 not_json')
  })

  test('cut off anywhere is refused', async () => {
    const whole = gzipSync(trackBody('cut'))
    for (let end = 0; end < whole.length; end++) {
      expect([end, await statusOf(whole.subarray(0, end), gzip)]).toEqual([end, '400 bad_gzip'])
    }
    expect(await statusOf(whole, gzip)).toBe('200')
  })

  test('with any bit turned is refused or says the same', async () => {
    const whole = gzipSync(trackBody('turned'))
    const turned = Array.from(whole, (_, at) => {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8))
      return bytes
    })
    const statuses = await Promise.all(turned.map((bytes) => statusOf(bytes, gzip)))
    expect(statuses.filter((status) => !/^(200|400 (bad_gzip|not_json|not_an_object))$/.test(status))).toEqual([])
  })
})

test('text cut anywhere between chunks is the same text', async () => {
  const body = JSON.stringify({ type: 'track', userId: 'ü', event: 'Record Updated', messageId: 'emoji-👩‍🚀-é' })
  const raw = await openRaw(server.port)
  await raw.write(postHead('/v1/track', 'Transfer-Encoding: chunked'))
  for (const byte of Buffer.from(body)) await raw.write(Buffer.from([0x31, 13, 10, byte, 13, 10]))
  await raw.write('0\r\n\r\n')
  expect(await raw.until(/accepted/)).toMatch(/^HTTP\/1.1 200 /)
  raw.end()
  expect((await server.look()).events).toContain('emoji-👩‍🚀-é')
})

test('slow senders that fill the memory make room for those that are done in a moment', async () => {
  const small = await startWireProcess({ heldBytesMax: 8 * mebibyte })
  const slow = await Promise.all(Array.from({ length: 40 }, () => openRaw(small.port)))
  for (const raw of slow) {
    await raw.write(postHead('/v1/batch', `Content-Length: ${mebibyte}`))
    await raw.write(Buffer.alloc(mebibyte - 1_000, ' '))
  }
  const answers = Array.from({ length: 50 }, async (_, index) => {
    const headers = { 'X-Write-Key': 'wk' }
    return (await fetch(`${small.url}/v1/track`, { method: 'POST', body: trackBody(`room-${index}`), headers })).status
  })
  expect(new Set(await Promise.all(answers))).toEqual(new Set([200]))
  const refused = slow.filter((raw) =>
    /^HTTP\/1.1 503 [\s\S]*Retry-After: \d+[\s\S]*"code":"busy"/.test(raw.received()),
  )
  expect(refused.length).toBeGreaterThanOrEqual(32)
  for (const raw of slow) raw.end()
  await small.stop()
})
