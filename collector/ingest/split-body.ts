import { crc32 } from 'node:zlib'
import { wireLimits } from '../../schema/wire/limits.ts'
import { bytesOf, isBlank, isCloser, isOpener, notJson, skipBlanks, stringEnd } from './json-bytes.ts'
import { WireRefusal } from './wire-refusal.ts'

/** A large body in pieces that can be parsed one after the other. */
export type SplitBody = {
  /** The body with an empty list in place of its messages. */
  around: Uint8Array
  /** Lists of messages, each to be parsed before the next is asked for; undefined when the body has no list of them. */
  pieces: Iterable<Uint8Array> | undefined
}

/** A piece is as large as this, and a message may be: far over its limit, also where escapes make it three times as long. */
export const pieceBytes = 131_072
// What stands around the messages, all together: a key, an instant, a context. One member more may come on top.
const aroundBytesMax = pieceBytes
/** What a member costs beside its bytes. */
const memberBytes = 16

/**
 * Cuts a body at the commas of its list of messages, in place. JSON.parse sees every byte but those of what is far too
 * large: that becomes a text that is still too large. So no input keeps the parser busy for long.
 */
export function splitBody(body: Uint8Array): SplitBody {
  const start = skipBlanks(body, body[0] === 0xef ? 3 : 0)
  if (body[start] === bytesOf.openObject) return splitObject(body, start)
  if (body[start] !== bytesOf.openList) return { around: body.subarray(0, pieceBytes), pieces: undefined }
  let end = body.length - 1
  while (isBlank(body[end])) end -= 1
  return { around: Buffer.concat([body.subarray(0, start), Buffer.from('[]')]), pieces: cutList(body, start, end) }
}

function splitObject(body: Uint8Array, start: number): SplitBody {
  const kept: Uint8Array[] = [body.subarray(0, start)]
  let list: { start: number; end: number } | undefined
  let bytes = 0
  const end = eachMember(body, start, (from, to) => {
    const found = batchList(body, from, to)
    list = found ?? list
    if (bytes > aroundBytesMax && list) {
      throw new WireRefusal(413, 'too_large', 'What stands around the messages is too large.')
    }
    // What is left out of a message after so much is missed by nobody: it is too large without it.
    if (bytes > aroundBytesMax) return
    const member = found ? Buffer.from(`${from - 1 === start ? '{' : ','}"batch":[]`) : shortMember(body, from, to)
    bytes += member.length + memberBytes
    kept.push(member)
  })
  const around = Buffer.concat([...kept, body.subarray(end)])
  return { around, pieces: list === undefined ? undefined : cutList(body, list.start, list.end) }
}

const batchKey = Buffer.from('"batch"')

function batchList(body: Uint8Array, from: number, to: number): { start: number; end: number } | undefined {
  const key = skipBlanks(body, from)
  for (let place = 0; place < batchKey.length; place++) {
    if (body[key + place] !== batchKey[place]) return undefined
  }
  const colon = skipBlanks(body, key + batchKey.length)
  const start = skipBlanks(body, colon + 1)
  if (body[colon] !== bytesOf.colon || body[start] !== bytesOf.openList) return undefined
  let end = to - 1
  while (isBlank(body[end])) end -= 1
  return { start, end }
}

// With the comma or brace before it.
function shortMember(body: Uint8Array, from: number, to: number): Uint8Array {
  if (to - from <= pieceBytes) return body.subarray(from - 1, to)
  const key = skipBlanks(body, from)
  if (body[key] !== bytesOf.quote) throw notJson()
  const value = skipBlanks(body, stringEnd(body, key) + 1) + 1
  if (to - value > pieceBytes / 2) return body.subarray(from - 1, makeText(body, value, to))
  // It is the name that is large.
  return Buffer.concat([body.subarray(from - 1, makeText(body, from, to)), Buffer.from(':0')])
}

function* cutList(body: Uint8Array, start: number, end: number): Generator<Uint8Array> {
  let piece = start
  let element = start + 1
  let depth = 0
  for (let at = start; at <= end; at++) {
    const byte = body[at]
    if (byte === bytesOf.quote) at = stringEnd(body, at)
    else if (isOpener(byte)) depth += 1
    else if (isCloser(byte)) depth -= 1
    const isEnd = depth === 0
    if (isEnd && at !== end) throw notJson()
    if (!isEnd && (depth !== 1 || byte !== bytesOf.comma)) continue
    if (at - element > pieceBytes) makeText(body, element, at)
    element = at + 1
    if (!isEnd && at - piece < pieceBytes) continue
    body[piece] = bytesOf.openList
    if (!isEnd) body[at] = bytesOf.closeList
    yield body.subarray(piece, at + 1)
    if (isEnd) return
    piece = at
  }
  throw notJson()
}

// Its checksum keeps it apart from others; its length keeps it too large.
function makeText(body: Uint8Array, from: number, to: number): number {
  const name = `${to - from} bytes, CRC-32 ${crc32(body.subarray(from, to))} `
  const text = Buffer.from(`"${name.padEnd(wireLimits.messageBytesMax + 1, '.')}"`)
  body.fill(0x20, from, to)
  body.set(text, from)
  return from + text.length
}

/** Tells where each member of an object begins and ends, without its commas; answers where the object ends. */
function eachMember(body: Uint8Array, start: number, member: (from: number, to: number) => void): number {
  let depth = 0
  let from = start + 1
  for (let at = start; at < body.length; at++) {
    const byte = body[at]
    if (byte === bytesOf.quote) at = stringEnd(body, at)
    else if (isOpener(byte)) depth += 1
    else if (isCloser(byte)) depth -= 1
    if (depth === 0) {
      member(from, at)
      return at
    }
    if (depth !== 1 || byte !== bytesOf.comma) continue
    member(from, at)
    from = at + 1
  }
  throw notJson()
}
