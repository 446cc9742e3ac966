import { beforeAll, describe, expect, test } from 'vitest'
import { actionsFinding } from '../../dashboard/sentences/actions-finding.ts'
import { curveFinding } from '../../dashboard/sentences/curve-finding.ts'
import type { Finding } from '../../dashboard/sentences/finding.ts'
import type { NamedCurve, PhaseFacts, TargetFacts } from '../../dashboard/sentences/phase-facts.ts'
import { phaseHeadline } from '../../dashboard/sentences/phase-headline.ts'
import { phaseLede } from '../../dashboard/sentences/phase-lede.ts'
import { phasesHeadline } from '../../dashboard/sentences/phases-headline.ts'
import { restatedFinding } from '../../dashboard/sentences/restated-finding.ts'
import { rulesFinding } from '../../dashboard/sentences/rules-finding.ts'
import { say } from '../../dashboard/sentences/say.ts'
import { openTestTranslations } from '../support/translations.ts'

let en: (found: Finding | readonly Finding[] | null) => string | null
let zh: typeof en

beforeAll(async () => {
  const [english, chinese] = await Promise.all([openTestTranslations('en'), openTestTranslations('zh-CN')])
  en = (found) => found && say(english, found)
  zh = (found) => found && say(chinese, found)
})

const on = '2026-11-13'

const target = (measure: TargetFacts['measure'], state: TargetFacts['state'], given: Partial<TargetFacts> = {}) => ({
  measure,
  state,
  target: 0.7,
  value: 0.62,
  numerator: 95,
  denominator: 154,
  gap: 13,
  projection: null,
  ...given,
})

const phase = (targets: TargetFacts[], given: Partial<PhaseFacts> = {}): PhaseFacts => ({
  name: 'Wave 2',
  go_live: '2026-08-10',
  target_date: '2026-12-31',
  live: true,
  days_left: 48,
  targets,
  ...given,
})

describe('the headline of a phase', () => {
  const headline = (...targets: TargetFacts[]) => phaseHeadline(phase(targets), on)

  test('counts the targets met and says whether the next phase may start', () => {
    const found = headline(
      target('adoption', 'at_risk'),
      target('completeness', 'met'),
      target('represented', 'not_met'),
    )
    expect(en(found)).toBe(
      'Wave 2 meets one of its three targets. The next phase should wait: adoption and represented enterprises are short.',
    )
    expect(zh(found)).toBe('Wave 2的 3 项目标中已达成 1 项。下一阶段应当等待：采用率、有效覆盖企业未达标。')
  })

  test.each([
    [
      [target('adoption', 'met'), target('completeness', 'met')],
      'Wave 2 meets both of its targets. The next phase may start.',
    ],
    [[target('adoption', 'met')], 'Wave 2 meets its target. The next phase may start.'],
    [
      [target('adoption', 'on_track')],
      'Wave 2 does not meet its target yet. The next phase can be prepared: adoption is on course.',
    ],
    [
      [target('adoption', 'on_track'), target('represented', 'not_measurable')],
      'Wave 2 meets none of its two targets yet. Whether the next phase may start cannot be said: represented enterprises cannot be measured.',
    ],
    [[target('adoption', 'not_measurable', { target: null })], 'Wave 2 is live and has no targets.'],
  ])('%#', (targets, sentence) => expect(en(headline(...targets))).toBe(sentence))

  test('a phase that is not live promises nothing', () => {
    const found = phaseHeadline(phase([target('adoption', 'not_met')], { live: false, go_live: '2027-02-01' }), on)
    expect(en(found)).toBe('Wave 2 goes live on 1 Feb 2027.')
    expect(zh(found)).toBe('Wave 2将于 2027年2月1日上线。')
  })
})

test('the lede has the counts, the target and the projection with its interval', () => {
  const projection = { on: '2026-12-31', value: 0.64, low: 0.6, high: 0.69 }
  const targets = [
    target('adoption', 'at_risk', { projection }),
    target('completeness', 'met', { value: 0.91, target: 0.9 }),
    target('represented', 'not_met', { value: 0.54, target: 0.8 }),
  ]
  expect(en(phaseLede(phase(targets), on))?.replaceAll('\u202f', ' ')).toBe(
    'Adoption is 62 % of 154 people, against a target of 70 %; on course for 64 % (60 % to 69 %) by 31 Dec. ' +
      'The target for data completeness is met. The share for represented enterprises is 54 %, against 80 %.',
  )
  expect(zh(phaseLede(phase(targets), on))).toBe(
    '154 人的采用率为 62%，目标 70%；预计 12月31日达到 64%（60% 至 69%）。数据完整率已达标。有效覆盖企业为 54%，目标 80%。',
  )
  const hidden = [target('adoption', 'not_measurable', { value: null, numerator: null, denominator: null, gap: null })]
  expect(phaseLede(phase(hidden), on)).toEqual([])
})

describe('the headline of all phases', () => {
  const well = phase([target('adoption', 'on_track')], { name: 'Wave 1' })
  const met = phase([target('adoption', 'met')], { name: 'Pilot' })
  const short = phase([target('adoption', 'at_risk')], { name: 'Wave 2' })
  const later = phase([target('adoption', 'not_measurable')], { name: 'Wave 3', live: false })
  const blank = phase([target('adoption', 'not_measurable', { target: null })], { name: 'Wave 4' })

  test.each([
    [
      [well, met, short, later, blank],
      'Two of three live phases are on course. Wave 2 is short.',
      '3 个已上线阶段中，2 个按计划推进。Wave 2未达标。',
    ],
    [[well, met], 'Both live phases are on course.', '两个已上线阶段均按计划推进。'],
    [[met], 'Pilot meets its targets.', 'Pilot已达成全部目标。'],
    [[well], 'Wave 1 is on course.', 'Wave 1正按计划推进。'],
    [[short], 'Wave 2 is short of its targets.', 'Wave 2未达标。'],
    [
      [well, short, { ...short, name: 'Marketing and service' }],
      'One of three live phases is on course. “Wave 2” and “Marketing and service” are short.',
      '3 个已上线阶段中，1 个按计划推进。Wave 2、Marketing and service未达标。',
    ],
    [[blank], 'One phase is live, without a target to judge it by.', '1 个阶段已上线，但没有可供评判的目标。'],
    [[later], 'No phase is live yet.', '尚无阶段上线。'],
    [[], 'No phase is set up yet.', '尚未设置任何阶段。'],
  ])('%#', (phases, english, chinese) => {
    expect(en(phasesHeadline(phases))).toBe(english)
    expect(zh(phasesHeadline(phases))).toBe(chinese)
  })
})

describe('the curve', () => {
  const curve = (name: string, go_live: string, ...rates: (number | null)[]): NamedCurve => ({
    name,
    go_live,
    curve: rates.map((rate, week) => ({ week, partial: false, rate })),
  })
  const now = curve('Wave 2', '2026-08-10', 0.1, 0.3, 0.5)

  test('is compared with the latest earlier phase in the same complete week', () => {
    const earlier = [curve('Wave 1', '2026-05-01', 0.2, 0.3, 0.54, 0.7), curve('Pilot', '2026-02-01', 0.5, 0.6, 0.9)]
    expect(en(curveFinding(now, earlier))).toBe('Wave 2 stands four points below Wave 1 at week 2')
    expect(zh(curveFinding(now, earlier))).toBe('第 2 周，Wave 2比Wave 1低 4 个百分点')
    expect(en(curveFinding(now, [curve('Wave 1', '2026-05-01', 0.2, 0.3, 0.496)]))).toBe(
      'Wave 2 stands level with Wave 1 at week 2',
    )
    expect(en(curveFinding(now, [curve('Wave 1', '2026-05-01', 0.2, 0.3, 0.49)]))).toBe(
      'Wave 2 stands one point above Wave 1 at week 2',
    )
  })

  test('is compared with nothing that has no such week', () => {
    expect(curveFinding(now, [])).toBeNull()
    expect(curveFinding(now, [curve('Wave 1', '2026-05-01', 0.2)])).toBeNull()
    expect(curveFinding(curve('Wave 2', '2026-08-10', null), [now])).toBeNull()
  })
})

describe('the actions of a phase', () => {
  const states = (...given: ('overdue' | 'open' | 'done')[]) => actionsFinding(given.map((state) => ({ state })))

  test('what is overdue comes first, then what is open', () => {
    expect(en(states('overdue', 'open', 'done'))).toBe('One agreed action is overdue')
    expect(en(states('open', 'done', 'open'))).toBe('Two agreed actions are open')
    expect(zh(states('overdue', 'overdue'))).toMatch(/项商定行动已逾期$/)
    expect(en(states('done'))).toBe('All agreed actions are done')
    expect(states()).toBeNull()
  })
})

describe('a series', () => {
  const points = (...definitions: string[]) =>
    definitions.map((definition, week) => ({ period: `2026-11-0${week + 1}`, definition }))

  test('says where other rules begin to hold, and nothing while one definition holds', () => {
    expect(en(rulesFinding(points('a', 'a', 'b')))).toMatch(
      /^From the week to 3 Nov on other rules of the program hold:/,
    )
    expect(en(rulesFinding(points('a', 'b', 'c')))).toMatch(/^From the weeks to 2 Nov and 3 Nov on other rules/)
    expect(zh(rulesFinding(points('a', 'b')))).toMatch(/^自截至 11月2日的周起/)
    expect(rulesFinding(points('a', 'a'))).toBeNull()
    expect(rulesFinding(points('', 'a'))).toBeNull()
  })

  test('says how many weeks were restated, when last and why', () => {
    const row = { at: '2026-11-12T08:00:00.000Z', why: 'late_data', period_end: '2026-11-01' } as const
    const earlier = { ...row, at: '2026-11-02T08:00:00.000Z', why: 'roster' } as const
    expect(en(restatedFinding([row, earlier]))).toBe('One of these weeks was restated, last on 12 Nov: data came late.')
    expect(en(restatedFinding([row, { ...earlier, period_end: '2026-10-25' }]))).toBe(
      '2 of these weeks were restated, last on 12 Nov: data came late.',
    )
    expect(zh(restatedFinding([earlier]))).toContain('人员名册变更')
    expect(restatedFinding([])).toBeNull()
  })
})
