import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { accountRow } from '../../schema/datasets/accounts.ts'
import { datasetColumns } from '../../schema/datasets/dataset-columns.ts'
import { parseDate } from '../../schema/datasets/date-cell.ts'
import { eventCells } from '../../schema/datasets/events.ts'
import { parseInstant } from '../../schema/datasets/instant-cell.ts'
import { leaveRow } from '../../schema/datasets/leave.ts'
import { rosterRow } from '../../schema/datasets/roster.ts'
import { workdaysCell } from '../../schema/datasets/workdays-cell.ts'

describe('dates', () => {
  test.each(['2026-02-29', '2026-13-01', '2026-1-1', '26-01-01', '2026-01-01T10:00', 'today'])('%s is none', (text) => {
    expect(parseDate(text)).toBeUndefined()
  })

  test('midnight is a date; 29 February is one in leap years', () => {
    expect(parseDate('2026-01-01T00:00:00.000Z')).toBe('2026-01-01')
    expect(parseDate('2024-02-29')).toBe('2024-02-29')
  })

  test('ends of intervals beyond the calendar are drawn to its ends', () => {
    expect(rosterRow.parse({ person_id: 'p', valid_from: '1900-01-01', valid_to: '9999-12-31' })).toMatchObject({
      valid_from: '1970-01-01',
      valid_to: '2149-06-06',
    })
    expect(leaveRow.parse({ person_id: 'p', from: '2026-01-01', to: '9999-12-31' }).to).toBe('2149-06-06')
  })
})

describe('instants', () => {
  property.prop([fc.date({ min: new Date('1990-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })])(
    'are read from RFC 3339 and epoch milliseconds alike',
    (date) => {
      const at = date.getTime()
      expect(parseInstant(date.toISOString())).toBe(at)
      expect(parseInstant(date.toISOString().replace('T', ' ').replace('Z', '+00:00'))).toBe(at)
      expect(parseInstant(String(at))).toBe(at)
    },
  )

  test('zones count, with and without a colon; no zone, no instant', () => {
    expect(parseInstant('2026-03-31T12:00:00+0200')).toBe(Date.UTC(2026, 2, 31, 10))
    expect(parseInstant('2026-03-31T12:00-03:30')).toBe(Date.UTC(2026, 2, 31, 15, 30))
    for (const text of ['2026-03-31T12:00:00', '2026-03-31', '2026-02-30T12:00:00Z', '1.8e12', '']) {
      expect(parseInstant(text)).toBeUndefined()
    }
    const fault = eventCells.safeParse({ person_id: 'p', event: 'e', occurred_at: '2026-03-31 12:00' })
    expect(fault.error?.issues[0]?.message).toContain('names no time zone')
  })
})

test.each([
  ['', 0b0011111],
  ['mon,tue;wed  thu fri', 0b0011111],
  ['Sun-Thu', 0b1001111],
  ['mon-wed, sat', 0b0100111],
  ['fri-mon', 0b1110001],
  ['Monday Thursday', 0b0001001],
])('workdays %j are %i', (text, bits) => {
  expect(workdaysCell.parse(text)).toBe(bits)
})

test.each(['xyz', 'mon-', 'mon-tue-wed', 'monthly', ','])('workdays %j are refused', (text) => {
  expect(workdaysCell.safeParse(text).success).toBe(false)
})

test('an absent column is what a blank one is: the default', () => {
  const blank = Object.fromEntries(datasetColumns.roster.columns.map((column) => [column, ' ']))
  expect(rosterRow.parse({ ...blank, person_id: 'p' })).toEqual(rosterRow.parse({ person_id: 'p' }))
  expect(accountRow.parse({ account_id: 'a' }).tier).toBe('B')
})

test('faults name the column, all of them at once', () => {
  const row = { person_id: '', kind: 'robot', timezone: '+02:00', valid_from: 'x' }
  const paths = rosterRow.safeParse(row).error?.issues.map(({ path }) => path.join())
  expect(paths).toEqual(['person_id', 'valid_from', 'timezone', 'kind'])
  const backwards = rosterRow.safeParse({ person_id: 'p', valid_from: '2026-02-01', valid_to: '2026-01-01' })
  expect(backwards.error?.issues[0]?.message).toBe('valid_to: lies before valid_from')
})

test('a licence beside the interval of its row licenses no day of it; one that ends before it begins is a fault', () => {
  const moved = { person_id: 'p', valid_from: '2026-02-01', licensed_to: '2026-01-01' }
  expect(rosterRow.parse(moved)).toMatchObject({ licensed_from: '2026-02-01', licensed_to: '2026-02-01' })
  const left = { person_id: 'p', valid_to: '2026-02-01', licensed_from: '2026-03-01' }
  expect(rosterRow.parse(left)).toMatchObject({ licensed_from: '2026-03-01', licensed_to: '2026-03-01' })
  const backwards = { person_id: 'p', licensed_from: '2026-02-01', licensed_to: '2026-01-01' }
  expect(rosterRow.safeParse(backwards).error?.issues[0]?.message).toBe('licensed_to: lies before licensed_from')
})

test('every column of every dataset says what it means', () => {
  for (const [name, { description }] of Object.entries(eventCells.columns))
    expect([name, description]).not.toContain('')
})
