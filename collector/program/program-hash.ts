import { createHash } from 'node:crypto'
import { mergeCatalogue } from '../../schema/program/catalogue.ts'
import type { FieldRule } from '../../schema/program/field-rule.ts'
import type { Program } from '../../schema/program/program.ts'
import { splitConditions } from './split-conditions.ts'

/** Raised when the code judges values differently by the same rules. */
const classifierRevision = 1

/** The program as JSON with sorted names, so that two programs that say the same are the same text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

/** Hashes of a program: all of it, what the state of a person depends on, and what the judging of values depends on. */
export function hashProgram(program: Program): { hash: string; definition: string; rules: string } {
  return { hash: sha256(program), definition: sha256(definitionOf(program)), rules: sha256(rulesOf(program)) }
}

function sha256(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex')
}

function definitionOf({ thresholds, actions, roles, apps }: Program): unknown {
  // No state depends on the layer of an action.
  const catalogue = mergeCatalogue(actions)
    .map(({ layer, ...line }) => canonicalJson(line))
    .sort()
  return { thresholds, catalogue, roles, apps }
}

// Only what classification reads: a new critical field or weight makes no record wait for a re-import.
function rulesOf({ objects, placeholders }: Program): unknown {
  const judged = Object.entries(objects).flatMap(([object, { fields, open_when: openWhen }]) => [
    ...splitConditions('open', openWhen).fields.map((condition) => [object, condition]),
    ...Object.entries(fields).flatMap(([field, rule]) => [
      ...(constrains(rule) ? [[object, field, constraintsOf(rule)]] : []),
      ...splitConditions({ field }, rule.when).fields.map((condition) => [object, condition]),
    ]),
  ])
  return { classifierRevision, judged: judged.map(canonicalJson).sort(), placeholders: placeholders.toSorted() }
}

function constraintsOf({ format, picklist, min, max, regex, default: preset, key }: FieldRule) {
  return { format, picklist: picklist?.toSorted(), min, max, regex, default: preset, key: key || undefined }
}

function constrains(rule: FieldRule): boolean {
  return Object.values(constraintsOf(rule)).some((part) => part !== undefined)
}
