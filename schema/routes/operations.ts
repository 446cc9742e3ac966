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

const count = z.int().nonnegative()
const hits = z.array(z.object({ place: z.string(), rows: count }))

/** What an erasure did, and what a search found afterwards. */
export const erasureReport = z.object({
  person_key: z
    .string()
    .describe('keyed hash of the id; the one thing that is kept, so that no replay brings rows back'),
  erased_at: z.iso.datetime().describe('events received before this instant never come back'),
  tables: z.record(z.string(), count).describe('rows erased, or emptied of the person, by table'),
  spool_records: count.describe('records of the spool that were changed'),
  files_checked: count.describe('files of the data folder that were read through afterwards'),
  found: count.describe('rows and files that hold the person still; the certificate is given at 0 only'),
  left: hits.describe('where they are'),
  same_text: hits.describe(
    'where the id or name stands as that of a record, an account or the like; it was left there',
  ),
  not_touched: z.array(z.string()).describe('backups in the data folder, which hold the person still'),
})

/** Removes a person from everything that is stored. */
export const eraseRoute = defineRoute({
  method: 'post',
  path: '/api/erase',
  summary: 'Erase a person everywhere, search for what is left, and certify that nothing is; cannot be taken back',
  roles: admin,
  body: z.object({ person_id: z.string().min(1).max(1024) }),
  answer: erasureReport,
})

/** Loads kept records of the spool again. */
export const replayRoute = defineRoute({
  method: 'post',
  path: '/api/replay',
  summary: 'Load kept records of the spool again, after the store lost rows; what is stored already is recognised',
  roles: admin,
  body: z.object({ from: count.optional().describe('first sequence; all that is kept without it') }).optional(),
  answer: z.object({
    records: count.describe('records that were read'),
    rows: count.describe('rows that were sent, those that were stored already among them'),
    next: z.string().describe('what to do now'),
  }),
})
