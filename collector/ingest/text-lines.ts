/** A line of text without its end; `line` counts from 1. */
export type TextLine = { line: number; text: string }

/** Cuts bytes into lines, many at a time; a `\r` stays at the end of its line, as it may stand inside quotes. */
export async function* textLines(bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<TextLine[]> {
  const decoder = new TextDecoder(encoding)
  let rest = ''
  let line = 1
  for await (const part of bytes) {
    const texts = decoder.decode(part, { stream: true }).split('\n')
    texts[0] = rest + (texts[0] ?? '')
    rest = texts.pop() ?? ''
    if (texts.length > 0) yield texts.map((text) => ({ line: line++, text }))
  }
  rest += decoder.decode()
  if (rest !== '') yield [{ line, text: rest }]
}

/** Encoding a byte order mark names, else the given one. */
export function encodingOf(head: Uint8Array, named: string | undefined): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return named ?? 'utf-8'
}
