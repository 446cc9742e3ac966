import { z } from 'zod'
import { eventLineColumns } from '../event-line.ts'

/** Where the line of a row stands in the payload of its record. */
export type RowLine = { payload: Buffer; start: number; end: number }

/** What has to be known of a row to bring it into the store. */
export type RowKey = {
  /** Source and message id, as JSON writes them side by side: what makes two rows the same event. */
  identity: string
  personKey: string
  date: string
}

const [quote, backslash, newline] = [0x22, 0x5c, 0x0a]
const text = z.string()
const pair = z.tuple([text, text])
const receivedAt = eventLineColumns.indexOf('received_at')

/** Lines of a payload. They stay bytes from the spool to the store: texts would be most of what has to be cleared away. */
export function rowLines(payload: Buffer, rowsAt: number): RowLine[] {
  const lines: RowLine[] = []
  for (let start = rowsAt; start < payload.length; ) {
    const next = payload.indexOf(newline, start)
    const end = next < 0 ? payload.length : next
    lines.push({ payload, start, end })
    start = end + 1
  }
  return lines
}

/** The text of a line. */
export function lineText({ payload, start, end }: RowLine): string {
  return payload.toString('utf8', start, end)
}

/** What identifies the row of a line, from its first four cells; throws when it is not such a line. */
export function readRowKey({ payload, start, end }: RowLine): RowKey {
  const personEnd = cellEnd(payload, start + 1, end)
  const dateEnd = cellEnd(payload, personEnd + 1, end)
  const sourceEnd = cellEnd(payload, dateEnd + 1, end)
  const identityEnd = cellEnd(payload, sourceEnd + 1, end)
  return {
    identity: payload.toString('utf8', dateEnd + 1, identityEnd),
    personKey: payload.toString('utf8', start + 2, personEnd - 1),
    date: payload.toString('utf8', personEnd + 2, dateEnd - 1),
  }
}

function cellEnd(payload: Buffer, start: number, end: number): number {
  for (let at = start + 1; payload[start] === quote && at < end; at++) {
    if (payload[at] === backslash) at++
    else if (payload[at] === quote) return at + 1
  }
  throw new Error('A row of the spool does not begin like one.')
}

/** Identity of an event from its two parts. */
export function identityOf(source: string, messageId: string): string {
  return `${JSON.stringify(source)},${JSON.stringify(messageId)}`
}

/** The two parts of an identity. */
export function partsOf(identity: string): [source: string, messageId: string] {
  return pair.parse(JSON.parse(`[${identity}]`))
}

/** Instant the event of a line was received, epoch milliseconds. */
export function receivedAtOf(line: string): number {
  const cells: unknown[] = JSON.parse(line)
  return Date.parse(`${text.parse(cells[receivedAt]).replace(' ', 'T')}Z`)
}
