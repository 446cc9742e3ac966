import { z } from 'zod'

/** Kinds of flags on value actions, in the order in which they are shown. */
export const flagKinds = ['burst', 'copied', 'backdated', 'placeholder_only', 'reverted'] as const

/** A kind of flag. */
export const flagKind = z.enum(flagKinds)

/** A kind of flag. */
export type FlagKind = z.infer<typeof flagKind>
