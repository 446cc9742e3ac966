import { pino } from 'pino'

/** A logger that says nothing. */
export const quietLog = pino({ level: 'silent' })
