import { z } from 'zod'
import { instantText } from './query-parts.ts'
import { role } from './role.ts'
import { defineRoute } from './route.ts'

const admin = ['admin'] as const

/** API tokens without their secrets. */
export const tokensRoute = defineRoute({
  method: 'get',
  path: '/api/tokens',
  summary: 'API tokens',
  roles: admin,
  answer: z.object({
    rows: z.array(
      z.object({
        token_id: z.string(),
        role,
        person_id: z.string().nullable(),
        created_at: instantText,
        expires_at: instantText.nullable(),
        revoked_at: instantText.nullable(),
      }),
    ),
  }),
})

/** Makes an API token. */
export const createTokenRoute = defineRoute({
  method: 'post',
  path: '/api/tokens',
  summary: 'Make an API token; it is shown once',
  roles: admin,
  body: z.object({
    role,
    person_id: z.string().min(1).max(200).optional().describe('person it acts for; required for lead and person'),
    ttl: z.string().optional().describe('lifetime, such as 90d or 12h'),
    ttl_s: z.int().positive().max(315_360_000).optional().describe('lifetime in seconds'),
  }),
  answer: z.object({ token_id: z.string(), token: z.string(), expires_at: instantText.nullable() }),
})

/** Revokes an API token. */
export const revokeTokenRoute = defineRoute({
  method: 'delete',
  path: '/api/tokens/{token_id}',
  summary: 'Revoke an API token',
  roles: admin,
  params: z.object({ token_id: z.string().min(1).max(200) }),
  answer: z.object({ revoked: z.boolean() }),
})

/** Write keys without their secrets. */
export const keysRoute = defineRoute({
  method: 'get',
  path: '/api/keys',
  summary: 'Write keys',
  roles: admin,
  answer: z.object({
    rows: z.array(
      z.object({
        key_id: z.string(),
        source: z.string(),
        origins: z.array(z.string()),
        events_per_second: z.int().describe('steady rate it may send; 0 is the usual one'),
        events_per_day: z.int().describe('events its feed may send on one UTC day; 0 is no bound'),
        created_at: instantText,
        revoked_at: instantText.nullable(),
      }),
    ),
  }),
})

/** Makes a write key. */
export const createKeyRoute = defineRoute({
  method: 'post',
  path: '/api/keys',
  summary: 'Make a write key; it is shown once',
  roles: admin,
  body: z.object({
    source: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be a short name such as crm'),
    origins: z
      .array(z.url({ protocol: /^https?$/ }))
      .max(50)
      .optional(),
    events_per_second: z.int().min(0).max(4_294_967_295).optional().describe('steady rate it may send'),
    events_per_day: z.int().min(0).optional().describe('events its feed may send on one UTC day'),
  }),
  answer: z.object({ key_id: z.string(), write_key: z.string() }),
})

/** Revokes a write key. */
export const revokeKeyRoute = defineRoute({
  method: 'delete',
  path: '/api/keys/{key_id}',
  summary: 'Revoke a write key',
  roles: admin,
  params: z.object({ key_id: z.string().min(1).max(200) }),
  answer: z.object({ revoked: z.boolean() }),
})
