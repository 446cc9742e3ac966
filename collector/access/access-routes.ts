import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import {
  createKeyRoute,
  createTokenRoute,
  keysRoute,
  revokeKeyRoute,
  revokeTokenRoute,
  tokensRoute,
} from '../../schema/routes/credentials.ts'
import { linkRoute, sessionRoute, signInRoute, signOutRoute } from '../../schema/routes/session.ts'
import type { Api } from '../serve-route.ts'
import type { Store } from '../store/open-store.ts'
import { addressOf, originOf, requireSameOrigin, scopeOf, sessionCookie } from './authenticate.ts'
import { identify, personIdOf } from './identify.ts'
import type { PersonKeys } from './person-key.ts'
import { requirePerson } from './require-person.ts'
import { type Scope, seesNames } from './scope.ts'
import type { Sessions } from './sessions.ts'
import type { SignInLimit } from './sign-in-limit.ts'
import type { TokenBook } from './token-book.ts'
import { createToken, revokeToken } from './tokens.ts'
import type { WriteKeys } from './write-keys.ts'

/** What signing in and handing out credentials needs. */
export type AccessDeps = {
  store: Store
  book: TokenBook
  sessions: Sessions
  limit: SignInLimit
  writeKeys: WriteKeys
  personKeys: PersonKeys
  basePath: string
  trustProxy: boolean
  /** Address of the server as people reach it. */
  url: () => string
}

const linkSeconds = 3_600
const cookieSeconds = 7 * 24 * 3_600

/** Sessions, links, tokens and write keys. */
export function addAccessRoutes(api: Api, deps: AccessDeps): void {
  addSessionRoutes(api, deps)
  addTokenRoutes(api, deps)
  addKeyRoutes(api, deps)
}

function addSessionRoutes(api: Api, deps: AccessDeps): void {
  const { store, sessions, personKeys, trustProxy } = deps
  const describe = async (scope: Scope) => ({
    role: scope.role,
    actor: scope.actor,
    person_id: await personIdOf(store, scope.personKey),
    names: seesNames(scope),
  })
  // A browser follows this link; whatever page sent it there, the session ends up on our own first page.
  api.app.get('/sign-in', async (context) => {
    await signIn(context, context.req.query('link') ?? '', deps)
    return context.redirect(`${deps.basePath}/`, 303)
  })
  api.serve(sessionRoute, ({ scope }) => describe(scope))
  api.serve(signInRoute, async ({ body, context }) => {
    if (context.req.header('origin') !== undefined) requireSameOrigin(context, trustProxy)
    const link = body.link.startsWith('http') ? (new URL(body.link).searchParams.get('link') ?? '') : body.link
    return describe(await signIn(context, link, deps))
  })
  api.serve(signOutRoute, async ({ context }) => {
    const cookie = getCookie(context, sessionCookie)
    if (cookie !== undefined) await sessions.signOut(cookie)
    deleteCookie(context, sessionCookie, { path: `${deps.basePath}/` })
    return { signed_out: cookie !== undefined }
  })
  api.serve(linkRoute, async ({ body }) => {
    const { person_id: personId = '', role = personId === '' ? 'admin' : 'person' } = body ?? {}
    const personKey = personKeys.keyOf(personId)
    if (personId !== '') await requirePerson(store, { personId, personKey })
    await identify(store, personKeys, personId)
    const link = await sessions.createLink({ role, personKey })
    return { link: `${deps.url()}/sign-in?link=${link}`, expires_in_s: linkSeconds }
  })
}

async function signIn(context: Context, link: string, deps: AccessDeps): Promise<Scope> {
  const { sessions, limit, trustProxy, basePath } = deps
  try {
    const { cookie, session } = await sessions.signIn(link)
    setCookie(context, sessionCookie, cookie, {
      path: `${basePath}/`,
      httpOnly: true,
      sameSite: 'Lax',
      secure: originOf(context, trustProxy).startsWith('https:'),
      maxAge: cookieSeconds,
    })
    return scopeOf(session)
  } catch (error) {
    limit.failed(addressOf(context, trustProxy))
    throw error
  }
}

function addTokenRoutes(api: Api, { store, book, personKeys }: AccessDeps): void {
  api.serve(tokensRoute, async () => {
    const entries = book.list('token').sort((a, b) => a.created_at - b.created_at)
    const rows = entries.map(async (entry) => ({
      token_id: entry.token_id,
      role: entry.role,
      person_id: await personIdOf(store, entry.person_key),
      created_at: instant(entry.created_at),
      expires_at: instantOrNull(entry.expires_at),
      revoked_at: instantOrNull(entry.revoked_at),
    }))
    return { rows: await Promise.all(rows) }
  })
  api.serve(createTokenRoute, async ({ body }) => {
    const ttl = body.ttl ?? (body.ttl_s === undefined ? undefined : body.ttl_s)
    await identify(store, personKeys, body.person_id)
    const made = await createToken(book, { role: body.role, personKey: personKeys.keyOf(body.person_id ?? ''), ttl })
    return { token_id: made.id, token: made.token, expires_at: instantOrNull(made.expiresAt) }
  })
  api.serve(revokeTokenRoute, async ({ params }) => {
    await revokeToken(book, params.token_id)
    return { revoked: true }
  })
}

function addKeyRoutes(api: Api, { writeKeys }: AccessDeps): void {
  api.serve(keysRoute, () => ({
    rows: writeKeys
      .list()
      .sort((a, b) => a.created_at - b.created_at)
      .map(({ key_id, source, origins, events_per_second, events_per_day, created_at, revoked_at }) => ({
        ...{ key_id, source, origins, events_per_second, events_per_day },
        created_at: instant(created_at),
        revoked_at: instantOrNull(revoked_at),
      })),
  }))
  api.serve(createKeyRoute, async ({ body }) => {
    const { source, origins = [], events_per_second: eventsPerSecond = 0, events_per_day: eventsPerDay = 0 } = body
    const { id, key } = await writeKeys.create({ source, origins, eventsPerSecond, eventsPerDay })
    return { key_id: id, write_key: key }
  })
  api.serve(revokeKeyRoute, async ({ params }) => {
    await writeKeys.revoke(params.key_id)
    return { revoked: true }
  })
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}

function instantOrNull(ms: number | null): string | null {
  return ms === null ? null : instant(ms)
}
