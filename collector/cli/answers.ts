import { z } from 'zod'

// What the commands print of the server's answers; members they do not print are not looked at.

const people = z.array(z.string()).default([])

/** Answer of an import. */
export const importAnswer = z.object({
  accepted: z.int(),
  rejected: z.int(),
  duplicates: z.int(),
  rejects: z.array(z.object({ line: z.int(), reason: z.string() })).default([]),
  notes: z.array(z.string()).default([]),
  roster_change: z.object({ people_before: z.int(), joiners: people, leavers: people, transfers: people }).optional(),
})

const importsAnswer = z.object({
  rows: z.array(
    z.object({
      id: z.coerce.string(),
      dataset: z.string(),
      source: z.string(),
      file: z.string(),
      actor: z.string(),
      started_at: z.string(),
      finished_at: z.string().nullable(),
      undone_at: z.string().nullable(),
      accepted: z.int(),
      rejected: z.int(),
      duplicates: z.int(),
    }),
  ),
})

/** What was imported when by whom. */
export const importsRoute = { method: 'get', path: '/api/imports', answer: importsAnswer } as const

/** Takes an import back. */
export const undoRoute = { method: 'delete', path: '/api/imports/{id}', answer: z.unknown() } as const
