import { fc, test } from '@fast-check/vitest'
import { parse } from 'csv-parse/sync'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { disarm, formatCsv, formatTable } from '../../collector/report/format-table.ts'
import { columnName } from '../../collector/report/format-xlsx.ts'

describe('formatCsv', () => {
  it('gives a text that begins like a formula an apostrophe and leaves numbers alone', () => {
    const formulas = ['=1+1', '+1', '-1', '@x', '\tx', '\rx']
    for (const formula of formulas) expect(disarm(formula)).toBe(`'${formula}`)
    expect(disarm(-1)).toBe(-1)
    expect(disarm('plain')).toBe('plain')
  })

  test.prop([fc.array(fc.tuple(fc.string(), fc.integer(), fc.constant(null)), { minLength: 1, maxLength: 20 })])(
    'can be read back cell by cell',
    (rows) => {
      const text = formatCsv(['name', 'count', 'none'], rows)
      const read: string[][] = parse(text, { record_delimiter: '\r\n' })
      expect(read.slice(1)).toEqual(rows.map((row) => row.map((cell) => String(disarm(cell) ?? ''))))
    },
  )

  it('has a column for every member that any row has', async () => {
    const answer = formatTable('csv', 'x', [
      { department: 'Sales', measured: 7 },
      { department: 'Legal', suppressed: true },
    ])
    expect(await answer.text()).toBe('department,measured,suppressed\r\nSales,7,\r\nLegal,,true\r\n')
  })
})

describe('formatXlsx', () => {
  it('is a workbook whose texts are no formulas', async () => {
    const answer = formatTable('xlsx', 'x', [{ name: '=1+1 & <b>', count: 3 }])
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
    const sheet = new TextDecoder().decode(files['xl/worksheets/sheet1.xml'])
    expect(sheet).toContain('<c r="A2" t="inlineStr"><is><t xml:space="preserve">=1+1 &amp; &lt;b&gt;</t></is></c>')
    expect(sheet).toContain('<c r="B2"><v>3</v></c>')
    expect(sheet).not.toContain('<f>')
  })

  it('names columns as spreadsheets do', () => {
    expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
  })
})
