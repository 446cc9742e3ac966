import { beforeAll, describe, expect, test } from 'vitest'
import { changePhrase } from '../../dashboard/sentences/change-phrase.ts'
import { completenessFinding, costliestGap } from '../../dashboard/sentences/completeness-finding.ts'
import { departmentsFinding, departmentsSubtitle, hiddenGroups } from '../../dashboard/sentences/departments-finding.ts'
import type { Finding } from '../../dashboard/sentences/finding.ts'
import { inTen } from '../../dashboard/sentences/in-ten.ts'
import { overviewHeadline } from '../../dashboard/sentences/overview-headline.ts'
import { overviewLede } from '../../dashboard/sentences/overview-lede.ts'
import { largestLoss, representedFinding } from '../../dashboard/sentences/represented-finding.ts'
import { say } from '../../dashboard/sentences/say.ts'
import { trendFinding } from '../../dashboard/sentences/trend-finding.ts'
import { adoption, coverage, coverageTotal, field, represented } from '../support/measure-rows.ts'
import { openTestTranslations } from '../support/translations.ts'

let en: (found: Finding | readonly Finding[] | null) => string | null
let zh: typeof en

beforeAll(async () => {
  const [english, chinese] = await Promise.all([openTestTranslations('en'), openTestTranslations('zh-CN')])
  en = (found) => found && say(english, found)
  zh = (found) => found && say(chinese, found)
})

const suppressed = { suppressed: true } as const

describe('n in ten', () => {
  test.each([
    [0, 490, 'Nobody has taken the CRM up yet.'],
    [1, 490, 'Fewer than one in ten people have taken the CRM up.'],
    [49, 1000, 'Fewer than one in ten people have taken the CRM up.'],
    [50, 1000, 'One in ten people has taken the CRM up.'],
    [450, 1000, 'About half of the people have taken the CRM up.'],
    [549, 1000, 'About half of the people have taken the CRM up.'],
    [55, 100, 'Six in ten people have taken the CRM up.'],
    [649, 1000, 'Six in ten people have taken the CRM up.'],
    [65, 100, 'Seven in ten people have taken the CRM up.'],
    [949, 1000, 'Nine in ten people have taken the CRM up.'],
    [95, 100, 'More than nine in ten people have taken the CRM up.'],
    [999, 1000, 'More than nine in ten people have taken the CRM up.'],
    [1240, 1240, 'All 1,240 people measured have taken the CRM up.'],
    [1, 1, 'The one person measured has taken the CRM up.'],
    [1, 3, 'One of three people has taken the CRM up.'],
    [4, 9, 'Four of nine people have taken the CRM up.'],
  ])('%i of %i', (adopted, measured, sentence) => expect(en(inTen(adopted, measured))).toBe(sentence))

  test('in Chinese', () => {
    expect(zh(inTen(310, 490))).toBe('每 10 人中约有 6 人已真正用起 CRM。')
    expect(zh(inTen(4, 9))).toBe('9 人中有 4 人已真正用起 CRM。')
  })
})

describe('the headline of the overview', () => {
  const total = adoption({ measured: 490, adopted: 310, target: 0.7, people_gap: 33 })
  const headline = (rows: ReturnType<typeof coverage>[], all: Parameters<typeof coverageTotal>[0]) =>
    en(overviewHeadline({ adoption: total, coverage: { rows, total: coverageTotal(all) } }))

  test('names the department that more than half of the missing people are in', () => {
    const rows = [coverage('Field service', 37), coverage('Marketing', 4), coverage('Dealers', 14)]
    const answers = {
      adoption: total,
      coverage: { rows, total: coverageTotal({ measurable: 7, at_target: 4, people_gap: 55 }) },
    }
    expect(en(overviewHeadline(answers))).toBe(
      'Six in ten people have taken the CRM up. Field service holds the rest back.',
    )
    expect(zh(overviewHeadline(answers))).toBe('每 10 人中约有 6 人已真正用起 CRM。差距主要在Field service。')
  })

  test('exactly half is not more than half, and two departments need two thirds', () => {
    const rows = [coverage('A', 10), coverage('B', 4), coverage('C', 3), coverage('D', 3)]
    expect(headline(rows, { measurable: 6, at_target: 2, people_gap: 20 })).toMatch(/ A and B hold the rest back\.$/)
    const spread = [coverage('A', 5), coverage('B', 5), coverage('C', 5)]
    expect(headline(spread, { measurable: 6, at_target: 3, people_gap: 15 })).toMatch(
      / Three of six departments are short of their target\.$/,
    )
  })

  test('a higher target alone does not make a department the one that holds back', () => {
    const rows = [
      { ...coverage('West', 2), rate: 10 / 14, target: 0.8 },
      { ...coverage('East', 1), rate: 10 / 14, target: 0.75 },
      { ...coverage('Central', 0), rate: 10 / 13, target: 0.75 },
    ]
    expect(headline(rows, { measurable: 3, at_target: 1, people_gap: 3 })).toMatch(
      / Two of three departments are short of their target\.$/,
    )
  })

  test('names nobody when departments cannot be told apart or all are at their target', () => {
    expect(headline([coverage('A', 0)], { measurable: 3, at_target: 3, people_gap: 0 })).toMatch(
      / Every department is at its target\.$/,
    )
    expect(headline([coverage('A', 33)], { measurable: 1, at_target: 0, people_gap: 33 })).toMatch(
      / 33 people more reach the target of 70.%\.$/,
    )
  })

  test('says that the target is met, and who is short all the same', () => {
    const met = adoption({ measured: 100, adopted: 71, target: 0.7, people_gap: 0 })
    const rows = [coverage('A', 3), coverage('B', 0)]
    const all = coverageTotal({ measurable: 2, at_target: 1, people_gap: 3 })
    expect(en(overviewHeadline({ adoption: met, coverage: { rows, total: all } }))).toMatch(
      /^Seven in ten people .* The target of 70.% is met, though one department is short\.$/,
    )
  })

  test('claims nothing without numbers', () => {
    expect(en(overviewHeadline({ adoption: null, coverage: null }))).toBe('Too few people to show a number.')
    expect(en(overviewHeadline({ adoption: suppressed, coverage: null }))).toBe('Too few people to show a number.')
    const early = adoption({ eligible: 12, measured: 0, adopted: 0, not_measured: 12, not_measured_too_early: 12 })
    expect(en(overviewHeadline({ adoption: early, coverage: null }))).toBe('It is too early to measure anyone.')
    const nobody = adoption({ eligible: 0, measured: 0, adopted: 0 })
    expect(zh(overviewHeadline({ adoption: nobody, coverage: null }))).toBe('这一天没有人需要使用 CRM。')
    const untargeted = adoption({ measured: 100, adopted: 40 })
    expect(en(overviewHeadline({ adoption: untargeted, coverage: null }))).toBe(
      'Four in ten people have taken the CRM up.',
    )
  })
})

test('the lede counts, compares, and says who is not measured', () => {
  const now = adoption({
    measured: 490,
    adopted: 310,
    not_measured: 12,
    not_measured_on_leave: 7,
    not_measured_too_early: 5,
  })
  const before = adoption({ measured: 480, adopted: 288 })
  expect(en(overviewLede(now, before))).toBe(
    '310 of 490 measured people are adopted, +3 points. 12 people are not measured: 7 on leave and 5 too new.',
  )
  expect(zh(overviewLede(now, before))).toBe(
    '参与统计的 490 人中，310 人已采用，较对比期 +3 个百分点。另有 12 人未参与统计：7 人休假、5 人刚开始使用。',
  )
  expect(en(overviewLede(now, suppressed))).toMatch(/^310 of 490 measured people are adopted\./)
  expect(overviewLede(suppressed, null)).toEqual([])
})

test('a change is of the percentages that are shown', () => {
  expect(changePhrase(0.596, 0.626)).toMatchObject({ direction: 'up' })
  expect(en(changePhrase(0.604, 0.596)?.said ?? null)).toBe('no change')
  expect(en(changePhrase(0.79, 0.78)?.said ?? null)).toBe('−1 point')
  expect(changePhrase(null, 0.5)).toBeNull()
})

describe('the trend', () => {
  const at = (on: string, rate: number | null, target: number | null = null) => ({
    on,
    total: adoption({ measured: 1000, adopted: 600, rate, target }),
  })
  const october = (rate: number | null) => at('2026-10-24', rate)

  test('is between the two days that every change of the page is between', () => {
    const rose = trendFinding(at('2026-11-21', 0.63), october(0.58))
    expect(en(rose)).toMatch(/^From 24 Oct to 21 Nov adoption rose by 5 points, to 63.%$/)
    expect(zh(rose)).toBe('10月24日至11月21日，采用率上升 5 个百分点，达到 63%')
    expect(en(trendFinding(at('2027-01-09', 0.59), at('2026-12-12', 0.6)))).toMatch(
      /^From 12 Dec 2026 to 9 Jan adoption fell by one point, to 59.%$/,
    )
  })

  test('hardly moves, stands still, and says nothing without two rates', () => {
    expect(en(trendFinding(at('2026-11-21', 0.604), october(0.601)))).toMatch(/adoption hardly moved, and is at 60.%$/)
    expect(en(trendFinding(at('2026-11-21', 0.6), october(0.6)))).toMatch(/adoption stood still, at 60.%$/)
    expect(trendFinding(at('2026-11-21', 0.6), undefined)).toBeNull()
    expect(trendFinding(at('2026-11-21', 0.6), october(null))).toBeNull()
    expect(trendFinding({ on: '2026-11-21', total: suppressed }, october(0.5))).toBeNull()
  })

  test('never reads as the target that it falls short of', () => {
    expect(en(trendFinding(at('2026-11-21', 0.696, 0.7), october(0.65)))).toMatch(/to 69.%$/)
  })
})

test('departments: how many are short, and by how many people', () => {
  const total = coverageTotal({ measurable: 7, at_target: 3, people_gap: 56 })
  expect(en(departmentsFinding(total))).toBe('Four of seven departments are short of the target, by 56 people')
  expect(zh(departmentsFinding(total))).toBe('7 个部门中有 4 个未达标，共差 56 人')
  const all = coverageTotal({ measurable: 7, at_target: 7, people_gap: 0 })
  expect(en(departmentsFinding(all))).toBe('All seven departments are at their target')
  expect(departmentsFinding(coverageTotal({ measurable: 0, at_target: 0, people_gap: 0 }))).toBeNull()
  expect(departmentsFinding(suppressed)).toBeNull()
  expect(en(departmentsSubtitle([coverage('A', 3), coverage('B', 1)]))).toMatch(/the line marks 70.%$/)
  expect(en(departmentsSubtitle([coverage('A', 3), { ...coverage('B', 1), target: 0.5 }]))).toMatch(/marks the target$/)
  expect(en(hiddenGroups(['Legal', 'Finance']))).toMatch(/: Legal and Finance\.$/)
  expect(hiddenGroups([])).toBeNull()
})

test('completeness: the critical field that most records fail on', () => {
  const fields = [
    field('email', 900, 100),
    field('close_date', 4796, 1204),
    field('notes', 0, 8000, { critical: false }),
  ]
  expect(en(completenessFinding(fields))).toBe('1,204 of 6,000 opportunity records lack a real close date')
  expect(zh(completenessFinding(fields))).toBe('opportunity 的 6,000 条记录中，有 1,204 条缺少真实的 close date')
  expect(en(costliestGap(fields))).toBe('most costly gap: opportunity close date')
  expect(en(completenessFinding([field('email', 10, 0)]))).toBe('Every critical field holds a real value')
  expect(costliestGap([field('email', 10, 0)])).toBeNull()
  expect(completenessFinding([field('notes', 0, 9, { critical: false }), suppressed])).toBeNull()
})

test('represented: how many pass every step, and where most are lost', () => {
  const row = represented([1240, 1131, 902, 741, 716, 588])
  expect(en(representedFinding(row))).toBe('588 of 1,240 target enterprises are truly represented')
  expect(zh(representedFinding(row))).toBe('1,240 家目标企业中，588 家已真正纳入 CRM')
  expect(en(largestLoss(row))).toBe('Largest loss: no owner who uses the CRM (229)')
  expect(zh(largestLoss(row))).toBe('流失最多的一步：负责人不使用 CRM 或没有负责人（229 家）')
  expect(en(largestLoss(represented([100, 90, 80, 70, null, 40])))).toBe('Largest loss: not touched in time (30)')
  expect(en(largestLoss(represented([100, 90, 80, 80, 80, 80])))).toBe('Largest loss: no account record (10)')
  expect(largestLoss(represented([5, 5, 5, 5, 5, 5]))).toBeNull()
  expect(representedFinding(represented([null, null, null, null, null, null]))).toBeNull()
  expect(en(representedFinding(represented([40, 20, 0, 0, 0, 0])))).toBe(
    'None of 40 target enterprises is truly represented',
  )
})

test('a gap that is not shown is not said, and nobody is named for it', () => {
  const total = coverageTotal({ measurable: 7, at_target: 3, people_gap: null })
  expect(en(departmentsFinding(total))).toBe('Four of seven departments are short of the target')
  const answers = { adoption: adoption({ measured: 100, adopted: 60 }), coverage: { rows: [coverage('A', 9)], total } }
  expect(en(overviewHeadline(answers))).toMatch(/ Four of seven departments are short of their target\.$/)
})
