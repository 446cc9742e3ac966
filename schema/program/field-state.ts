/** State of a field value as it is stored: 1 ok, 2 missing, 3 placeholder, 4 default, 5 invalid. */
export const fieldStates = { ok: 1, missing: 2, placeholder: 3, default: 4, invalid: 5 } as const

/** Number of a field state. */
export type FieldState = (typeof fieldStates)[keyof typeof fieldStates]
