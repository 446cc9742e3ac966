import { z } from 'zod'
import type { Measure } from './measure.ts'

const count = z.int().nonnegative()

/** A row of `duplicates`. */
export const duplicatesRow = z.object({
  records: count.describe('records that are not deleted and have a whole key'),
  duplicates: count.describe('of these, records that share their key with another record of the organisation'),
  shared_keys: count.describe('distinct keys that these duplicates share'),
  without_key: count.describe('records left out because a key field holds no value, or was imported before it was one'),
  rate: z.number().nullable().describe('duplicates ÷ records; null without records'),
  owners: count.describe('distinct owners of all of these records'),
})

/** Share of records that stand twice. */
export const duplicates = {
  name: 'duplicates',
  label: 'Duplicate records',
  definition:
    'Records that share their key with another record of the same kind ÷ records with a whole key, at the end of the day. The key is the fields that the program marks with key, normalised: width, case, punctuation and spaces of a text, everything but the digits of a phone number, width and case of what has another format. Only a keyed hash of it is stored.',
  definitionZh:
    '与同类其他记录键值相同的记录 ÷ 键值完整的记录（当日结束时）。键由项目文件中标记 key 的字段组成，并经规范化：文本忽略全半角、大小写、标点与空格，电话只比较数字，其他格式忽略全半角与大小写。只存储其带密钥的哈希。',
  formula: 'records with a key that another record has ÷ records whose key fields all hold a value',
  parameters: ['objects', 'placeholders'],
  unit: 'records',
  shape: 'snapshot',
  dimensions: ['none', 'object', 'department', 'owner'],
  filters: ['department', 'object'],
  row: duplicatesRow,
  total: duplicatesRow,
  peopleColumn: 'owners',
  behind: {
    list: 'records',
    query: { measure: 'duplicates', state: 'duplicate' },
    columns: {
      records: { measure: 'duplicates', state: ['duplicate', 'unique'] },
      duplicates: { measure: 'duplicates', state: 'duplicate' },
      without_key: { measure: 'duplicates', state: 'without_key' },
    },
  },
  parts: [],
} as const satisfies Measure
