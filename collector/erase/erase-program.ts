import { stringify } from 'yaml'
import { z } from 'zod'
import { coversEveryone } from '../../schema/program/check-phases.ts'
import { type Program, programSchema } from '../../schema/program/program.ts'
import { canonicalJson, hashProgram } from '../program/program-hash.ts'
import { insertRows } from '../store/insert-rows.ts'
import type { Store } from '../store/open-store.ts'
import { command, queryRows } from '../store/query.ts'
import { holdsText } from './word-pattern.ts'

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

type Version = z.infer<typeof versionRow>

const everyVersion = `
SELECT version, hash, definition, rules, body, text, toString(applied_at) AS applied_at, applied_by
FROM program_versions FINAL ORDER BY version`

const rewritten = '# Written anew when a person was erased; comments are gone.'

const superseded = `
ALTER TABLE program_versions DELETE
WHERE version IN {versions:Array(UInt64)} AND (hash NOT IN {hashes:Array(String)} OR NOT startsWith(text, {rewritten:String}))
SETTINGS mutations_sync = 2`

/** Takes a person out of every version of the program; its text is written anew then, so its comments are gone. */
export async function eraseFromProgram(
  { writer }: Pick<Store, 'writer'>,
  { ids, texts }: { ids: readonly string[]; texts: readonly string[] },
): Promise<number> {
  const holds = holdsText(texts)
  const versions = await queryRows(writer, everyVersion, {}, versionRow)
  const changed = versions.flatMap((version) => withoutPeople(version, ids, holds) ?? [])
  if (changed.length === 0) return 0
  // The row that came last holds, so no reader is ever without a program.
  await insertRows(writer, 'program_versions', changed)
  const params = { versions: changed.map(({ version }) => version), hashes: changed.map(({ hash }) => hash) }
  await command(writer, superseded, { ...params, rewritten })
  return changed.length
}

function withoutPeople(
  version: Version,
  ids: readonly string[],
  holds: (text: string) => boolean,
): Version | undefined {
  const before = programSchema.parse(JSON.parse(version.body))
  const isNamed = before.phases.some(({ owner, scope }) => [owner, ...scope.people].some((id) => ids.includes(id)))
  // A comment may name the person too.
  const isMentioned = !version.text.startsWith(rewritten) && holds(version.text)
  if (!isNamed && !isMentioned) return undefined
  const program = { ...before, phases: before.phases.map((phase) => withoutPerson(phase, ids)) }
  const text = `${rewritten}\n${stringify(program)}`
  return { ...version, ...hashProgram(program), body: canonicalJson(program), text }
}

type Phase = Program['phases'][number]

function withoutPerson(phase: Phase, ids: readonly string[]): Phase {
  const left = phase.scope.people.filter((id) => !ids.includes(id))
  const named = {
    ...phase,
    owner: ids.includes(phase.owner) ? '' : phase.owner,
    scope: { ...phase.scope, people: left },
  }
  // A phase for this person alone is one for nobody now, not one for everybody.
  const isForNobody = coversEveryone(named) && !coversEveryone(phase)
  return isForNobody ? { ...named, scope: { ...named.scope, people: ['erased'] } } : named
}
