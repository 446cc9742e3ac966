import { z } from 'zod'
import { role, roles } from './role.ts'
import { defineRoute } from './route.ts'

const sessionAnswer = z.object({
  role,
  actor: z.string().describe('token or session id, or local'),
  person_id: z.string().nullable(),
  names: z.boolean().describe('whether any names may be seen'),
})

/** Who is asking. */
export const sessionRoute = defineRoute({
  method: 'get',
  path: '/api/session',
  summary: 'Who is signed in',
  roles,
  answer: sessionAnswer,
})

/** Signs in by a one-time link. */
export const signInRoute = defineRoute({
  method: 'post',
  path: '/api/session',
  summary: 'Sign in by a one-time link',
  roles: null,
  body: z.object({ link: z.string().min(1).max(2000).describe('the link, or its token alone') }),
  answer: sessionAnswer,
})

/** Signs out. */
export const signOutRoute = defineRoute({
  method: 'delete',
  path: '/api/session',
  summary: 'Sign out',
  roles,
  answer: z.object({ signed_out: z.boolean() }),
})

/** Makes a one-time sign-in link. */
export const linkRoute = defineRoute({
  method: 'post',
  path: '/api/link',
  summary: 'Make a one-time sign-in link',
  roles: ['admin'],
  body: z
    .object({
      role: role.optional().describe('what it may see; without it person where a person is named, else admin'),
      person_id: z
        .string()
        .min(1)
        .max(200)
        .optional()
        .describe('person it acts for, on the roster today; required for lead and person'),
    })
    .optional(),
  answer: z.object({ link: z.string(), expires_in_s: z.int() }),
})
