import { gzipSync } from 'node:zlib'
import { fc, test as property } from '@fast-check/vitest'
import { stringify } from 'csv-stringify/sync'
import { describe, expect, test } from 'vitest'
import { createMapper, parseMapping } from '../../collector/ingest/mapping.ts'
import { openBytes } from '../../collector/ingest/open-bytes.ts'
import type { RawRow } from '../../collector/ingest/raw-row.ts'
import { readCsv } from '../../collector/ingest/read-csv.ts'
import { splitByMonth } from '../../collector/ingest/split-by-month.ts'

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(text: string | Uint8Array, size = 7): Promise<{ header: string[] | undefined; rows: RawRow[] }> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const { header, chunks } = await readCsv(await openBytes(pieces(bytes, size)), parseMapping(undefined))
  const rows: RawRow[] = []
  for await (const chunk of chunks) rows.push(...chunk)
  return { header, rows }
}

const cell = fc.string({
  unit: fc.constantFrom('a', 'b', '"', ',', ';', '\t', '\n', '\r\n', ' x', 'é', '无', '😀'),
  maxLength: 8,
})
// Cells are trimmed wherever they are used, and a row without any text is a blank line.
const trimmed = cell.map((text) => text.trim()).filter((text) => !text.endsWith('\r'))
const table = fc.array(fc.tuple(fc.constantFrom('k', 'kk'), trimmed, trimmed), { maxLength: 12 })

describe('CSV', () => {
  property.prop([
    table,
    fc.constantFrom(',', ';', '\t'),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
    fc.integer({ min: 1, max: 64 }),
  ])(
    'is read as it was written, in pieces that end anywhere, with the line every row begins on',
    async (cells, delimiter, record_delimiter, bom, size) => {
      const header = ['first', 'second', 'third']
      const text = stringify([header, ...cells], { delimiter, record_delimiter, bom, quoted_match: /[\r\n]/ })
      const found = await read(text, size)
      expect(found.header).toEqual(header)
      expect(found.rows.map((row) => header.map((name) => row.cells[name]))).toEqual(cells)
      let line = 1 + 1
      for (const [place, row] of found.rows.entries()) {
        expect(row.line).toBe(line)
        line += 1 + (cells[place] ?? []).join('').split('\n').length - 1
      }
    },
  )

  property.prop([fc.string({ unit: fc.constantFrom('"', ',', 'a', '\n', '\r'), maxLength: 60 })])(
    'of any shape is read to its end, and good lines after it are still good',
    async (noise) => {
      const { rows } = await read(`a,b\n1,2\n${noise}\n`)
      expect(rows[0]).toMatchObject({ line: 2, cells: { a: '1', b: '2' } })
    },
  )

  test('a stray quote costs its line and no other', async () => {
    const { rows } = await read('a,b\n1,"x"y\n2,5" pipe\n3,c\n4,"open\n5,d\n')
    expect(rows.map(({ line, cells, fault }) => [line, fault?.code ?? cells.a])).toEqual([
      [2, 'bad_quotes'],
      [3, 'bad_quotes'],
      [4, '3'],
      [5, 'bad_quotes'],
      [6, '5'],
    ])
  })

  test('a row with too few or too many cells is refused; a trailing delimiter is not', async () => {
    const { rows } = await read('a,b\n\n1\n1,2,3\n1,2,\n')
    expect(rows.map(({ line, fault }) => [line, fault?.reason])).toEqual([
      [3, 'has 1 cells, the header has 2'],
      [4, 'has 3 cells, the header has 2'],
      [5, undefined],
    ])
  })

  test('gzip and UTF-16 are recognised; gzip that was cut off says so', async () => {
    expect((await read(gzipSync('a,b\n1,2\n'))).rows).toHaveLength(1)
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a;b\n1;ü\n', 'utf16le')])
    expect((await read(utf16)).rows[0]?.cells).toEqual({ a: '1', b: 'ü' })
    await expect(read(gzipSync('a,b\n1,2\n').subarray(0, 20))).rejects.toThrow('cut off or damaged')
    expect(await read('')).toEqual({ header: [], rows: [] })
  })
})

describe('a mapping', () => {
  const map = (mapping: object, cells: Record<string, string>, dataset: 'events' | 'records' = 'events') =>
    createMapper(parseMapping(JSON.stringify(mapping)), dataset)?.(cells)

  test('that changes nothing is none', () => {
    expect(createMapper(parseMapping(undefined), 'events')).toBeUndefined()
  })

  test('reads instants in a zone through both sides of summer time', () => {
    const zone = { timezone: 'Europe/Zurich' }
    expect(map(zone, { occurred_at: '2026-01-31 10:00' })).toEqual({ occurred_at: '2026-01-31T09:00:00.000Z' })
    expect(map(zone, { occurred_at: '2026-07-31T10:00:05.5' })).toEqual({ occurred_at: '2026-07-31T08:00:05.000Z' })
    expect(map(zone, { occurred_at: '2026-07-31T10:00:00Z' })).toEqual({ occurred_at: '2026-07-31T10:00:00Z' })
    const pattern = { date_format: 'yyyyMMddHHmmss.SSS' }
    expect(map(pattern, { occurred_at: '20260331120000.123' })).toEqual({ occurred_at: '2026-03-31T12:00:00.123Z' })
    expect(map({ date_format: 'dd.MM.yyyy' }, { valid_from: '31.03.2026' })).toEqual({ valid_from: '2026-03-31' })
  })

  test('reads decimals with a comma where numbers are expected', () => {
    const comma = { decimal_comma: true }
    expect(map(comma, { 'field.amount': '1.234,50', 'field.name': 'a, b', stage: '1,5' }, 'records')).toEqual({
      'field.amount': '1234.50',
      'field.name': 'a, b',
      stage: '1,5',
    })
  })

  test('says what is wrong with it', () => {
    expect(() => parseMapping('{"colums":{}}')).toThrow('colums')
    expect(() => parseMapping('{"encoding":"klingon"}')).toThrow('"klingon" is not known')
    expect(() => parseMapping('{"timezone":"+02:00"}')).toThrow('timezone')
    expect(() => parseMapping('[')).toThrow('not JSON')
  })
})

test('rows of 200 months go in parts of at most 90 months, none lost', () => {
  const rows = Array.from({ length: 200 }, (_, n) => ({
    date: new Date(Date.UTC(2000, n, 1)).toISOString().slice(0, 10),
  }))
  const parts = splitByMonth([...rows, ...rows])
  expect(parts.flat()).toHaveLength(400)
  for (const part of parts) expect(new Set(part.map(({ date }) => date.slice(0, 7))).size).toBeLessThanOrEqual(90)
  expect(splitByMonth([])).toEqual([])
})
