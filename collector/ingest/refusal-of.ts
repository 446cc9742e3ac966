import type { z } from 'zod'
import { codeOfFault, type DeadLetterCode } from '../../schema/datasets/dead-letter-code.ts'
import type { Refusal } from './dead-letter.ts'

/** Says in words, field by field, what is wrong with a row; the code is that of the first fault. */
export function refusalOf(error: z.ZodError): Refusal {
  const reasons = error.issues.map((issue) =>
    issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message,
  )
  return { code: codeOf(error.issues[0]), reason: reasons.join('; ') }
}

function codeOf(issue: z.core.$ZodIssue | undefined): DeadLetterCode {
  const field = issue?.path[0]
  return codeOfFault(
    typeof field === 'string' ? field : undefined,
    issue?.code === 'custom' ? issue.params?.code : undefined,
  )
}
