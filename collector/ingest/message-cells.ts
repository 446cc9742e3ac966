import type { Cells } from '../../schema/datasets/cell.ts'
import { keptProperties, type WireMessage } from '../../schema/wire/message.ts'
import type { MessageType } from '../../schema/wire/message-type.ts'
import { jsonCell } from './json-cell.ts'
import type { Envelope } from './parse-body.ts'

/** The cells of an event that a message carries: the same columns a file has, and nothing beside them. */
export function messageCells(
  message: WireMessage,
  type: MessageType,
  { envelope, receivedAt }: { envelope: Envelope; receivedAt: number },
): Cells {
  const { properties, userId, anonymousId } = message
  const cells: Cells = {
    message_id: jsonCell(message.messageId),
    person_id: filled(userId) ?? filled(anonymousId),
    event: type === 'track' ? (message.event ?? undefined) : 'Page Viewed',
    occurred_at: occurredAt(message, envelope, receivedAt),
    app: appOf(message.context, envelope.context),
  }
  for (const name of keptProperties) {
    const value = properties[name]
    if (value !== undefined && Object.hasOwn(properties, name)) cells[name] = jsonCell(value)
  }
  return cells
}

function filled(id: string | number | null | undefined): string | undefined {
  const text = jsonCell(id)?.trim()
  return text === '' ? undefined : text
}

function occurredAt(message: WireMessage, envelope: Envelope, receivedAt: number): string {
  const own = message.timestamp ?? message.originalTimestamp ?? message.sentAt
  return jsonCell(own ?? envelope.timestamp ?? envelope.sentAt ?? receivedAt) || String(receivedAt)
}

/** The application a message names, or the one around the batch. */
// Some browser SDKs name themselves as the app, which says nothing about the system people work in.
export function appOf(context: unknown, around: unknown): string | undefined {
  const app = nameIn(context, 'app') ?? nameIn(around, 'app')
  const library = nameIn(context, 'library') ?? nameIn(around, 'library')
  return app === library ? undefined : app
}

type Context = { app?: unknown; library?: unknown; name?: unknown }

// Views on plain JSON, where no prototype has members of these names: each step is checked before it is read.
function nameIn(context: unknown, member: 'app' | 'library'): string | undefined {
  if (typeof context !== 'object' || context === null) return undefined
  const inner = (context as Context)[member]
  if (typeof inner !== 'object' || inner === null) return undefined
  const { name } = inner as Context
  return typeof name === 'string' ? name : undefined
}
