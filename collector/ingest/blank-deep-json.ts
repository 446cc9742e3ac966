/** Deepest nesting that reaches JSON.parse: more than any message may have, wherever it stands in the body. */
export const bodyDepthMax = 64

const quote = 0x22
const backslash = 0x5c
const space = 0x20

/**
 * Blanks, in place and in one pass, whatever is nested deeper than the limit: parsing a million levels would stop the
 * whole process for a second. The message around it stays too deep, so it alone becomes a dead letter.
 */
export function blankDeepJson(body: Uint8Array): void {
  let depth = 0
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]
    if (byte === quote) {
      const end = stringEnd(body, at)
      if (depth > bodyDepthMax) body.fill(space, at, end + 1)
      at = end
    } else if (isOpener(byte)) {
      depth += 1
      // The outermost bracket beyond the limit stays, so that what is left is still JSON.
      if (depth > bodyDepthMax + 1) body[at] = space
    } else if (isCloser(byte)) {
      if (depth > bodyDepthMax + 1) body[at] = space
      depth -= 1
    } else if (depth > bodyDepthMax) {
      body[at] = space
    }
  }
}

function stringEnd(body: Uint8Array, start: number): number {
  let at = start + 1
  while (at < body.length && body[at] !== quote) at += body[at] === backslash ? 2 : 1
  return Math.min(at, body.length - 1)
}

function isOpener(byte: number | undefined): boolean {
  return byte === 0x5b || byte === 0x7b
}

function isCloser(byte: number | undefined): boolean {
  return byte === 0x5d || byte === 0x7d
}
