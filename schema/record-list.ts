import { z } from 'zod'

/** Measures with records behind them: the states that tell these apart, most useful first, and the filters of the list. */
export const recordLists = {
  completeness: {
    // With a field the list is about that field, in the states of fields.
    states: ['incomplete', 'complete', 'missing', 'placeholder', 'default', 'invalid', 'ok'],
    filters: ['department', 'team', 'object', 'owner', 'field'],
  },
  represented: {
    states: ['not_touched', 'without_contact', 'not_complete', 'not_owned', 'not_in_crm', 'represented'],
    filters: ['department', 'tier'],
  },
  freshness: {
    states: ['stale', 'never_touched', 'fresh'],
    filters: ['department', 'team', 'object', 'owner', 'tier'],
  },
  orphaned: {
    states: ['owner_gone', 'owner_not_eligible', 'without_owner', 'owned'],
    filters: ['department', 'team', 'object', 'owner'],
  },
  duplicates: {
    states: ['duplicate', 'without_key', 'unique'],
    filters: ['department', 'team', 'object', 'owner'],
  },
  pollution: {
    states: ['went_bad', 'became_ok'],
    filters: ['department', 'origin', 'form', 'from'],
  },
} as const

/** A measure with records behind it. */
export const recordMeasure = z.enum(['completeness', 'represented', 'freshness', 'orphaned', 'duplicates', 'pollution'])

/** A measure with records behind it. */
export type RecordMeasure = z.infer<typeof recordMeasure>

/** What a record is in the eyes of the measure it stands behind. */
export const recordState = z.enum([
  ...recordLists.completeness.states,
  ...recordLists.represented.states,
  ...recordLists.freshness.states,
  ...recordLists.orphaned.states,
  ...recordLists.duplicates.states,
  ...recordLists.pollution.states,
])

/** What a record is in the eyes of the measure it stands behind. */
export type RecordState = z.infer<typeof recordState>
