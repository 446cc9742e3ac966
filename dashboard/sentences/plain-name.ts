/** A name of the program file as a reader says it: `close_date` → `close date`. */
export const plainName = (name: string): string => name.replaceAll(/[_.]+/g, ' ').trim()
