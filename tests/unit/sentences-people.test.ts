import { beforeAll, describe, expect, test } from 'vitest'
import type { Finding } from '../../dashboard/sentences/finding.ts'
import { peopleHeadline, peopleLede } from '../../dashboard/sentences/people-headline.ts'
import { peopleTasksFinding } from '../../dashboard/sentences/people-tasks-finding.ts'
import type { PersonFacts } from '../../dashboard/sentences/person-facts.ts'
import { personReason } from '../../dashboard/sentences/person-reason.ts'
import { say } from '../../dashboard/sentences/say.ts'
import { adoption } from '../support/measure-rows.ts'
import { openTestTranslations } from '../support/translations.ts'

let en: (found: readonly Finding[]) => string
let zh: typeof en

beforeAll(async () => {
  const [english, chinese] = await Promise.all([openTestTranslations('en'), openTestTranslations('zh-CN')])
  en = (found) => say(english, found)
  zh = (found) => say(chinese, found)
})

const on = '2026-11-13'

const person = (given: Partial<PersonFacts>): PersonFacts => ({
  name: 'Pilar Ruiz',
  state: 'occasional',
  detail: '',
  last_active_on: '2026-11-13',
  start: '2026-08-10',
  blocks: 4,
  blocks_regular: 2,
  blocks_needed: 3,
  core_tasks_done: 3,
  core_tasks: 3,
  tasks_needed: 2,
  breadth: 'configured',
  adopted_before: null,
  trained_on: null,
  ...given,
})

describe('the headline of the people page', () => {
  const team = (adopted: number, gap: number | null, measured = 16) =>
    peopleHeadline(adoption({ measured, adopted, target: gap === null ? null : 0.7, people_gap: gap }), 'team')

  test.each([
    [
      team(9, 3),
      'Start with these four. Helping any three brings the team to its target.',
      '先从前 4 位开始。帮助其中任意 3 位，团队即可达标。',
    ],
    [
      team(11, 1),
      'Start with these two. Helping any one of them brings the team to its target.',
      '先从前 2 位开始。帮助其中任意 1 位，团队即可达标。',
    ],
    [
      team(14, 2),
      'Start with these two. Helping both brings the team to its target.',
      '先从前 2 位开始。帮助这两位，团队即可达标。',
    ],
    [
      team(15, 1),
      'Start with the first person. That brings the team to its target.',
      '先从排在第一位的人开始。帮助此人，团队即可达标。',
    ],
    [team(6, 6), 'Six people more bring the team to its target.', '再有 6 人采用，团队即可达标。'],
    [team(12, 0), 'The team is at its target of 70\u202f%.', '团队已达到 70% 的目标。'],
    [team(9, null), 'Seven of 16 people are not adopted yet.', '16 人中有 7 人尚未采用。'],
    [team(16, 0), 'Everyone who can be measured is adopted.', '参与统计的人都已采用。'],
    [team(0, 0, 0), 'Nobody here is due to use the CRM on this date.', '这一天，此处没有人需要使用 CRM。'],
  ])('%#', (found, english, chinese) => {
    expect(en(found)).toBe(english)
    expect(zh(found)).toBe(chinese)
  })

  test('numbers that are not shown are not spoken of', () => {
    expect(en(peopleHeadline({ suppressed: true }, 'team'))).toBe('Too few people to show a number.')
    expect(peopleLede({ suppressed: true }, [])).toEqual([])
  })
})

test('the lede names who is one regular week away', () => {
  const total = adoption({ measured: 16, adopted: 9, target: 0.7, people_gap: 3 })
  const rows = [person({}), person({ name: 'Li Na', core_tasks_done: 1 }), person({ name: 'Jonas', state: 'lapsed' })]
  expect(en(peopleLede(total, rows))).toBe(
    '9 of 16 measured people are adopted; the target of 70\u202f% needs 12. Pilar Ruiz is one regular week away.',
  )
  expect(zh(peopleLede(total, rows))).toBe(
    '参与统计的 16 人中，9 人已采用；70% 的目标需要 12 人。Pilar Ruiz只差一个达标周。',
  )
  expect(en(peopleLede(total, [person({}), person({})]))).toMatch(/ Two people are one regular week away\.$/)
  expect(en(peopleLede(adoption({ measured: 16, adopted: 9 }), []))).toBe('9 of 16 measured people are adopted.')
})

describe('why a person is in a state', () => {
  test.each<[Partial<PersonFacts>, string, string]>([
    [
      { state: 'never_started', detail: 'never_signed_in', start: '2026-09-07' },
      'Never signed in. Has had access since 7 Sept.',
      '从未登录。自 9月7日起可使用。',
    ],
    [
      { state: 'never_started', detail: 'never_signed_in', start: '2025-09-07', trained_on: '2026-10-02' },
      'Never signed in. Has had access since 7 Sept 2025, trained 2 Oct.',
      '从未登录。自 2025年9月7日起可使用，10月2日参加过培训。',
    ],
    [
      { state: 'never_started', detail: 'signs_in_only' },
      'Signs in or looks, but has entered nothing. Has had access since 10 Aug.',
      '只登录或查看，没有录入过任何内容。自 8月10日起可使用。',
    ],
    [
      { state: 'lapsed', detail: 'was_adopted', adopted_before: '2026-10-11', last_active_on: '2026-10-16' },
      'Was adopted until 11 Oct; last active 16 Oct.',
      '10月11日前已采用；最近一次使用是 10月16日。',
    ],
    [
      { state: 'lapsed', detail: 'only_tried', last_active_on: '2026-09-01' },
      'Tried it, then stopped; last active 1 Sept.',
      '试用过，之后停用；最近一次使用是 9月1日。',
    ],
    [
      {},
      'All tasks, but regular in two weeks of four; one more is enough.',
      '任务都已完成，但 4 周中只有 2 周达标；还差 1 周。',
    ],
    [
      { blocks_regular: 1, core_tasks_done: 2 },
      'Enough tasks, but regular in one week of four; two more are needed.',
      '任务数已够，但 4 周中只有 1 周达标；还差 2 周。',
    ],
    [
      { breadth: 'not_configured', core_tasks: 0, core_tasks_done: 0 },
      'Regular in two weeks of four; one more is enough.',
      '4 周中有 2 周达标；还差 1 周。',
    ],
    [
      { blocks_regular: 4, core_tasks_done: 1 },
      'Works regularly, but does one of three core tasks; one more is enough.',
      '使用规律，但只完成 3 项核心任务中的 1 项；还差 1 项。',
    ],
    [
      { blocks_regular: 1, core_tasks_done: 0 },
      'Regular in one week of four, and does none of three core tasks; two more weeks and two more tasks are needed.',
      '4 周中有 1 周达标，完成 3 项核心任务中的 0 项；还差 2 周和 2 项任务。',
    ],
    [
      { state: 'adopted', blocks_regular: 4 },
      'Regular in four weeks of four, with three of three core tasks.',
      '4 周中有 4 周达标，完成 3 项核心任务中的 3 项。',
    ],
    [{ state: 'not_measured', detail: 'on_leave' }, 'On leave or just back from it.', '正在休假或刚结束休假。'],
    [
      { state: 'not_measured', detail: 'too_early', start: '2026-11-09' },
      'Started 9 Nov; too early to measure.',
      '11月9日开始使用，统计为时尚早。',
    ],
  ])('%#', (given, english, chinese) => {
    expect(en(personReason(person(given), on))).toBe(english)
    expect(zh(personReason(person(given), on))).toBe(chinese)
  })

  test('a name that looks like a template stays a name', () => {
    const rows = [person({ name: '$t(words.1) {{count}} <b>' })]
    const total = adoption({ measured: 16, adopted: 9, target: 0.7, people_gap: 3 })
    expect(en(peopleLede(total, rows))).toContain('$t(words.1) {{count}} <b> is one regular week away.')
  })
})

test('a list that is filtered or sorted otherwise is not pointed at', () => {
  const total = adoption({ measured: 16, adopted: 9, target: 0.7, people_gap: 3 })
  expect(en(peopleHeadline(total, 'team', false))).toBe('Three people more bring the team to its target.')
})

test('the matrix of core tasks says who does all of them, and nothing of nobody', () => {
  const said = (did_all: number, measured: number) => {
    const found = peopleTasksFinding({ did_all, measured })
    return found && [en([found]), zh([found])]
  }
  expect(said(0, 0)).toBeNull()
  expect(said(3, 3)?.[0]).toBe('Everyone does every core task of their role in the CRM')
  expect(said(0, 3)?.[0]).toBe('Nobody does every core task of their role in the CRM')
  expect(said(1, 3)?.[0]).toBe('One of 3 people does every core task of their role in the CRM')
  expect(said(1200, 4000)).toEqual([
    '1,200 of 4,000 people do every core task of their role in the CRM',
    '4,000 人中有 1,200 人在 CRM 中完成岗位的全部核心任务',
  ])
})
