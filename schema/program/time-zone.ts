import { z } from 'zod'

/** What is wrong with the name of an IANA time zone; undefined when it is one. */
export function timeZoneFault(name: string): string | undefined {
  const unknown = `"${name}" is not a time zone; use an IANA name such as Europe/Zurich`
  // Intl also takes offsets such as +02:00, which say nothing about summer time.
  if (!/^[A-Za-z]/.test(name)) return unknown
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions()
    const sameButForCase = timeZone !== name && timeZone.toLowerCase() === name.toLowerCase()
    return sameButForCase ? `"${name}" must be written ${timeZone}` : undefined
  } catch {
    return unknown
  }
}

/** An IANA time zone. */
export const timeZone = z.string('must be the name of a time zone').superRefine((name, context) => {
  const fault = timeZoneFault(name)
  if (fault) context.addIssue({ code: 'custom', message: fault })
})
