/** Something that is wrong or doubtful in a program, by the place where it stands. */
export type Finding = { path: (string | number)[]; message: string; severity: 'error' | 'warning' }

/** An error at a place. */
export const errorAt = (path: Finding['path'], message: string): Finding => ({ path, message, severity: 'error' })

/** A warning at a place. */
export const warningAt = (path: Finding['path'], message: string): Finding => ({ path, message, severity: 'warning' })
