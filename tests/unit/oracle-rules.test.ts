import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adoption } from '../support/oracle/adoption.ts'
import { formatDay, monthEnd, parseDay, weekEnd } from '../support/oracle/day.ts'
import { classifyField } from '../support/oracle/field-state.ts'
import type { FieldRule, ProgramFile } from '../support/oracle/inputs.ts'
import { parseFiles } from '../support/oracle/load-folder.ts'
import { localDate } from '../support/oracle/local-date.ts'
import { mergeLeave } from '../support/oracle/long-leave.ts'
import { openOrganisation } from '../support/oracle/organisation.ts'
import { people } from '../support/oracle/people.ts'
import { rowOn } from '../support/oracle/roster.ts'
import { ceilShare, halfUpShare, tenThousandths } from '../support/oracle/ten-thousandths.ts'

describe('exact shares', () => {
  it('never rounds as binary fractions do', () => {
    expect(ceilShare(tenThousandths(0.55), 100)).toBe(55)
    expect(ceilShare(tenThousandths(0.6), 5)).toBe(3)
    expect([1, 2, 3, 4, 5, 6, 7].map((expected) => halfUpShare(tenThousandths(0.4), expected))).toEqual([
      0, 1, 1, 2, 2, 2, 3,
    ])
    expect(halfUpShare(tenThousandths(0.5), 5)).toBe(3)
  })

  it('agrees with big integers', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000 }), fc.nat({ max: 100_000 }), (share, n) => {
        const product = BigInt(share) * BigInt(n)
        expect(ceilShare(share, n)).toBe(Number((product + 9_999n) / 10_000n))
        expect(halfUpShare(share, n)).toBe(Number((2n * product + 10_000n) / 20_000n))
      }),
    )
  })
})

describe('days', () => {
  it('takes local dates from the rules of the zone', () => {
    expect(formatDay(localDate(Date.parse('2025-03-30T22:30:00Z'), 'Europe/Zurich'))).toBe('2025-03-31')
    expect(formatDay(localDate(Date.parse('2025-03-29T22:30:00Z'), 'Europe/Zurich'))).toBe('2025-03-29')
    expect(formatDay(localDate(Date.parse('2025-03-09T04:30:00Z'), 'America/New_York'))).toBe('2025-03-08')
    expect(formatDay(localDate(Date.parse('2025-03-10T04:30:00Z'), 'America/New_York'))).toBe('2025-03-10')
  })

  it('ends weeks and months where they end', () => {
    expect(formatDay(weekEnd(parseDay('2025-06-29'), 0))).toBe('2025-06-29')
    expect(formatDay(weekEnd(parseDay('2025-06-29'), 6))).toBe('2025-07-05')
    expect(formatDay(monthEnd(parseDay('2024-02-01')))).toBe('2024-02-29')
  })

  it('merges leave that touches or overlaps, and nothing else', () => {
    const rows = [
      [10, 12],
      [1, 4],
      [5, 6],
      [3, 3],
      [8, 8],
    ].map(([from = 0, to = 0]) => ({ personId: 'p', from, to }))
    expect(mergeLeave(rows)).toEqual([
      { from: 1, to: 6 },
      { from: 8, to: 8 },
      { from: 10, to: 12 },
    ])
  })
})

describe('field states', () => {
  const text: FieldRule = {}
  const cases: [string, FieldRule, string][] = [
    ['  ', text, 'missing'],
    [' N/A ', text, 'placeholder'],
    ['test@example.org', text, 'placeholder'],
    ['testing', text, 'ok'],
    ['无', text, 'placeholder'],
    ['XXX', text, 'placeholder'],
    ['x-x', text, 'ok'],
    ['?', text, 'placeholder'],
    ['99', text, 'ok'],
    ['999', text, 'placeholder'],
    ['999', { format: 'number' }, 'ok'],
    ['Dummy', text, 'placeholder'],
    ['none', { picklist: ['none', 'some'] }, 'ok'],
    ['None', { picklist: ['none', 'some'] }, 'placeholder'],
    ['other', { picklist: ['none', 'some'] }, 'invalid'],
    ['Web', { default: 'Web', picklist: ['Web', 'Call'] }, 'default'],
    ['0', { default: 0, format: 'number' }, 'default'],
    ['+12.50', { format: 'number' }, 'ok'],
    ['1,5', { format: 'number' }, 'invalid'],
    ['1e3', { format: 'number' }, 'invalid'],
    ['4.5', { format: 'integer' }, 'invalid'],
    ['-1', { format: 'number', min: 0 }, 'invalid'],
    ['101', { format: 'number', max: 100 }, 'invalid'],
    ['2025-02-30', { format: 'date' }, 'invalid'],
    ['2024-02-29', { format: 'date' }, 'ok'],
    ['nobody', { format: 'email' }, 'invalid'],
    ['https://example.org/a', { format: 'url' }, 'ok'],
    ['example', { format: 'url' }, 'invalid'],
    ['AB-12', { regex: '^[A-Z]{2}-\\d+$' }, 'ok'],
    ['AB12', { regex: '^[A-Z]{2}-\\d+$' }, 'invalid'],
  ]
  it.each(cases)('judges %j by %j as %s', (value, rule, state) => {
    expect(classifyField(value, rule, ['dummy'])).toBe(state)
  })
})

describe('roster and catalogue', () => {
  it('lets the row that starts later hold, at the same start the later line, of one start the newest import', () => {
    const roster =
      'person_id,department,valid_from,valid_to\np,A,2025-01-01,\np,B,2025-03-01,2025-04-01\np,C,2025-03-01,2025-04-01'
    const rows = openOrganisation(parseFiles({ roster })).people.get('p')?.rows ?? []
    const holding = ['2025-02-28', '2025-03-01', '2025-03-31', '2025-04-01'].map(
      (day) => rowOn(rows, parseDay(day))?.department,
    )
    expect(holding).toEqual(['A', 'C', 'C', 'A'])
  })

  it('lets an id that two people claim belong to the first', () => {
    const roster = 'person_id,aliases\na,x;y\nb,y;z'
    const { personOf } = openOrganisation(parseFiles({ roster })).roster
    expect(['x', 'y', 'z'].map((id) => personOf.get(id))).toEqual(['a', 'a', 'b'])
  })

  it('promotes consuming, and never presence', () => {
    const on = parseDay('2025-06-29')
    const states = ['Page Viewed', 'Search Performed'].map((event) => {
      const program: ProgramFile = { roles: { boss: { core_tasks: [], promote: [event] } } }
      return adoption(openOrganisation({ ...bossWho(event), program }), { on }).total
    })
    expect(states.map((total) => [total.adopted, total.never_started])).toEqual([
      [0, 1],
      [1, 0],
    ])
  })

  it('counts a CRM app and an empty app, but no legacy or unknown one', () => {
    const on = parseDay('2025-06-29')
    const active = ['', 'salesforce', 'access-db', 'elsewhere'].map((app) => {
      const inputs = bossWho('Activity Logged')
      const events = inputs.events.map((event) => ({ ...event, app }))
      const program: ProgramFile = { apps: { crm: ['salesforce'], legacy: ['access-db'] } }
      return people(openOrganisation({ ...inputs, events, program }), { on })[0]?.active_days
    })
    expect(active).toEqual([6, 6, 0, 0])
  })
})

function bossWho(event: string) {
  const days = ['09', '10', '16', '17', '23', '24']
  return parseFiles({
    roster: 'person_id,role,valid_from\nboss,boss,2025-01-01',
    events: ['person_id,event,occurred_at', ...days.map((day) => `boss,${event},2025-06-${day}T10:00:00Z`)].join('\n'),
  })
}
