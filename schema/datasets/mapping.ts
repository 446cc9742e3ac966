import { z } from 'zod'
import { timeZone } from '../program/time-zone.ts'

const word = z.string('must be a text')
const text = z.union([z.string(), z.number(), z.boolean()], 'must be a text').transform(String)

/** The file of `--map`: how the columns and values of an export become those of a dataset. */
export const mapping = z.strictObject({
  columns: z.record(word, word).default({}).describe('column of the dataset: column of the file'),
  constants: z.record(word, text).default({}).describe('column of the dataset: value of every row'),
  values: z
    .record(word, z.record(word, text))
    .default({})
    .describe('column of the dataset: value in the file: value to store; others stay'),
  timezone: timeZone.optional().describe('zone of instants that name none'),
  date_format: word
    .min(1)
    .optional()
    .describe('pattern of dates and instants, as date-fns spells it: dd.MM.yyyy HH:mm'),
  delimiter: z.string().length(1, 'must be one character').optional().describe('what separates cells'),
  encoding: word.optional().describe('encoding of the file: utf-8, windows-1252, gb18030 ...'),
  decimal_comma: z.boolean('must be true or false').default(false).describe('1.234,5 is 1234.5'),
})

/** How an export becomes a dataset. */
export type Mapping = z.infer<typeof mapping>
