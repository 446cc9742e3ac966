import { z } from 'zod'
import { eventLineColumns } from '../event-line.ts'

// A row is read by its beginning only: the whole of it would cost more than everything else in the thread.
const beginning = /^\["([^"\\]*)","([^"\\]*)",("(?:[^"\\]|\\.)*"),("(?:[^"\\]|\\.)*")/
const text = z.string()
const receivedAt = eventLineColumns.indexOf('received_at')

/** What identifies the row of a line; throws when it is not such a line. */
export function readRowKey(line: string): { identity: string; personKey: string; date: string } {
  const [, personKey, date, source = '', messageId = ''] = beginning.exec(line) ?? []
  if (personKey === undefined || date === undefined) throw new Error('A row of the spool does not begin like one.')
  return { identity: `${plain(source)}\0${plain(messageId)}`, personKey, date }
}

/** Identity of an event from its two parts. */
export function identityOf(source: string, messageId: string): string {
  return `${source}\0${messageId}`
}

/** The two parts of an identity. */
export function partsOf(identity: string): [source: string, messageId: string] {
  const end = identity.indexOf('\0')
  return [identity.slice(0, end), identity.slice(end + 1)]
}

/** Instant the event of a line was received, epoch milliseconds. */
export function receivedAtOf(line: string): number {
  const cells: unknown[] = JSON.parse(line)
  return Date.parse(`${text.parse(cells[receivedAt]).replace(' ', 'T')}Z`)
}

function plain(quoted: string): string {
  return quoted.includes('\\') ? text.parse(JSON.parse(quoted)) : quoted.slice(1, -1)
}
