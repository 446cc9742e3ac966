import { z } from 'zod'
import { type Program, programSchema } from '../../schema/program/program.ts'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

const versionRow = z.object({
  version: z.int(),
  hash: z.string(),
  definition: z.string(),
  rules: z.string(),
  body: z.string(),
  text: z.string(),
  applied_at: z.string(),
  applied_by: z.string(),
})

/** The program that holds, with the hashes results carry. */
export type LoadedProgram = {
  program: Program
  version: number
  hash: string
  definition: string
  rules: string
  /** As it was written; empty for the default. */
  text: string
  /** Instant it was applied, RFC 3339. */
  appliedAt: string
  appliedBy: string
  /** True until somebody applies a program. */
  isDefault: boolean
}

/** Reads the newest version; undefined when none was ever stored. */
export async function findProgram({ writer }: Pick<Store, 'writer'>): Promise<LoadedProgram | undefined> {
  const [row] = await queryRows(
    writer,
    `SELECT version, hash, definition, rules, body, text, toString(applied_at) AS applied_at, applied_by
     FROM program_versions FINAL ORDER BY version DESC LIMIT 1`,
    {},
    versionRow,
  )
  if (row === undefined) return undefined
  const { body, applied_at: appliedAt, applied_by: appliedBy, ...rest } = row
  return {
    ...rest,
    program: programSchema.parse(JSON.parse(body)),
    appliedAt: `${appliedAt.replace(' ', 'T')}Z`,
    appliedBy,
    isDefault: row.text === '',
  }
}

/** Reads the program that holds; ensureProgram has stored one when the server started. */
export async function loadProgram(store: Pick<Store, 'writer'>): Promise<LoadedProgram> {
  const loaded = await findProgram(store)
  if (loaded === undefined) throw new Error('No program is stored. Start the server once to prepare the database.')
  return loaded
}
