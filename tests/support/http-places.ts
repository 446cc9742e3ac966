/** Where an exchange over HTTP/1.1 can be cut: one place of every class of bytes. */
export const requestPlaces = ['request_line', 'request_head', 'body_start', 'body_middle', 'body_last_byte'] as const

/** The same on the way back. */
export const answerPlaces = ['answer_line', 'answer_head', 'answer_body', 'answer_last_byte'] as const

/** A place to cut. */
export type CutPlace = (typeof requestPlaces)[number] | (typeof answerPlaces)[number]

const lineEnd = '\r\n'
const headEnd = '\r\n\r\n'
const lastChunk = '0\r\n\r\n'

/** Whether the bytes are one whole message: its head and all of its body. */
export function isWholeMessage(bytes: Buffer): boolean {
  const bodyAt = bodyStartOf(bytes)
  if (bodyAt === undefined) return false
  const head = bytes.toString('latin1', 0, bodyAt).toLowerCase()
  if (/\r\ntransfer-encoding: *chunked/.test(head)) {
    return bytes.length >= bodyAt + lastChunk.length && bytes.toString('latin1', bytes.length - 5) === lastChunk
  }
  return bytes.length >= bodyAt + Number(/\r\ncontent-length: *(\d+)/.exec(head)?.[1] ?? 0)
}

/** How many bytes of a whole message pass before the cut. */
export function cutOffset(bytes: Buffer, place: CutPlace): number {
  const bodyAt = bodyStartOf(bytes) ?? bytes.length
  const headAt = bytes.indexOf(lineEnd) + lineEnd.length
  switch (place) {
    case 'request_line':
    case 'answer_line':
      return Math.floor(headAt / 2)
    case 'request_head':
    case 'answer_head':
      return Math.floor((headAt + bodyAt) / 2)
    case 'body_start':
      return Math.min(bodyAt + 1, bytes.length - 1)
    case 'body_middle':
    case 'answer_body':
      return Math.min(Math.floor((bodyAt + bytes.length) / 2), bytes.length - 1)
    case 'body_last_byte':
    case 'answer_last_byte':
      return bytes.length - 1
  }
}

function bodyStartOf(bytes: Buffer): number | undefined {
  const at = bytes.indexOf(headEnd)
  return at < 0 ? undefined : at + headEnd.length
}
