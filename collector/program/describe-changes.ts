import type { Program } from '../../schema/program/program.ts'
import { canonicalJson } from './program-hash.ts'

/** Properties of one thing of the program, as texts. */
type Facts = Map<string, string>

/** What differs between two programs, a line each: "threshold active_share 0.4 → 0.5", "phase wave-2 added". */
export function describeChanges(before: Program, after: Program): string[] {
  const [old, now] = [thingsOf(before), thingsOf(after)]
  const names = [...new Set([...old.keys(), ...now.keys()])]
  return names.flatMap((name) => {
    const [was, is] = [old.get(name), now.get(name)]
    if (was && is) return differences(name, was, is)
    return [`${name} ${is ? 'added' : 'removed'}`]
  })
}

function differences(name: string, was: Facts, is: Facts): string[] {
  const keys = [...new Set([...was.keys(), ...is.keys()])]
  return keys
    .filter((key) => was.get(key) !== is.get(key))
    .map((key) =>
      [name, key, was.get(key) ?? 'none', '→', is.get(key) ?? 'none'].filter((part) => part !== '').join(' '),
    )
}

// Single settings always exist and so only change; the named things come and go.
function thingsOf(program: Program): Map<string, Facts> {
  const { organisation, timezone, week_start, privacy, thresholds, targets, apps, placeholders } = program
  const things = new Map<string, Facts>([
    ['', factsOf({ organisation, timezone, week_start, ...privacy, placeholders })],
    ['threshold', factsOf(thresholds)],
    ['target', factsOf(targets)],
    ['apps', factsOf(apps)],
  ])
  if (program.feedback) things.set('feedback', factsOf({ ...program.feedback, ...program.feedback.scale }))
  for (const phase of program.phases) {
    const { id, scope, targets: own, ...rest } = phase
    things.set(`phase ${id}`, factsOf({ ...rest, ...scope, ...prefixed('target', own) }))
  }
  // Where phases overlap the first in the file holds, so their order is part of the program.
  things.set('phase', factsOf({ order: program.phases.map((phase) => phase.id) }))
  for (const [name, own] of Object.entries(program.departments)) {
    things.set(`department ${name}`, factsOf(prefixed('target', own.targets)))
  }
  for (const { event, object, ...line } of program.actions) {
    things.set(`action ${event}${object ? ` of ${object}` : ''}`, factsOf(line))
  }
  for (const [name, profile] of Object.entries(program.roles)) things.set(`role ${name}`, factsOf(profile))
  for (const [name, { open_when, record_url, fields }] of Object.entries(program.objects)) {
    things.set(`object ${name}`, factsOf({ open_when, record_url }))
    for (const [field, rule] of Object.entries(fields)) things.set(`field ${name}.${field}`, factsOf(rule))
  }
  return things
}

function prefixed(prefix: string, values: object): object {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${prefix} ${key}`, value]))
}

function factsOf(values: object): Facts {
  const known = Object.entries(values).filter(([, value]) => value !== undefined)
  return new Map(known.map(([key, value]) => [key, formatFact(value)]))
}

function formatFact(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(formatFact).join(', ')
  return typeof value === 'object' ? canonicalJson(value) : String(value)
}
