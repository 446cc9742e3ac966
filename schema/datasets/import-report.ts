import { z } from 'zod'
import { datasetName } from './dataset.ts'

const people = z.array(z.string())

/** What became of the rows of one file. */
export const importReport = z.object({
  import_id: z.string().describe('names the import, for taking it back; empty for a dry run'),
  dataset: datasetName,
  source: z.string(),
  file: z.string(),
  accepted: z.int().describe('rows taken, the duplicates among them'),
  rejected: z.int().describe('rows kept as dead letters'),
  duplicates: z.int().describe('rows that were already stored just so'),
  unknown_columns: z.array(z.string()).describe('columns of the file that mean nothing here'),
  rejects: z.array(z.object({ line: z.int(), reason: z.string() })).describe('the first 50'),
  notes: z.array(z.string()).describe('what else is worth a look, in words'),
  overlaps: z.int().optional().describe('roster rows that a later row of the same person cuts short'),
  alias_conflicts: z
    .array(z.string())
    .optional()
    .describe('further ids that more than one person claims, the first 50'),
  as_of: z
    .object({ joiners: z.int(), leavers: z.int(), transfers: z.int(), changed: z.int(), unchanged: z.int() })
    .optional()
    .describe('people, by what the whole roster of a day changes'),
  roster_change: z
    .object({ people_before: z.int(), joiners: people, leavers: people, transfers: people })
    .optional()
    .describe('the same, by id'),
  unmatched: z.int().optional().describe('events of people who are not on the roster'),
  unclassified: z.int().optional().describe('events the catalogue does not know'),
  waiting: z.int().optional().describe('record versions judged by other rules than the present ones'),
})

/** What became of the rows of one file. */
export type ImportReport = z.infer<typeof importReport>

/** One line of the list of imports. */
export const importLine = z.object({
  id: z.string(),
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
})

/** One line of the list of imports. */
export type ImportLine = z.infer<typeof importLine>
