import type { Audit } from '../access/audit.ts'
import { eraseAction, hashOfLine, readLines } from '../access/audit-line.ts'
import type { Scope } from '../access/scope.ts'
import type { Store } from '../store/open-store.ts'
import { command } from '../store/query.ts'
import { erasedKeyList as keyList, pseudonym, erasedWords as words } from './erasing-table.ts'
import { aroundWord } from './word-pattern.ts'

const named = `(hasAny(subject_keys, ${keyList}) OR match(detail, ${words}))`
const keysAfter = `arrayMap(key -> if(has(${keyList}, key), ${pseudonym}, key), subject_keys)`
const detailAfter = `replaceRegexpAll(detail, ${words}, concat({before:String}, ${pseudonym}, {after:String}))`

const linesAfter = `
SELECT * REPLACE (${keysAfter} AS subject_keys, ${detailAfter} AS detail), toUnixTimestamp64Milli(at) AS at_ms
FROM (SELECT * FROM audit WHERE ${named}) ORDER BY seq`

const pseudonymise = `
ALTER TABLE audit UPDATE subject_keys = ${keysAfter}, detail = ${detailAfter}
WHERE seq <= {last:UInt64} AND ${named} SETTINGS mutations_sync = 2`

const linesPerLine = 1_000

/**
 * Writes a pseudonym in the place of the person. The chain stays: each line keeps its hash and its place, and new lines
 * say beforehand which ones change and to what, so that any other change is still found.
 */
export async function eraseFromAudit(store: Store, audit: Audit, scope: Scope): Promise<number> {
  const lines = await readLines(store, linesAfter, aroundWord)
  const changes = lines.map((line) => [line.seq, hashOfLine(line)])
  for (let at = 0; at === 0 || at < changes.length; at += linesPerLine) {
    const detail = { lines: changes.slice(at, at + linesPerLine) }
    await audit.record(scope, { action: eraseAction, subjectKeys: [], detail })
  }
  const last = lines.at(-1)?.seq
  // What was written since is not announced; the search finds it, and the next erasure announces it.
  if (last !== undefined) await command(store.writer, pseudonymise, { ...aroundWord, last })
  return lines.length
}
