import { z } from 'zod'
import { instantText } from './query-parts.ts'
import { defineRoute } from './route.ts'

const admin = ['admin'] as const
const name = z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/, 'must be a short name such as grafana')
const port = z.int().nullable().describe('port for BI tools on this machine; null while it is closed')

/** Database users of BI tools without their passwords. */
export const biUsersRoute = defineRoute({
  method: 'get',
  path: '/api/bi-users',
  summary: 'Database users of BI tools',
  roles: admin,
  answer: z.object({
    port,
    rows: z.array(z.object({ name: z.string(), created_at: instantText, revoked_at: instantText.nullable() })),
  }),
})

/** Makes a database user for a BI tool. */
export const createBiUserRoute = defineRoute({
  method: 'post',
  path: '/api/bi-users',
  summary: 'Make a database user for a BI tool; its password is shown once. It sees small groups too',
  roles: admin,
  body: z.object({ name }),
  answer: z.object({ name: z.string(), password: z.string(), port }),
})

/** Revokes a database user of a BI tool. */
export const revokeBiUserRoute = defineRoute({
  method: 'delete',
  path: '/api/bi-users/{name}',
  summary: 'Revoke a database user of a BI tool',
  roles: admin,
  params: z.object({ name: z.string().min(1).max(200) }),
  answer: z.object({ revoked: z.boolean() }),
})
