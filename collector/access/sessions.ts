import type { Role } from '../../schema/routes/role.ts'
import { Problem } from '../problem.ts'
import { createCredential } from './credential.ts'
import type { TokenBook, TokenEntry } from './token-book.ts'
import { requireBearer } from './tokens.ts'

const hourMs = 3_600_000
const linkMs = hourMs
const idleMs = 12 * hourMs
const lifeMsMax = 7 * 24 * hourMs
// Prolonging a session costs a row, so it is done at most this often.
const prolongMsMin = 10 * 60_000

/** Sessions of people in a browser, begun by a one-time link. */
export type Sessions = ReturnType<typeof createSessions>

/** Sessions over the token book. */
export function createSessions(book: TokenBook, now: () => number = Date.now) {
  return {
    /** Makes a one-time sign-in link's secret; it lasts an hour. */
    async createLink({ role, personKey = '' }: { role: Role; personKey?: string }): Promise<string> {
      requireBearer('link', { role, personKey })
      const { id, text, hash } = createCredential('ln')
      await book.write(entry('link', id, hash, role, personKey, now(), now() + linkMs))
      return text
    },

    /** Uses a link up and begins a session; answers the cookie's value. */
    async signIn(link: string): Promise<{ cookie: string; session: TokenEntry }> {
      const found = await book.find('link', link)
      if (!found || !(await book.spend(found))) throw usedLink()
      const { id, text, hash } = createCredential('ss')
      const session = entry('session', id, hash, found.role, found.person_key, now(), now() + idleMs)
      await book.write(session)
      return { cookie: text, session }
    },

    /** The live session of a cookie; prolongs it while it is used. */
    async find(cookie: string): Promise<TokenEntry | undefined> {
      const session = await book.find('session', cookie)
      if (!session || session.expires_at === null) return undefined
      const expiresAt = Math.min(now() + idleMs, session.created_at + lifeMsMax)
      // A store that is down must not end the session; the next request tries again.
      if (expiresAt - session.expires_at > prolongMsMin) {
        await book.write({ ...session, expires_at: expiresAt }).catch(() => undefined)
      }
      return session
    },

    /** Ends a session. */
    async signOut(cookie: string): Promise<void> {
      const session = await book.find('session', cookie)
      if (session) await book.spend(session)
    },
  }
}

function entry(
  kind: TokenEntry['kind'],
  id: string,
  hash: string,
  role: Role,
  personKey: string,
  createdAt: number,
  expiresAt: number,
): TokenEntry {
  return {
    token_id: id,
    token_hash: hash,
    kind,
    role,
    person_key: personKey,
    created_at: createdAt,
    expires_at: expiresAt,
    revoked_at: null,
  }
}

function usedLink(): Problem {
  return new Problem(
    401,
    'link_not_valid',
    'This link no longer signs in',
    'A sign-in link works once and for one hour. Make a new one with: takehold link',
  )
}
