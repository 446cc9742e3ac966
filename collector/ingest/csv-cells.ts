import { CsvError, parse } from 'csv-parse/sync'
import { type CsvRecord, separate } from './csv-records.ts'

/** Cells of one record, or why it has none. */
export type CsvCells = { line: number; text: string } & ({ cells: string[] } | { fault: string })

/** Splits records into cells: plain ones by the delimiter, those with quotes by csv-parse, all at once where possible. */
export function csvCells(records: CsvRecord[], delimiter: string): CsvCells[] {
  const quoted = records.filter(({ text }) => text.includes('"'))
  const together = quoted.length === 0 ? [] : parseQuoted(quoted.map(({ text }) => text).join('\n'), delimiter)
  const atOnce = Array.isArray(together) && together.length === quoted.length ? together : undefined
  let next = 0
  return records.flatMap((record) => {
    if (!record.text.includes('"')) return { line: record.line, text: record.text, cells: record.text.split(delimiter) }
    const cells = atOnce?.[next++]
    return cells ? { line: record.line, text: record.text, cells } : oneByOne(record, delimiter)
  })
}

function oneByOne(record: CsvRecord, delimiter: string): CsvCells[] {
  const { line, text, lines } = record
  const parsed = parseQuoted(text, delimiter)
  const cells = Array.isArray(parsed) && parsed.length === 1 ? parsed[0] : undefined
  if (cells) return [{ line, text, cells }]
  if (lines.length > 1) return separate(lines).flatMap((single) => oneByOne(single, delimiter))
  if (!text.includes('"')) return [{ line, text, cells: text.split(delimiter) }]
  return [{ line, text, fault: typeof parsed === 'string' ? parsed : 'quotes are not balanced' }]
}

function parseQuoted(text: string, delimiter: string): string[][] | string {
  try {
    // The type of csv-parse does not depend on its options; without `columns` records are lists of text.
    return parse(text, { delimiter, relax_column_count: true, record_delimiter: '\n', trim: true })
  } catch (error) {
    if (error instanceof CsvError) return 'a quote stands where none may stand, or is never closed'
    throw error
  }
}
