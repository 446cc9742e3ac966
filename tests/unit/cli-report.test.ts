import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { formatReportCsv } from '../../collector/cli/report-csv.ts'
import { formatReportHtml, type PhaseReport } from '../../collector/cli/report-html.ts'

const point = { week: 0, period: '2026-03-08', partial: false, measured: 10, adopted: 4, rate: 0.4 }
const following = { followed: 5, adopted: 3, rate: 0.6, peers: 12, peer_rate: 0.25, association: 0.35 }
const after = <Weeks extends string>(weeks: Weeks) =>
  // The names are those of the columns, one set per number of weeks.
  Object.fromEntries(Object.entries(following).map(([name, value]) => [`${name}_${weeks}`, value])) as Record<
    `${keyof typeof following}_${Weeks}`,
    number
  >
const trainedRow = {
  ...{ measured: 10, trained: 6, share: 0.6, not_adopted_3w: 2 },
  ...{ ...after('2w'), ...after('4w'), ...after('12w') },
}
const report: PhaseReport = {
  on: '2026-03-31',
  complete_through: '2026-03-31T18:00:00.000Z',
  feeds: [
    { source: 'crm', last_event_at: '2026-03-31T18:00:00.000Z', age_s: 7_200, state: 'live' },
    { source: 'never', last_event_at: null, age_s: null, state: 'stopped' },
  ],
  definition: 'abcdef0123456789',
  phase: {
    phase: 'wave-1',
    name: '<b>Field</b> sales',
    owner_id: null,
    owner_name: null,
    go_live: '2026-03-02',
    target_date: null,
    live: true,
    days_left: -3,
    eligible: 12,
    measured: 10,
    adopted: 4,
    targets: [
      {
        measure: 'adoption',
        target: 0.7,
        value: 0.4,
        numerator: 4,
        denominator: 10,
        gap: 3,
        state: 'at_risk',
        projection: { on: '2026-06-30', value: 0.65, low: 0.5, high: 0.8 },
        baseline: null,
        locked: null,
        proposed: null,
        baseline_locked: null,
      },
    ],
  },
  curve: [point, { ...point, week: 1, measured: null, adopted: null, rate: null, suppressed: true }],
  earlier: [],
  departments: [
    { department: '=HYPERLINK("x")', measured: 6, adopted: 3, rate: 0.5, target: null },
    { department: 'Tiny', suppressed: true },
  ],
  movement: null,
  quality: [
    { basis: 'stock', from: null, records: 40, complete: 30, rate: 0.75, mean_score: 81.25 },
    {
      basis: 'flow',
      from: '2026-03-04',
      records: null,
      complete: null,
      rate: null,
      mean_score: null,
      suppressed: true,
    },
  ],
  training: [{ course: 'Basics & more', ...trainedRow }],
  actions: {
    review_on: '2026-03-15',
    rows: [
      {
        ...{
          action: '<i>Shorten</i> the form',
          by: 'Service',
          agreed_on: '2026-03-10',
          due: '2026-03-20',
          done_on: null,
        },
        ...{ state: 'overdue', carried_over: true },
      },
    ],
  },
}

describe('report of a phase', () => {
  test('as CSV every value has its place, and no cell is a formula', () => {
    const rows: { part: string; item: string; field: string; value: string }[] = parse(formatReportCsv(report), {
      columns: true,
    })
    const value = (part: string, item: string, field: string) =>
      rows.find((row) => row.part === part && row.item === item && row.field === field)?.value
    expect(value('phase', 'wave-1', 'days_left')).toBe('-3')
    expect(value('target', 'adoption', 'projected_low')).toBe('0.5')
    expect(value('curve', 'week 0', 'rate')).toBe('0.4')
    expect(value('curve', 'week 1', 'rate')).toBe('')
    expect(value('department', '\'=HYPERLINK("x")', 'rate')).toBe('0.5')
    expect(value('source', 'crm', 'age_s')).toBe('7200')
    expect(value('training', 'Basics & more', 'adopted_4w')).toBe('3')
    expect(value('data quality', 'stock', 'mean_score')).toBe('81.25')
    expect(value('action', '<i>Shorten</i> the form', 'state')).toBe('overdue')
    expect(value('action', '<i>Shorten</i> the form', 'review_on')).toBe('2026-03-15')
    const texts = rows.flatMap((row) => Object.values(row)).filter((text) => !/^-?\d/.test(text))
    expect(texts.filter((text) => /^[=+\-@\t\r]/.test(text))).toEqual([])
  })

  test('as a page it escapes names and says where people are too few to show', () => {
    const page = formatReportHtml(report)
    expect(page).toContain('<h1>&lt;b&gt;Field&lt;/b&gt; sales</h1>')
    expect(page).toContain('4 of 10 measured people have adopted; 12 are eligible.')
    expect(page).toContain('<td>adoption</td><td>–</td><td>40.0 %</td><td>70.0 %</td><td>3</td><td>at risk</td>')
    expect(page).toContain('<td>65.0 % (50.0 % to 80.0 %)</td>')
    expect(page).toContain('<td>crm</td><td>2026-03-31T18:00:00.000Z</td><td>2 h</td><td>live</td>')
    expect(page.match(/too few people to show/g)).toHaveLength(3)
    expect(page).not.toMatch(/<script|https?:\/\//)
  })

  test('as a page it has training, data quality and what is carried over from the last review', () => {
    const page = formatReportHtml(report)
    expect(page).toContain('<td>Basics &amp; more</td><td>6 of 10 (60.0 %)</td><td>3 of 5 (60.0 %)</td><td>25.0 %</td>')
    const few = { ...trainedRow, adopted_4w: null, rate_4w: null }
    expect(formatReportHtml({ ...report, training: [{ course: 'Few', ...few }] })).toContain(
      '<td>Few</td><td>6 of 10 (60.0 %)</td><td>too few people to show</td>',
    )
    expect(page).toContain('<td>Open records as they stand</td><td>30</td><td>40</td><td>75.0 %</td><td>81.3</td>')
    expect(page).toContain('<h2>Actions carried over from the review of 2026-03-15</h2>')
    expect(page).toContain('<td>&lt;i&gt;Shorten&lt;/i&gt; the form</td><td>Service</td>')
    expect(page).toContain('<td>overdue, carried over</td>')
  })

  test('names the definition of every week when there are several', () => {
    const [old, now] = ['a'.repeat(64), 'b'.repeat(64)]
    const curve = [
      { ...point, definition: old },
      { ...point, week: 1, definition: now },
    ]
    const page = formatReportHtml({ ...report, curve, mixed_definitions: [old, now] })
    expect(page).toContain('judged by 2 definitions (aaaaaaaaaaaa, bbbbbbbbbbbb)')
    expect(page).toContain('<td>40.0 %</td><td>aaaaaaaaaaaa</td>')
    expect(formatReportHtml(report)).not.toContain('<th>Definition</th>')
    const rows = parse(formatReportCsv({ ...report, curve, mixed_definitions: [old, now] }), { columns: true })
    expect(rows).toContainEqual({ part: 'curve', item: 'week 1', field: 'definition', value: now })
  })
})
