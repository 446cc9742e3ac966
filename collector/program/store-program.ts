import type { Program } from '../../schema/program/program.ts'
import type { PersonKeys } from '../access/person-key.ts'
import { insertRows } from '../store/insert-rows.ts'
import type { Store } from '../store/open-store.ts'
import { withStoreLock } from '../store/store-lock.ts'
import { describeChanges } from './describe-changes.ts'
import { findProgram, type LoadedProgram } from './load-program.ts'
import { type ProgramIssue, parseProgram } from './parse-program.ts'
import { canonicalJson, hashProgram } from './program-hash.ts'
import { peopleNamed, programRows } from './program-rows.ts'
import { countWaitingRecords } from './waiting-records.ts'

/** What storing a program needs; `now` is the clock, in milliseconds since 1970. */
export type ProgramDeps = { store: Store; personKeys: PersonKeys; now: () => number }

/** What storing a program did. */
export type StoredProgram = {
  version: number
  /** False when the same program already held; nothing was written then. */
  changed: boolean
  /** What changed, a line each. */
  changes: string[]
  /** The state of people must be computed anew. */
  definitionChanged: boolean
  /** Field values are judged differently from now on. */
  rulesChanged: boolean
  /** Records judged by other rules, which wait for a re-import. */
  waitingRecords: number
  warnings: ProgramIssue[]
}

/** Validates a program and makes it the one that holds; a Problem with `issues` when it is not valid. */
export async function storeProgram(
  deps: ProgramDeps,
  text: string,
  actor: string,
  file?: string,
): Promise<StoredProgram> {
  const { program, warnings } = parseProgram(text, file)
  // Without comments and layout an empty file says the same as no program; its text still marks it as applied.
  const written = text.trim() === '' ? '{}' : text
  const { before, after, changed } = await withStoreLock(deps.store, () => replace(deps, program, written, actor))
  const rulesChanged = before?.rules !== after.rules
  return {
    version: after.version,
    changed,
    changes: before && changed ? describeChanges(before.program, program) : [],
    definitionChanged: before?.definition !== after.definition || !hasSameDays(before.program, program),
    rulesChanged,
    waitingRecords: await countWaitingRecords(deps.store, Object.keys(program.objects), after.rules),
    warnings,
  }
}

/** Stores the default program when there is none, and answers the one that holds. */
export async function ensureProgram(deps: ProgramDeps): Promise<LoadedProgram> {
  const present = await findProgram(deps.store)
  if (present) return present
  return withStoreLock(deps.store, async () => {
    const meanwhile = await findProgram(deps.store)
    if (meanwhile) return meanwhile
    const { program } = parseProgram('')
    return insert(deps, program, '', 'local', undefined)
  })
}

// Zone and week decide on which day, and in which week, an action lies.
function hasSameDays(before: Program, after: Program): boolean {
  return before.timezone === after.timezone && before.week_start === after.week_start
}

async function replace(deps: ProgramDeps, program: Program, text: string, actor: string) {
  const before = await findProgram(deps.store)
  const same = before !== undefined && before.hash === hashProgram(program).hash && !before.isDefault
  if (same) return { before, after: before, changed: false }
  return { before, after: await insert(deps, program, text, actor, before), changed: true }
}

// program_versions comes last: until its row is there, no reader sees any row of the version.
async function insert(
  { store, personKeys, now }: ProgramDeps,
  program: Program,
  text: string,
  actor: string,
  before: LoadedProgram | undefined,
): Promise<LoadedProgram> {
  const appliedMs = now()
  const version = Math.max(appliedMs, (before?.version ?? 0) + 1)
  for (const [table, rows] of Object.entries(programRows(program, version, personKeys))) {
    await insertRows(store.writer, table, rows)
  }
  const identities = peopleNamed(program).map((personId) => ({
    person_key: personKeys.keyOf(personId),
    person_id: personId,
  }))
  await insertRows(store.writer, 'identities', identities)
  const hashes = hashProgram(program)
  const body = canonicalJson(program)
  await insertRows(store.writer, 'program_versions', [
    { version, ...hashes, body, text, applied_at: appliedMs, applied_by: actor },
  ])
  const appliedAt = new Date(appliedMs).toISOString()
  return { program, version, ...hashes, text, appliedAt, appliedBy: actor, isDefault: text === '' }
}
