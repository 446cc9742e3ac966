import type { z } from 'zod'
import type { Refusal } from './dead-letter.ts'

/** Says in words, field by field, what is wrong with a row; the code is that of the first fault. */
export function refusalOf(error: z.ZodError): Refusal {
  const reasons = error.issues.map((issue) =>
    issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message,
  )
  return { code: codeOf(error.issues[0]), reason: reasons.join('; ') }
}

function codeOf(issue: z.core.$ZodIssue | undefined): string {
  const field = issue?.path[0]
  const code = issue?.code === 'custom' && typeof issue.params?.code === 'string' ? issue.params.code : 'invalid'
  return typeof field === 'string' ? `${field}_${code}` : code
}
