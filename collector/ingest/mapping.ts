import { TZDate } from '@date-fns/tz'
import { isValid } from 'date-fns/isValid'
import { parse } from 'date-fns/parse'
import type { Cells } from '../../schema/datasets/cell.ts'
import type { DatasetName } from '../../schema/datasets/dataset.ts'
import { type Mapping, mapping as mappingSchema } from '../../schema/datasets/mapping.ts'
import { fieldPrefix } from '../../schema/datasets/records.ts'
import { Problem } from '../problem.ts'
import { refusalOf } from './refusal-of.ts'

const dateColumns = new Set([
  'valid_from',
  'valid_to',
  'licensed_from',
  'licensed_to',
  'from',
  'to',
  'date',
  'completed_on',
])
const instantColumns = new Set(['occurred_at', 'contact_at', 'updated_at', 'created_at', 'deleted_at'])
const numberColumns = new Set(['hits', 'duration_ms'])
const mappingCharsMax = 16_384

/** Reads the JSON of a mapping; absent is the mapping that changes nothing. */
export function parseMapping(json: string | undefined): Mapping {
  if (json === undefined || json === '') return mappingSchema.parse({})
  if (json.length > mappingCharsMax) throw refused(`The mapping is longer than ${mappingCharsMax} characters.`)
  const parsed = mappingSchema.safeParse(parseJson(json))
  if (!parsed.success) throw refused(`${refusalOf(parsed.error).reason}.`)
  if (parsed.data.encoding !== undefined) checkEncoding(parsed.data.encoding)
  return parsed.data
}

/** Answers the function that turns the cells of a file into those of the dataset; undefined when nothing is mapped. */
export function createMapper(mapping: Mapping, dataset: DatasetName): ((cells: Cells) => Cells) | undefined {
  const { columns, constants, values, timezone, date_format: dateFormat, decimal_comma: decimalComma } = mapping
  const rename = Object.entries(columns)
  const steps: ((cells: Cells) => void)[] = []
  if (Object.keys(values).length > 0) steps.push((cells) => mapValues(cells, values))
  if (timezone !== undefined || dateFormat !== undefined) {
    steps.push((cells) => readTimes(cells, { zone: timezone ?? 'UTC', dateFormat, zoned: timezone !== undefined }))
  }
  if (decimalComma) steps.push((cells) => pointDecimals(cells, dataset))
  if (rename.length + Object.keys(constants).length + steps.length === 0) return undefined
  return (cells) => {
    const mapped: Cells = { ...cells }
    for (const [column, inFile] of rename) mapped[column] = cells[inFile]
    Object.assign(mapped, constants)
    for (const step of steps) step(mapped)
    return mapped
  }
}

function mapValues(cells: Cells, values: Mapping['values']): void {
  for (const [column, table] of Object.entries(values)) {
    const value = cells[column]?.trim()
    if (value !== undefined && Object.hasOwn(table, value)) cells[column] = table[value]
  }
}

type TimeForm = { zone: string; dateFormat: string | undefined; zoned: boolean }

function readTimes(cells: Cells, form: TimeForm): void {
  for (const column in cells) {
    const isInstant = instantColumns.has(column)
    const text = cells[column]?.trim()
    if (text === undefined || text === '' || !(isInstant || dateColumns.has(column))) continue
    cells[column] = isInstant ? readInstant(text, form) : readDate(text, form)
  }
}

// What does not have the form stays as it is, and is rejected or taken by the rules of the dataset.
function readDate(text: string, { dateFormat }: TimeForm): string {
  if (dateFormat === undefined) return text
  const at = parse(text, dateFormat, new TZDate(0, 'UTC'))
  return isValid(at) ? at.toISOString().slice(0, 10) : text
}

function readInstant(text: string, { zone, dateFormat, zoned }: TimeForm): string {
  const at = dateFormat === undefined ? undefined : parse(text, dateFormat, new TZDate(0, zone))
  if (at && isValid(at)) return new Date(at.getTime()).toISOString()
  const [, date, time = '00:00'] = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?$/.exec(text) ?? []
  if (date === undefined || !zoned) return text
  const local = parse(
    `${date} ${time.slice(0, 8)}`,
    time.length > 5 ? 'yyyy-MM-dd HH:mm:ss' : 'yyyy-MM-dd HH:mm',
    new TZDate(0, zone),
  )
  return isValid(local) ? new Date(local.getTime()).toISOString() : text
}

function pointDecimals(cells: Cells, dataset: DatasetName): void {
  for (const column in cells) {
    if (!numberColumns.has(column) && !(dataset === 'records' && column.startsWith(fieldPrefix))) continue
    const text = cells[column]?.trim() ?? ''
    if (/^[+-]?(\d+|\d{1,3}([.'’\s]\d{3})+)(,\d+)?$/.test(text)) {
      cells[column] = text.replace(/[.'’\s]/g, '').replace(',', '.')
    }
  }
}

function checkEncoding(label: string): void {
  try {
    new TextDecoder(label)
  } catch {
    throw refused(`encoding: "${label}" is not known; use a name such as utf-8, windows-1252 or gb18030.`)
  }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw refused('It is not JSON.')
  }
}

function refused(detail: string): Problem {
  return new Problem(400, 'bad_mapping', 'The mapping cannot be used', `${detail} Nothing was imported.`)
}
