import { z } from 'zod'
import { conditions } from './condition.ts'
import { patternFault } from './pattern.ts'
import { recordUrl } from './record-url.ts'
import { fourPlaces } from './share.ts'
import { word } from './word.ts'

/** Formats a value can be asked to have. */
export const fieldFormat = z.enum(['date', 'datetime', 'number', 'integer', 'email', 'phone', 'url'])

const pattern = z.string('must be a text').superRefine((source, context) => {
  const fault = patternFault(source)
  if (fault) context.addIssue({ code: 'custom', message: fault })
})

const bound = z.union([z.number(), z.iso.date()], 'must be a number or a date YYYY-MM-DD')

/** What the program asks of a field. */
export const fieldRule = z.strictObject({
  critical: z.boolean().default(false).describe('a record is complete only with it'),
  weight: fourPlaces
    .refine((value) => value > 0 && value <= 10_000, 'must be above 0; leave the field out to ignore it')
    .default(1)
    .describe('weight in the record score'),
  when: conditions.default({}).describe('the field applies only when all of these hold'),
  format: fieldFormat.optional().describe('form of a valid value'),
  picklist: z.array(word).min(1).optional().describe('the only valid values'),
  min: bound.optional().describe('smallest valid number or earliest valid date'),
  max: bound.optional().describe('largest valid number or latest valid date'),
  regex: pattern.optional().describe('expression that a valid value contains; anchor it with ^ and $'),
  default: word.optional().describe('value the form fills in by itself; left so it is not data'),
  key: z.boolean().default(false).describe('part of the key that tells duplicates'),
})

export type FieldRule = z.infer<typeof fieldRule>

/** Rules of one kind of record. */
export const objectRules = z.strictObject({
  open_when: conditions.default({}).describe('a record is open when all of these hold'),
  fields: z
    .record(
      z.string(),
      z.preprocess((rule) => rule ?? {}, fieldRule),
    )
    .default({})
    .describe('rule per field; a field without constraints is written {}'),
  record_url: recordUrl.optional().describe('address of a record in the CRM; absent: its id is no link'),
})

export type ObjectRules = z.infer<typeof objectRules>
