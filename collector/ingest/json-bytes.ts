import { WireRefusal } from './wire-refusal.ts'

/** Bytes that JSON is made of. */
export const bytesOf = {
  quote: 0x22,
  comma: 0x2c,
  colon: 0x3a,
  openList: 0x5b,
  backslash: 0x5c,
  closeList: 0x5d,
  openObject: 0x7b,
  closeObject: 0x7d,
} as const

/** Place of the quote that ends the string that begins at `start`. */
export function stringEnd(body: Uint8Array, start: number): number {
  let at = start + 1
  while (at < body.length && body[at] !== bytesOf.quote) at += body[at] === bytesOf.backslash ? 2 : 1
  return Math.min(at, body.length - 1)
}

/** Place of the first byte from `at` on that is no blank. */
export function skipBlanks(body: Uint8Array, at: number): number {
  let place = at
  while (isBlank(body[place])) place += 1
  return place
}

/** Tells whether a byte is a blank of JSON. */
export function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

/** Tells whether a byte opens a list or an object. */
export function isOpener(byte: number | undefined): boolean {
  return byte === bytesOf.openList || byte === bytesOf.openObject
}

/** Tells whether a byte closes a list or an object. */
export function isCloser(byte: number | undefined): boolean {
  return byte === bytesOf.closeList || byte === bytesOf.closeObject
}

/** What a body that is no JSON is answered with. */
export function notJson(): WireRefusal {
  return new WireRefusal(400, 'not_json', 'The body is not JSON.')
}
