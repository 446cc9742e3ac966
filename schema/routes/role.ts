import { z } from 'zod'

/** Roles of a viewer, from most to least. */
export const roles = ['admin', 'program_manager', 'sponsor', 'steward', 'lead', 'person'] as const

/** Role of a viewer. */
export const role = z.enum(roles)

/** Role of a viewer. */
export type Role = z.infer<typeof role>
