import type { Cells } from '../../schema/datasets/cell.ts'
import type { Mapping } from '../../schema/datasets/mapping.ts'
import { type CsvCells, csvCells } from './csv-cells.ts'
import { csvDelimiter } from './csv-delimiter.ts'
import { type CsvRecord, csvRecords } from './csv-records.ts'
import type { OpenBytes } from './open-bytes.ts'
import type { FileRows, RawRow } from './raw-row.ts'
import { encodingOf, textLines } from './text-lines.ts'

/** Reads CSV with a header: comma, semicolon or tab, RFC 4180 quotes, with or without a byte order mark. */
export async function readCsv({ head, bytes }: OpenBytes, mapping: Mapping): Promise<FileRows> {
  const records = csvRecords(textLines(bytes, encodingOf(head, mapping.encoding)))[Symbol.asyncIterator]()
  const close = async () => void (await records.return?.(undefined))
  const first = await records.next()
  if (first.done) return { header: [], chunks: rows([], [], records, ','), close }
  const filled = first.value.findIndex(({ text }) => text.trim() !== '')
  const [headerRecord, ...rest] = first.value.slice(Math.max(0, filled))
  const headerText = headerRecord?.text ?? ''
  const delimiter = mapping.delimiter ?? csvDelimiter(headerText)
  const header = headerCells(headerRecord, delimiter)
  return { header, chunks: rows(header, rest, records, delimiter), close }
}

function headerCells(record: CsvRecord | undefined, delimiter: string): string[] {
  const [parsed] = record ? csvCells([record], delimiter) : []
  return parsed && 'cells' in parsed ? parsed.cells.map((name) => name.trim()) : []
}

async function* rows(
  header: string[],
  first: CsvRecord[],
  records: AsyncIterator<CsvRecord[]>,
  delimiter: string,
): AsyncGenerator<RawRow[]> {
  for (let part = first; ; ) {
    const filled = part.filter(({ text }) => text !== '')
    if (filled.length > 0) yield csvCells(filled, delimiter).map((cells) => rawRow(cells, header))
    const next = await records.next()
    if (next.done) return
    part = next.value
  }
}

function rawRow(row: CsvCells, header: string[]): RawRow {
  const { line, text } = row
  if ('fault' in row) return { line, text, cells: {}, fault: { code: 'bad_quotes', reason: row.fault } }
  const cells: Cells = {}
  const { cells: found } = row
  for (let place = 0; place < header.length; place++) cells[header[place] ?? ''] = found[place]
  if (found.length === header.length) return { line, cells }
  // A trailing delimiter is common and harmless.
  const extra = found.slice(header.length).some((cell) => cell.trim() !== '')
  if (found.length > header.length && !extra) return { line, cells }
  const reason = `has ${found.length} cells, the header has ${header.length}`
  return { line, text, cells, fault: { code: 'wrong_number_of_cells', reason } }
}
