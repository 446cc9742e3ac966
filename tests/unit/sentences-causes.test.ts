import { fc, test as property } from '@fast-check/vitest'
import { beforeAll, describe, expect, test } from 'vitest'
import { circleFinding } from '../../dashboard/sentences/circle-finding.ts'
import { dualEntryFinding } from '../../dashboard/sentences/dual-entry-finding.ts'
import type { Finding } from '../../dashboard/sentences/finding.ts'
import { giveGetFinding } from '../../dashboard/sentences/give-get-finding.ts'
import { habitFinding } from '../../dashboard/sentences/habit-finding.ts'
import { lifecycleFinding } from '../../dashboard/sentences/lifecycle-finding.ts'
import { movementFinding } from '../../dashboard/sentences/movement-finding.ts'
import { movedParts, movementCauses } from '../../dashboard/sentences/movement-parts.ts'
import { pulseFinding } from '../../dashboard/sentences/pulse-finding.ts'
import { retentionFinding } from '../../dashboard/sentences/retention-finding.ts'
import { say } from '../../dashboard/sentences/say.ts'
import { tasksFinding } from '../../dashboard/sentences/tasks-finding.ts'
import { timeToValueFinding } from '../../dashboard/sentences/time-to-value-finding.ts'
import { trainingFinding } from '../../dashboard/sentences/training-finding.ts'
import { perfunctoryRemark, verifiedFinding } from '../../dashboard/sentences/verified-finding.ts'
import * as rows from '../support/cause-rows.ts'
import { openTestTranslations } from '../support/translations.ts'

let en: (found: Finding | null) => string | null
let zh: typeof en

beforeAll(async () => {
  const [english, chinese] = await Promise.all([openTestTranslations('en'), openTestTranslations('zh-CN')])
  en = (found) => found && say(english, found)
  zh = (found) => found && say(chinese, found)
})

const suppressed = { suppressed: true } as const

describe('what moved adoption', () => {
  const said = (parts: Parameters<typeof rows.movement>[0]) => en(movementFinding(rows.movement(parts)))

  test('people’s own work is named alone only when the rest is next to nothing', () => {
    expect(said({ behaviour: 0.03, transfers: 0.001 })).toBe(
      'The rise of 3.1 points is people’s own work, not a change of roster or rules',
    )
    expect(said({ behaviour: -0.03 })).toMatch(/^The fall of 3\.0 points is people’s own work/)
    expect(said({ behaviour: 0.02, joiners_leavers: 0.011 })).toBe(
      'Most of the rise of 3.1 points comes from people’s own work',
    )
    expect(zh(movementFinding(rows.movement({ behaviour: 0.03 })))).toBe(
      '上升的 3.0 个百分点来自人员自身的使用，而非名册或规则变化',
    )
  })

  test('a change that hides the opposite among the same people says so', () => {
    expect(said({ joiners_leavers: 0.04, behaviour: -0.01 })).toBe(
      'Adoption rose by 3.0 points, but the same people fell back by 1.0',
    )
    expect(said({ definition: -0.04, behaviour: 0.01 })).toBe(
      'Adoption fell by 3.0 points, though the same people gained 1.0',
    )
  })

  test('nothing is named when no part is most of it, or when much goes the other way', () => {
    expect(said({ behaviour: 0.01, transfers: 0.01, late_data: 0.01 })).toBe('Adoption rose by 3.0 points')
    expect(said({ definition: 0.05, late_data: -0.02 })).toBe('Adoption rose by 3.0 points')
    expect(said({ definition: -0.02, late_data: -0.005 })).toBe(
      'Most of the fall of 2.5 points comes from changed rules',
    )
  })

  test('what stands still is either unmoved or balanced', () => {
    expect(said({})).toBe('Nothing moved adoption')
    expect(said({ behaviour: 0.02, joiners_leavers: -0.02 })).toBe(
      'Adoption stands where it stood: people’s own work added 2.0 points, joiners and leavers took 2.0',
    )
  })

  test('nothing is said of behaviour that holds parts too small to show, nor without both dates', () => {
    expect(said({ behaviour: 0.03, joiners_leavers: null })).toBe('Adoption rose by 3.0 points')
    expect(movementFinding({ ...rows.movement({}), rate: null, change: null })).toBeNull()
    expect(movementFinding(suppressed)).toBeNull()
    expect(movementFinding(null)).toBeNull()
  })

  const part = fc.double({ min: -0.04, max: 0.04, noNaN: true })
  property.prop([fc.tuple(part, part, part, part, part), fc.double({ min: 0.2, max: 0.8, noNaN: true })])(
    'shown parts sum to the shown change, each within a tenth of a point of its own',
    ([definition, late_data, joiners_leavers, transfers, behaviour], before) => {
      const row = rows.movement({ definition, late_data, joiners_leavers, transfers, behaviour }, before)
      const moved = movedParts(row)
      expect(moved?.parts.map(({ cause }) => cause)).toEqual([...movementCauses])
      expect(moved?.parts.reduce((sum, { tenths }) => sum + tenths, 0)).toBe(moved?.change)
      for (const { cause, tenths } of moved?.parts ?? []) {
        expect(Math.abs(tenths - (row[cause] ?? 0) * 1000)).toBeLessThan(1 + 1e-9)
        if (row[cause] === 0) expect(tenths).toBe(0)
      }
    },
  )
})

describe('whether it is real', () => {
  test('says what is left without flagged actions, and who is gone', () => {
    expect(en(verifiedFinding(rows.verified(63, 57)))).toBe(
      'Without flagged actions 57\u202f% are adopted, not 63\u202f%: 6 people fewer',
    )
    expect(en(verifiedFinding(rows.verified(63, 62)))).toMatch(/: one person fewer$/)
    expect(en(verifiedFinding(rows.verified(63, 63)))).toBe(
      'All 63 adopted people stay adopted without flagged actions',
    )
    expect(verifiedFinding(rows.verified(0, 0))).toBeNull()
    expect(verifiedFinding(suppressed)).toBeNull()
    expect(en(perfunctoryRemark(rows.perfunctory(212, 14_204)))).toBe(
      '212 of 14,204 value actions of four weeks are flagged.',
    )
    expect(perfunctoryRemark(rows.perfunctory(0, 0))).toBeNull()
  })

  test('dual entry names the task with most of it outside', () => {
    const tasks = [rows.dualEntry('log_activity', 90, 10, 0), rows.dualEntry('update_opportunity', 10, 3, 1)]
    expect(en(dualEntryFinding(tasks))).toBe('10\u202f% of “log activity” is done outside the CRM: 10 of 100 times')
    expect(en(dualEntryFinding([rows.dualEntry('log_activity', 9, 0, 0)]))).toBe(
      'Every core task is done in the CRM alone',
    )
    expect(dualEntryFinding([rows.dualEntry('log_activity', 0, 0, 0), suppressed])).toBeNull()
  })
})

describe('who carries it', () => {
  const total = rows.giveGet('', 100, 2000, 1000)

  test('who gives more than the average and gets less is named, the farthest from balance', () => {
    const departments = [rows.giveGet('Service', 10, 410, 62), rows.giveGet('Sales', 10, 210, 90)]
    expect(en(giveGetFinding(departments, total))).toBe(
      'Service puts in more than the average, 41.0 actions a head, and takes out less, 6.2',
    )
    expect(giveGetFinding([rows.giveGet('Both', 10, 300, 200), suppressed], total)).toBeNull()
    expect(en(giveGetFinding([], rows.giveGet('', 10, 100, 0)))).toBe(
      'People put data in, and nobody takes any out yet',
    )
    expect(giveGetFinding([], null)).toBeNull()
  })

  test('leaders are counted once each, those who cannot be measured not at all', () => {
    const leaders = [
      rows.pulse('a', 'manager', 'adopted'),
      rows.pulse('a', 'sponsor', 'adopted'),
      rows.pulse('b', 'manager', 'lapsed'),
      rows.pulse('c', 'manager', null),
      rows.pulse('d', 'manager', 'not_measured'),
    ]
    expect(en(pulseFinding(leaders))).toBe('One of two leaders has taken the CRM up')
    expect(en(pulseFinding(leaders.slice(0, 2)))).toBe('The one leader measured has taken the CRM up')
    expect(en(pulseFinding(leaders.slice(2)))).toBe('The one leader measured has not taken the CRM up')
    expect(pulseFinding(leaders.slice(3))).toBeNull()
  })

  test('a link is claimed only where its interval leaves zero out', () => {
    const said = (there: [number, number] | null, back: [number, number] | null) =>
      en(circleFinding(rows.circle(there, back)))
    expect(said([0.1, 0.5], [0.2, 0.6])).toBe(
      'More use goes with better data a week later, and better data with more use',
    )
    expect(said([0.1, 0.5], [-0.1, 0.3])).toMatch(/^More use goes with better data a week later; /)
    expect(said([-0.1, 0.5], [0.1, 0.3])).toMatch(/^Better data goes with more use a week later; /)
    expect(said([-0.5, -0.1], [-0.1, 0.3])).toBe('Use and data quality do not rise together here')
    expect(said([-0.1, 0.1], [0, 0.3])).toBe('Whether more use goes with better data cannot be told yet')
    expect(said(null, [0.1, 0.3])).toBeNull()
  })
})

describe('a group on its way', () => {
  test('training is compared with peers when they can be, the course with most people', () => {
    const small = rows.training('extra', { followed_4w: 11, rate_4w: 0.9, peer_rate_4w: 0.1 })
    const large = rows.training('basics', { followed_4w: 40, rate_4w: 0.71, peer_rate_4w: 0.59 })
    expect(en(trainingFinding([small, large]))).toBe(
      'Four weeks after “basics” adoption is 12 points above that of peers',
    )
    const even = { followed_4w: 40, rate_4w: 0.5, peer_rate_4w: 0.5 }
    expect(en(trainingFinding([rows.training('basics', even)]))).toMatch(/level with that of peers$/)
    expect(en(trainingFinding([rows.training('basics', { not_adopted_3w: 7 })]))).toBe(
      '7 people were trained in “basics” three weeks ago or earlier and are not adopted',
    )
    expect(trainingFinding([rows.training('basics', {}), suppressed])).toBeNull()
  })

  test('the task fewest people do is named when it stands alone', () => {
    const tasks = [rows.tasks('log_activity', 90, 120), rows.tasks('create_contact', 41, 120)]
    expect(en(tasksFinding(tasks))).toBe('“create contact” is the task that fewest people do: 41 of 120')
    expect(tasksFinding([rows.tasks('a', 1, 2), rows.tasks('b', 2, 4)])).toBeNull()
    expect(en(tasksFinding([rows.tasks('a', 2, 2)]))).toBe('Everyone does every core task in the CRM')
  })

  test('the last week that is over says who stopped and who came', () => {
    const over = rows.lifecycle('2026-11-08', { lapsed_now: 7, new: 1, resurrected: 2 })
    const running = rows.lifecycle('2026-11-15', { lapsed_now: 20, partial: true })
    expect(en(lifecycleFinding([over, running]))).toBe(
      'In the week to 8 Nov seven people stopped; three began or came back',
    )
    expect(en(lifecycleFinding([rows.lifecycle('2026-11-08', { new: 1 })]))).toBe(
      'In the week to 8 Nov one person began or came back, and nobody stopped',
    )
    expect(en(lifecycleFinding([rows.lifecycle('2026-11-08', {})]))).toMatch(/nobody stopped and nobody came$/)
    expect(lifecycleFinding([running])).toBeNull()
  })

  test('habit, time to value and retention say of how many', () => {
    expect(en(habitFinding({ measured: 30, at_habit: 12, habit: 61 }))).toBe(
      '12 of 30 people use the CRM on six of ten workdays or more',
    )
    expect(habitFinding({ measured: 0, at_habit: 0, habit: null })).toBeNull()
    const clock = rows.timeToValue({ active_median: 3, adopted_median: 24 })
    expect(en(timeToValueFinding(clock))).toBe('Half of the people are adopted within 24 workdays')
    expect(en(timeToValueFinding({ ...clock, adopted_median: null }))).toBe(
      'Half of the people begin within 3 workdays; fewer than half have been adopted',
    )
    expect(en(timeToValueFinding(rows.timeToValue({})))).toBe('Fewer than half of the people have begun')
    const cohorts = [rows.retention('2026-09-13', 4, 18, 24), rows.retention('2026-09-20', 4, 5, 9)]
    expect(en(retentionFinding(cohorts))).toBe('Of 24 who began in the week to 13 Sept, 18 came four weeks later')
    expect(retentionFinding([rows.retention('2026-11-01', 1, 5, 9)])).toBeNull()
  })
})
