import { z } from 'zod'
import { defineRoute } from './route.ts'

const admin = ['admin'] as const
const folder = z.object({ directory: z.string().min(1).max(4096).describe('folder on the machine of the server') })

/** Fills an empty store with the sample company. */
export const demoRoute = defineRoute({
  method: 'post',
  path: '/api/demo',
  summary: 'Load the sample company; refused over real data',
  roles: admin,
  answer: z.object({ loaded: z.boolean(), accepted: z.int(), rejected: z.int() }),
})

/** Removes the sample company. */
export const wipeDemoRoute = defineRoute({
  method: 'delete',
  path: '/api/demo',
  summary: 'Remove the sample company',
  roles: admin,
  answer: z.object({ wiped: z.boolean() }),
})

/** Writes a backup and checks it. */
export const backupRoute = defineRoute({
  method: 'post',
  path: '/api/backup',
  summary: 'Write everything to a new folder and check it',
  roles: admin,
  body: folder,
  answer: z.object({ directory: z.string(), rows: z.int(), files: z.int() }),
})

/** Rebuilds what is derived and compares. */
export const verifyRoute = defineRoute({
  method: 'post',
  path: '/api/verify',
  summary: 'Rebuild what is derived beside what is there, and compare; also checks the audit chain',
  roles: admin,
  answer: z.object({ same: z.boolean(), differences: z.array(z.string()) }),
})
