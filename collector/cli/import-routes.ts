import { z } from 'zod'
import { importLine } from '../../schema/datasets/import-report.ts'

/** What was imported when by whom. */
export const importsRoute = {
  method: 'get',
  path: '/api/imports',
  answer: z.object({ rows: z.array(importLine) }),
} as const

/** Takes an import back. */
export const undoRoute = { method: 'delete', path: '/api/imports/{id}', answer: z.unknown() } as const
