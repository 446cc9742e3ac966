import { timingSafeEqual } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { Problem } from '../problem.ts'
import { hashOf } from './credential.ts'
import type { Scope } from './scope.ts'
import type { Sessions } from './sessions.ts'
import type { SignInLimit } from './sign-in-limit.ts'
import type { TokenBook, TokenEntry } from './token-book.ts'

/** Cookie that holds a session. */
export const sessionCookie = 'takehold_session'

/** What decides who is asking. */
export type AuthenticateDeps = {
  book: TokenBook
  sessions: Sessions
  limit: SignInLimit
  localToken: string
  /** A proxy in front is believed about address, host and protocol. */
  trustProxy: boolean
}

/** Who is asking: a token, the secret of this machine, or a session; throws 401 otherwise. */
export async function authenticate(context: Context, deps: AuthenticateDeps): Promise<Scope> {
  const address = addressOf(context, deps.trustProxy)
  const header = context.req.header('authorization')
  if (header !== undefined) {
    const scope = await byBearer(header, deps)
    if (scope) return scope
    deps.limit.failed(address)
    throw unauthenticated('The token is unknown, expired or revoked.')
  }
  const cookie = getCookie(context, sessionCookie)
  if (cookie === undefined) throw unauthenticated('Sign in by a link from: takehold link')
  const session = await deps.sessions.find(cookie)
  if (!session) throw unauthenticated('The session has ended. Make a new link with: takehold link')
  if (!isSafeMethod(context)) requireSameOrigin(context, deps.trustProxy)
  return scopeOf(session)
}

/** The scope a stored credential stands for. */
export function scopeOf(entry: TokenEntry): Scope {
  const { kind, token_id: id, role, person_key: personKey } = entry
  return { role, personKey: personKey === '' ? null : personKey, actor: `${kind}:${id}` }
}

/** Address of whoever asks. */
export function addressOf(context: Context, trustProxy: boolean): string {
  const forwarded = trustProxy ? context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return forwarded ?? getConnInfo(context).remote.address ?? 'unknown'
}

/** Origin under which the browser sees this server. */
export function originOf(context: Context, trustProxy: boolean): string {
  const url = new URL(context.req.url)
  if (!trustProxy) return url.origin
  const protocol = context.req.header('x-forwarded-proto') ?? url.protocol.slice(0, -1)
  return `${protocol}://${context.req.header('x-forwarded-host') ?? url.host}`
}

/** Refuses a request that a page of another origin made the browser send. */
export function requireSameOrigin(context: Context, trustProxy: boolean): void {
  const origin = context.req.header('origin')
  const site = context.req.header('sec-fetch-site')
  const isSame = origin === undefined ? site === 'same-origin' : origin === originOf(context, trustProxy)
  if (isSame) return
  throw new Problem(403, 'foreign_origin', 'Request from elsewhere', 'A session acts for pages of this server only.')
}

async function byBearer(header: string, { book, localToken }: AuthenticateDeps): Promise<Scope | undefined> {
  const text = /^Bearer +(\S+)$/i.exec(header)?.[1]
  if (text === undefined) return undefined
  if (timingSafeEqual(Buffer.from(hashOf(text)), Buffer.from(hashOf(localToken)))) {
    return { role: 'admin', personKey: null, actor: 'local' }
  }
  const token = await book.find('token', text)
  return token && scopeOf(token)
}

function isSafeMethod(context: Context): boolean {
  return context.req.method === 'GET' || context.req.method === 'HEAD'
}

function unauthenticated(detail: string): Problem {
  return new Problem(401, 'not_signed_in', 'Not signed in', detail)
}
