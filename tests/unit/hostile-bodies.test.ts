import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { eventLineColumns } from '../../collector/ingest/event-line.ts'
import { atOnceBytesMax, parseBody } from '../../collector/ingest/parse-body.ts'
import { pieceBytes } from '../../collector/ingest/split-body.ts'
import { wireLimits } from '../../schema/wire/limits.ts'
import { openDoor } from '../support/door.ts'

const now = () => Date.UTC(2026, 2, 31, 12)
const time = '2026-03-31T11:00:00.000Z'
const mate = (messageId: string) =>
  `{"type":"track","userId":"u","event":"Deal Won 🏆","messageId":"${messageId}","timestamp":"${time}"}`
const idPlace = eventLineColumns.indexOf('message_id')
const eventPlace = eventLineColumns.indexOf('event')

/** Sends a message between two good ones and tells what became of it; both others must be stored as they were sent. */
async function between(message: string | Uint8Array) {
  const door = openDoor(now)
  const body = [`{"batch":[${mate('before')},`, message, `,${mate('after')}],"sentAt":"${time}"}`]
  const answer = await door.send(Buffer.concat(body.map((part) => Buffer.from(part))))
  expect(answer).toMatchObject({ success: true, accepted: 3, duplicates: 0 })
  const rows = door.rows().filter((row) => ['before', 'after'].includes(row[idPlace]))
  expect(rows.map((row) => [row[idPlace], row[eventPlace]])).toEqual([
    ['before', 'Deal Won 🏆'],
    ['after', 'Deal Won 🏆'],
  ])
  expect(Object.prototype).not.toHaveProperty('polluted')
  return { answer, door, code: answer.errors[0]?.code }
}

const keys = (count: number) => `{${Array.from({ length: count }, (_, place) => `"k${place}":0`).join(',')}}`
const own = (members: string) => `${mate('own').slice(0, -1)},${members}}`

describe('in a batch', () => {
  test.each([
    ['a million levels', `{"a":${'['.repeat(1_000_000)}"]"${']'.repeat(1_000_000)}}`, 'too_large'],
    ['fifty thousand levels', `{"a":${'['.repeat(50_000)}"]"${']'.repeat(50_000)}}`, 'too_deep'],
    ['a hundred thousand keys', own(`"properties":${keys(100_000)}`), 'too_large'],
    ['ten thousand keys', own(`"properties":${keys(10_000)}`), 'too_many_keys'],
    ['a list of a hundred thousand', `[${'1,'.repeat(99_999)}1]`, 'too_large'],
    ['one text of a megabyte', JSON.stringify('x'.repeat(1_000_000)), 'too_large'],
    ['one name of a megabyte', own(`"${'x'.repeat(1_000_000)}":1`), 'too_large'],
    ['a lone surrogate', own('"userId":"\\ud83d"'), 'person_id_bad_text'],
    [
      'a lone surrogate behind JSON in a text',
      own('"properties":{"changes":[{"field":"\\udc00","from":"","to":""}]}'),
      'changes_bad_text',
    ],
    ['NUL', own('"event":"a\\u0000b"'), 'event_bad_text'],
    ['1e400 as a person', own('"userId":1e400'), 'not_a_message'],
    ['1e400 as a record', own('"properties":{"record_id":1e400}'), 'record_id_invalid'],
    ['1e400 as an instant', own('"timestamp":1e400'), 'not_a_message'],
    ['2^53+1 as a person', own('"userId":9007199254740993'), 'not_a_message'],
    ['2^53+1 as a record', own('"properties":{"record_id":9007199254740993}'), 'record_id_invalid'],
    ['2^53+1 hits', own('"properties":{"hits":9007199254740993}'), 'hits_invalid'],
  ])('%s is a dead letter', async (_, message, code) => {
    const { answer, code: got } = await between(message)
    expect(got).toBe(code)
    expect(answer.dead_lettered).toBe(1)
  })

  test.each([
    ['bytes that are no UTF-8', Buffer.from(own('"event":"\xff\xfe"'), 'latin1'), 'event_bad_text'],
    ['half an emoji', cut(own('"event":"🏆"'), 2), 'event_bad_text'],
  ])('%s spoil only their message', async (_, message, code) => {
    expect((await between(message)).code).toBe(code)
  })

  test.each([
    [
      '__proto__ and constructor',
      own('"__proto__":{"polluted":1},"properties":{"__proto__":{"hits":7},"constructor":{}}'),
    ],
    ['1e400 where nothing is read', own('"properties":{"amount":1e400}')],
    ['a surrogate where nothing is read', own('"properties":{"note":"\\ud83d"}')],
  ])('%s are an event without them', async (_, message) => {
    const { answer, door } = await between(message)
    expect(answer.dead_lettered).toBe(0)
    expect(door.rows()[1]?.[eventLineColumns.indexOf('hits')]).toBeNull()
  })

  property.prop([fc.json({ maxDepth: 8, noUnicodeString: false })])(
    'any JSON is a row or a dead letter',
    async (json) => {
      const { door, answer } = await between(json)
      const [record] = door.records()
      const rows = record?.rows.length ?? 0
      expect(rows + answer.dead_lettered + answer.profiles).toBe(3)
      expect(record?.header.dead_letters).toHaveLength(answer.dead_lettered)
      expect(door.kept()).not.toMatch(/[^\\]\\u(d[89a-f]|0000)/)
    },
  )
})

/** The bytes of a text without one in the middle of its emoji. */
function cut(text: string, offset: number): Buffer {
  const bytes = Buffer.from(text)
  const at = bytes.lastIndexOf('🏆') + offset
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])
}

describe('a body', () => {
  test.each([
    ['a batch of a hundred thousand', `{"batch":[${'{},'.repeat(99_999)}{}]}`, 413],
    ['a list without end', `{"batch":[${mate('a')},${'['.repeat(1_000_000)}`, 400],
    ['a comma too many', `{"batch":[${`${mate('a')},`.repeat(3_000)}]}`, 400],
    ['words after its end', `[${Array(3_000).fill(mate('a')).join(',')}] and more`, 400],
    ['another bracket at its end', `[${Array(3_000).fill(mate('a')).join(',')}}`, 400],
    ['something behind the list', `{"batch":[${Array(3_000).fill(mate('a')).join(',')}] 5}`, 400],
    ['two lists in one', `{"batch":[${mate('a')}] [${Array(3_000).fill(mate('a')).join(',')}]}`, 400],
  ])('with %s is refused whole', async (_, body, status) => {
    const door = openDoor(now)
    await expect(door.send(body)).rejects.toMatchObject({ status })
    expect(door.records()).toEqual([])
  })

  test('that is one huge message keeps its id', async () => {
    const members = `"messageId":"huge","properties":[${'{},'.repeat(1_000_000)}{}],"type":"track"`
    const answer = await openDoor(now).send(`{${members}}`)
    expect(answer).toMatchObject({ accepted: 1, errors: [{ message_id: 'huge', code: 'too_large' }] })
  })

  test('with too much around its messages is refused, not taken without them', async () => {
    const around = keys(200_000).slice(1)
    await expect(openDoor(now).send(`{"batch":[${mate('a')}],${around}`)).rejects.toMatchObject({ status: 413 })
    const late = `${keys(200_000).slice(0, -1)},"batch":[${mate('a')}]}`
    await expect(openDoor(now).send(late)).rejects.toMatchObject({ status: 413 })
  })

  const huge = [
    ['deep', `[${mate('a')},${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}]`],
    ['wide', `{"batch":[${Array(20).fill(keys(8_000)).join(',')}]}`],
    ['alone', keys(400_000)],
    [
      'long',
      `{"batch":[${Array(2_500)
        .fill(`[${'{},'.repeat(800)}1]`)
        .join(',')}]}`,
    ],
  ] as const
  test.each(huge)('that is %s is never parsed in one go, and others get their turn between', async (_, body) => {
    const sizes: number[] = []
    let turns = 0
    let isDone = false
    const door = openDoor(now, (text) => {
      sizes.push(Buffer.byteLength(text.replaceAll(' ', '')))
      return JSON.parse(text)
    })
    const others = (async () => {
      for (; !isDone; turns++) await new Promise(setImmediate)
    })()
    const answer = await door.send(body)
    isDone = true
    await others
    // A piece, one message on top that is as large as it may be, and the brackets; blanks cost nothing.
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2 * pieceBytes + 64)
    expect(turns).toBeGreaterThanOrEqual(sizes.length - 1 + answer.dead_lettered)
  })

  const filler = fc.string({
    unit: fc.constantFrom('[', ']', '{', '}', ',', '"', '\\', '🏆', 'é', ' ', '\n', 'a'),
    maxLength: 40,
  })
  const message = fc.tuple(fc.jsonValue({ maxDepth: 3 }), filler, fc.integer({ min: 0, max: 3_000 }), fc.boolean())
  const asText = ([value, text, times, pretty]: [unknown, string, number, boolean]) =>
    JSON.stringify({ value, text: text.repeat(times) }, null, pretty ? 1 : 0).slice(0, pieceBytes * 4)
  property.prop([fc.array(message, { minLength: 8, maxLength: 60 }), fc.boolean(), fc.constantFrom('', ' ', '\ufeff')])(
    'that is cut in pieces reads like one that is not',
    async (messages, isList, start) => {
      const wanted = messages.map(asText)
      const list = `[ ${wanted.join(' ,\n')} ]`
      const short = `${start}${isList ? list : `{"sentAt": "[,]", "batch" : ${list} , "writeKey":"k"}`}`
      const long = `${short}${' '.repeat(atOnceBytesMax)}`
      const { messages: got, envelope } = await parseBody(new TextEncoder().encode(long))
      expect(envelope.writeKey).toBe(isList ? undefined : 'k')
      expect(envelope.sentAt).toBe(isList ? undefined : '[,]')
      expect(got).toHaveLength(wanted.length)
      for (const [place, text] of wanted.entries()) {
        const isTooLarge = Buffer.byteLength(text) > pieceBytes
        if (isTooLarge) expect(String(got[place]).length).toBeGreaterThan(wireLimits.messageBytesMax)
        else expect(got[place]).toEqual(JSON.parse(text))
      }
    },
  )

  property.prop([fc.uint8Array({ maxLength: 64 }), fc.nat(), fc.constantFrom(...'[]{},":\\ \n0')])(
    'of which any part is broken is refused or read as JSON.parse reads it, large or small',
    async (noise, at, mark) => {
      const good = Buffer.from(`{"batch":[${mate('a')},${mate('b')}],"sentAt":"x"}`)
      const place = at % good.length
      const broken = Buffer.concat([
        good.subarray(0, place),
        Buffer.from(mark),
        Buffer.from(noise),
        good.subarray(place),
      ])
      const large = Buffer.concat([broken, Buffer.alloc(atOnceBytesMax, ' ')])
      const outcome = (bytes: Uint8Array) => parseBody(bytes).catch((error: { status: number }) => error.status)
      const [one, other] = [await outcome(broken), await outcome(large)]
      expect(other).toEqual(one)
    },
  )
})
