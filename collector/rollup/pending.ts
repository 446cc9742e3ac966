import type { Change, PersonMonths, Why } from './change.ts'

/** Work that waits for the only writer of derived tables. */
export type Pending = {
  base: boolean
  /** Generation of the base facts that the work began on; undefined before it begins. */
  baseBefore?: number | undefined
  /** Everyone's months are to be rebuilt. */
  everyone: boolean
  /** The program is another: every snapshot is to be written again, whoever it is of. */
  rules: boolean
  /** People whose roster rows changed, so that their months may have to be rebuilt whole. */
  people: Set<string>
  /** People and the UTC dates around which their months are to be rebuilt. */
  personMonths: PersonMonths
  /** The same for flags that were dismissed or restored, which change no snapshot. */
  flagMonths: PersonMonths
  /** Imports whose records are to be laid end to end again; 0 stands for all. */
  recordImports: Set<number>
  /** Days that somebody asks for and that have no snapshot yet. */
  days: Set<string>
  /** What was counted for single days does not hold any more. */
  recount: boolean
  /** Kind and day of counts that somebody asks for, with a blank between them. */
  counts: Set<string>
  why: Why | undefined
}

/** Nothing to do. */
export function emptyPending(): Pending {
  return {
    base: false,
    everyone: false,
    rules: false,
    people: new Set(),
    personMonths: new Map(),
    flagMonths: new Map(),
    recordImports: new Set(),
    days: new Set(),
    recount: false,
    counts: new Set(),
    why: undefined,
  }
}

/** Everything is to be built anew. */
export function fullPending(why: Why): Pending {
  return { ...emptyPending(), base: true, everyone: true, recordImports: new Set([0]), why }
}

/** True when there is nothing to do. */
export function isEmpty(pending: Pending): boolean {
  return !changesFacts(pending) && pending.days.size === 0 && pending.counts.size === 0
}

/** True when the work may change an answer; a snapshot of one more day does not. */
export function changesFacts(pending: Pending): boolean {
  const { base, everyone, recount, people, personMonths, flagMonths, recordImports } = pending
  const parts = [people, personMonths, flagMonths, recordImports]
  return base || everyone || recount || parts.some(({ size }) => size > 0)
}

/** True when nothing but events came. */
export function isEventsOnly(pending: Pending): boolean {
  const { base, everyone, recount, people, personMonths, flagMonths, recordImports } = pending
  const others = [people, flagMonths, recordImports]
  return personMonths.size > 0 && !base && !everyone && !recount && others.every(({ size }) => size === 0)
}

/** Adds a change to the work that waits. */
export function addChange(pending: Pending, change: Change): void {
  if (change.kind === 'flags') addPersonMonths(pending.flagMonths, change.personMonths)
  if (change.kind === 'counted') pending.recount = true
  if (change.kind === 'records') pending.recordImports.add(change.importSeq)
  if (change.kind === 'events') {
    addPersonMonths(pending.personMonths, change.personMonths)
    pending.why ??= change.why
  }
  if (change.kind === 'program') {
    pending.base = true
    pending.rules = true
    pending.everyone ||= change.definitionChanged
    pending.why = 'program'
  }
  if (change.kind === 'base') addBase(pending, change)
}

/** Adds work that could not be done back to what waits. */
export function mergePending(into: Pending, from: Pending): void {
  into.base ||= from.base
  into.baseBefore ??= from.baseBefore
  into.everyone ||= from.everyone
  into.rules ||= from.rules
  into.recount ||= from.recount
  for (const key of from.people) into.people.add(key)
  for (const importSeq of from.recordImports) into.recordImports.add(importSeq)
  for (const day of from.days) into.days.add(day)
  for (const count of from.counts) into.counts.add(count)
  addPersonMonths(into.personMonths, from.personMonths)
  addPersonMonths(into.flagMonths, from.flagMonths)
  into.why = from.why ?? into.why
}

// Leave says nothing about activity and a holiday only whether an action is backdated; a roster row decides zone, role, kind
// and aliases of its person's events.
function addBase(pending: Pending, change: Extract<Change, { kind: 'base' }>): void {
  pending.base = true
  pending.why = change.why
  if (change.why === 'leave') return
  if (change.personKeys === undefined) pending.everyone = true
  else for (const key of change.personKeys) pending.people.add(key)
}

function addPersonMonths(into: PersonMonths, from: PersonMonths): void {
  for (const [key, { from: first, to: last }] of from) {
    const known = into.get(key)
    into.set(key, known ? { from: minText(known.from, first), to: maxText(known.to, last) } : { from: first, to: last })
  }
}

const minText = (a: string, b: string) => (a < b ? a : b)
const maxText = (a: string, b: string) => (a > b ? a : b)
