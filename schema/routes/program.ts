import { z } from 'zod'
import { instantText } from './query-parts.ts'
import { defineRoute } from './route.ts'

/** The program that holds. */
export const programRoute = defineRoute({
  method: 'get',
  path: '/api/program',
  summary: 'The program that holds, with its text',
  roles: ['admin', 'program_manager', 'steward'],
  answer: z.object({
    version: z.int(),
    definition: z.string(),
    applied_at: instantText,
    applied_by: z.string(),
    program: z.unknown(),
    text: z.string(),
  }),
})

/** Applies a program; the body is YAML or JSON. */
export const applyProgramRoute = defineRoute({
  method: 'put',
  path: '/api/program',
  summary: 'Apply a program, written in YAML or JSON',
  roles: ['admin'],
  answer: z.object({
    version: z.int(),
    changed: z.boolean(),
    changes: z.array(z.string()),
    warnings: z.array(z.string()),
  }),
})
