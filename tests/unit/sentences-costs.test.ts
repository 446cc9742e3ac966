import { beforeAll, describe, expect, test } from 'vitest'
import { concentrationFinding } from '../../dashboard/sentences/concentration-finding.ts'
import { effortFinding } from '../../dashboard/sentences/effort-finding.ts'
import { entryLagFinding } from '../../dashboard/sentences/entry-lag-finding.ts'
import type { Finding } from '../../dashboard/sentences/finding.ts'
import { layersFinding } from '../../dashboard/sentences/layers-finding.ts'
import type { Outcome, Voice } from '../../dashboard/sentences/measure-answer.ts'
import { newestOutcomes, outcomesFinding } from '../../dashboard/sentences/outcomes-finding.ts'
import { say } from '../../dashboard/sentences/say.ts'
import { mainQuestion, rankedAnswers, voiceFinding } from '../../dashboard/sentences/voice-finding.ts'
import { openTestTranslations } from '../support/translations.ts'

let en: (found: Finding | null) => string | null
let zh: typeof en

beforeAll(async () => {
  const [english, chinese] = await Promise.all([openTestTranslations('en'), openTestTranslations('zh-CN')])
  en = (found) => found && say(english, found)
  zh = (found) => found && say(chinese, found)
})

const suppressed = { suppressed: true } as const

describe('what entering data costs', () => {
  const effort = {
    task: '',
    measured: 20,
    active_days: 100,
    actions: 400,
    timed: 400,
    minutes: 1240,
    minutes_per_day: 12.4,
  }

  test('is said a person and day, and as the least of it while some entries do not tell', () => {
    expect(en(effortFinding(effort))).toBe('Entering data takes a person 12.4 minutes of an active day')
    expect(en(effortFinding({ ...effort, timed: 399 }))).toMatch(/ at least 12\.4 minutes /)
    expect(zh(effortFinding(effort))).toBe('每个活跃日，人均录入数据用时 12.4 分钟')
    expect(effortFinding({ ...effort, timed: 0, minutes: null, minutes_per_day: null })).toBeNull()
    expect(effortFinding({ ...effort, actions: 0, timed: 0, minutes: 0, minutes_per_day: 0 })).toBeNull()
    expect(effortFinding(suppressed)).toBeNull()
  })

  test('and how soon it is done in minutes, hours or workdays', () => {
    const lag = (p50: number | null, p90: number | null) =>
      entryLagFinding({ measured: 9, people: 9, entries: 90, p50, p90 })
    expect(en(lag(0.001, 3.24))).toBe(
      'Half of the entries are made within one minute of the contact, nine in ten within 3.2 hours',
    )
    expect(en(lag(0.75, 60))).toMatch(/within 45 minutes of the contact, nine in ten within 2\.5 workdays$/)
    expect(zh(lag(5, 47.9))).toBe('半数录入在客户接触后 5.0 小时内完成，九成在 47.9 小时内完成')
    expect(lag(null, null)).toBeNull()
    expect(entryLagFinding(suppressed)).toBeNull()
  })
})

describe('how widely the CRM is used', () => {
  const layers = (operational: number | null, collaborative: number | null, analytical: number | null) =>
    layersFinding({
      ...{ measured: 40, operational, collaborative, analytical },
      ...{ operational_share: null, collaborative_share: null, analytical_share: null },
    })

  test('the layer with the fewest people is named when it is alone', () => {
    expect(en(layers(30, 20, 9))).toBe('Fewest people read reports or make forecasts: 9 of 40')
    expect(en(layers(30, 12, null))).toBe('Fewest people work with others on a record: 12 of 40')
    expect(en(layers(3, 12, 12))).toBe('Fewest people sell, market or serve in the CRM: 3 of 40')
    expect(zh(layers(30, 20, 9))).toBe('查看报表或做预测的人最少：40 人中 9 人')
    expect(en(layers(30, 20, 0))).toBe('Nobody reads reports or makes forecasts')
    expect(en(layers(30, 0, null))).toBe('Nobody works with others on a record')
    expect(en(layers(0, 20, null))).toBe('Nobody sells, markets or serves in the CRM')
    expect(en(layers(40, 40, null))).toBe('Everyone uses every layer of the CRM')
    expect(layers(30, 9, 9)).toBeNull()
    expect(layers(30, null, null)).toBeNull()
    expect(layersFinding(suppressed)).toBeNull()
  })

  test('the busiest tenth is told of when it is no single person', () => {
    const row = { measured: 40, actions: 1000, top_people: 4, top_actions: 310, top_share: 0.31, gini: 0.4 }
    expect(en(concentrationFinding(row))).toBe('The busiest tenth of the people does 31\u202f% of the work')
    expect(zh(concentrationFinding(row))).toBe('最活跃的十分之一的人完成了 31% 的操作')
    expect(concentrationFinding({ ...row, top_actions: null, top_share: null })).toBeNull()
    expect(concentrationFinding({ ...row, measured: 9, top_people: 1 })).toBeNull()
    expect(concentrationFinding(suppressed)).toBeNull()
  })
})

describe('business figures', () => {
  const figure = (metric: string, department: string, period: string, given: Partial<Outcome> = {}): Outcome => ({
    ...{ metric, department, period, period_end: period, partial: false, value: 10, unit: 'h', better: 'lower' },
    ...{ after_go_live: true, baseline: 12, previous: 9, eligible: 20, measured: 20, adopted: 10, rate: 0.5 },
    guardrail: 'green',
    ...given,
  })
  const said = (...rows: Outcome[]) => en(outcomesFinding(newestOutcomes(rows)))

  test('the newest of each whose period is over counts, and what worsened while adoption rose stands first', () => {
    const rows = [
      figure('Cost', 'Sales', '2026-03-01', { guardrail: 'red' }),
      figure('Cost', 'Sales', '2026-03-08'),
      figure('Visits', 'Service', '2026-03-08', { guardrail: 'red' }),
      figure('Visits', 'Service', '2026-03-15', { partial: true }),
    ]
    expect(newestOutcomes(rows).map(({ metric, period }) => `${metric} ${period}`)).toEqual([
      'Visits 2026-03-08',
      'Cost 2026-03-08',
    ])
    expect(said(...rows)).toBe('“Visits” in Service has worsened while adoption rose')
  })

  test('are named, counted, or cleared', () => {
    const red = { guardrail: 'red' } as const
    const day = '2026-03-08'
    expect(said(figure('Cost', '', day, red))).toBe('“Cost” has worsened while adoption rose')
    expect(said(figure('Cost', 'Sales', day, red), figure('Cost', 'Legal', day, red), figure('Visits', '', day))).toBe(
      '2 of 3 business figures have worsened while adoption rose',
    )
    expect(said(figure('Cost', '', day))).toBe('The one business figure has not worsened while adoption rose')
    expect(said(figure('Cost', '', day), figure('Visits', '', day))).toMatch(/^None of 2 business figures has worsened/)
    expect(zh(outcomesFinding([figure('成本', '销售', day, red)]))).toBe('销售的“成本”在采用率上升时变差')
    expect(said(figure('Cost', '', day, { guardrail: null }))).toBeNull()
    expect(said()).toBeNull()
  })
})

describe('what people say', () => {
  const answer = (state: string, reason: string, answers: number, all: number, question = 'Does it help?'): Voice => ({
    ...{ state, reason, answers, answers_of_state: all, question },
    ...{ measured: 90, share: answers / all, mean_score: 3 },
  })

  test('those who stopped are heard first, then those who never began', () => {
    const rows = [
      answer('adopted', 'Saves time', 40, 50),
      answer('never_started', 'Not trained', 8, 9),
      answer('lapsed', 'other', 9, 20),
      answer('lapsed', 'Too slow', 6, 20),
      answer('lapsed', '', 5, 20),
    ]
    expect(rankedAnswers(rows).map(({ state, reason }) => `${state} ${reason}`)).toEqual([
      'lapsed other',
      'lapsed Too slow',
      'lapsed ',
      'never_started Not trained',
      'adopted Saves time',
    ])
    // What is put together because too few said it is no reason.
    expect(en(voiceFinding(rows))).toBe('“Too slow” say 6 of 20 people who lapsed and answered')
    expect(en(voiceFinding(rows.slice(0, 2)))).toBe('“Not trained” say 8 of 9 people who never started and answered')
    expect(en(voiceFinding([answer('occasional', 'No time', 2, 5)]))).toMatch(
      /2 of 5 people who are active, not adopted,/,
    )
    expect(voiceFinding([answer('lapsed', 'Too slow', 1, 9)])).toBeNull()
    expect(zh(voiceFinding(rows.slice(0, 1)))).toBe('回答过的 50 名已采用者中，40 人说“Saves time”')
    expect(voiceFinding([answer('lapsed', 'Too slow', 4, 4)])).toBeNull()
    expect(voiceFinding([answer('lapsed', '', 5, 5)])).toBeNull()
    expect(voiceFinding([])).toBeNull()
  })

  test('one question is told of: that which most people answered', () => {
    const rows = [
      answer('adopted', 'a', 3, 3),
      answer('adopted', 'b', 2, 6, 'Another?'),
      answer('lapsed', 'c', 4, 4, 'Another?'),
    ]
    expect(mainQuestion(rows).map(({ reason }) => reason)).toEqual(['b', 'c'])
    expect(mainQuestion([])).toEqual([])
  })
})
