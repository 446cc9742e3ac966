import { z } from 'zod'
import { agreedAction } from './agreed-action.ts'
import { programDate } from './program-date.ts'
import { share } from './share.ts'
import { filledWord, word, words } from './word.ts'

/** Targets as shares; what is absent falls to the next wider ones. */
export const targets = z.strictObject({
  adoption: share.optional(),
  completeness: share.optional(),
  represented: share.optional(),
})

export type Targets = z.infer<typeof targets>

/** One phase of the rollout. */
export const phase = z
  .strictObject({
    id: filledWord,
    name: word.optional(),
    owner: word.default(''),
    scope: z
      .strictObject({
        departments: words.default([]),
        teams: words.default([]),
        roles: words.default([]),
        people: words.default([]),
      })
      .prefault({}),
    go_live: programDate,
    target_date: programDate.optional(),
    targets: targets.prefault({}),
    // Why the targets were set anew after go-live; without another text here locked targets stay as they are.
    retargeted: word.default(''),
    agreed_actions: z.array(agreedAction, 'must be a list').default([]),
  })
  .transform((given) => ({ ...given, name: given.name || given.id }))

export type Phase = z.infer<typeof phase>
