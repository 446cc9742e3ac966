import type { Role } from '../../schema/routes/role.ts'
import { Problem } from '../problem.ts'
import { createCredential } from './credential.ts'
import type { TokenBook } from './token-book.ts'

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const

/** Reads a lifetime such as 90d, 12h or 30m; answers milliseconds. */
export function parseTtl(text: string): number {
  const match = /^([1-9]\d{0,4})([mhdw])$/.exec(text)
  const unit = match?.[2]
  if (match && (unit === 'm' || unit === 'h' || unit === 'd' || unit === 'w')) return Number(match[1]) * unitMs[unit]
  throw new Problem(400, 'invalid_ttl', 'Not a lifetime', `"${text}" must look like 90d, 12h or 30m.`)
}

/** Makes an API token; `ttl` is a lifetime such as 90d, or seconds. Its text is answered once and stored nowhere. */
export async function createToken(
  book: TokenBook,
  { role, personKey, ttl }: { role: Role; personKey: string; ttl?: string | number | undefined },
): Promise<{ id: string; token: string; expiresAt: number | null }> {
  requireBearer('token', { role, personKey })
  const { id, text, hash } = createCredential('tk')
  const expiresAt = ttl === undefined ? null : Date.now() + (typeof ttl === 'number' ? ttl * 1000 : parseTtl(ttl))
  await book.write({
    token_id: id,
    token_hash: hash,
    kind: 'token',
    role,
    person_key: personKey,
    created_at: Date.now(),
    expires_at: expiresAt,
    revoked_at: null,
  })
  return { id, token: text, expiresAt }
}

/** Refuses a credential that would act for somebody without saying for whom. */
export function requireBearer(kind: 'token' | 'link', { role, personKey }: { role: Role; personKey: string }): void {
  if ((role !== 'lead' && role !== 'person') || personKey !== '') return
  throw new Problem(400, 'person_required', 'No person', `A ${kind} of the role ${role} needs the person it acts for.`)
}

/** Revokes an API token; it is refused from the next request on. */
export async function revokeToken(book: TokenBook, id: string): Promise<void> {
  const entry = book.get(id)
  if (entry?.kind !== 'token') throw new Problem(404, 'unknown_token', 'No such token', `There is no token ${id}.`)
  if (entry.revoked_at === null) await book.write({ ...entry, revoked_at: Date.now() })
}
