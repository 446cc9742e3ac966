import { type AccountFacts, gatherAccountFacts } from './account-facts.ts'
import type { Day } from './day.ts'
import type { Organisation } from './organisation.ts'
import { groupBy } from './population.ts'

/** The steps, each a subset of the one before. */
export const STEPS = ['in_crm', 'owned', 'complete', 'has_contact', 'touched'] as const

/** One step after the universe. */
export type Step = (typeof STEPS)[number]

/** Accounts that reach each step; null for a step for which nothing is tracked. */
export interface RepresentedCounts extends Record<Step, number | null> {
  /** Null when there is no universe. */
  universe: number | null
  rate: number | null
}

/** Represented accounts on a date, by tier or the department of the account when asked. */
export function represented(
  org: Organisation,
  query: { on: Day; by?: 'tier' | 'department' },
): { rows: ({ group: string } & RepresentedCounts)[]; total: RepresentedCounts; skipped: Step[] } {
  const facts = gatherAccountFacts(org, query.on)
  const skipped = STEPS.filter((step) => !facts.tracked[step])
  const count = (accounts: AccountFacts[]) => countSteps(accounts, skipped, facts.hasUniverse)
  const { by } = query
  const groups = by === undefined ? [] : [...groupBy(facts.accounts, (account) => account[by])]
  const rows = groups.map(([group, accounts]) => ({ group, ...count(accounts) }))
  return { rows, total: count(facts.accounts), skipped }
}

function countSteps(accounts: AccountFacts[], skipped: Step[], hasUniverse: boolean): RepresentedCounts {
  const counts: Record<Step, number | null> = {
    in_crm: null,
    owned: null,
    complete: null,
    has_contact: null,
    touched: null,
  }
  let left = accounts
  for (const step of STEPS) {
    if (skipped.includes(step)) continue
    left = left.filter((account) => account.reaches[step])
    counts[step] = left.length
  }
  const isRated = hasUniverse && accounts.length > 0 && skipped.length < STEPS.length
  return {
    universe: hasUniverse ? accounts.length : null,
    ...counts,
    rate: isRated ? left.length / accounts.length : null,
  }
}
