import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { parseProgram } from '../../collector/program/parse-program.ts'
import { actionLines } from '../../dashboard/sentences/action-lines.ts'
import type { Finding } from '../../dashboard/sentences/finding.ts'
import { say } from '../../dashboard/sentences/say.ts'
import { type SourcesFacts, sourcesHeadline } from '../../dashboard/sentences/sources-headline.ts'
import { sourcesLede } from '../../dashboard/sentences/sources-lede.ts'
import { openTestTranslations } from '../support/translations.ts'

let en: (found: readonly Finding[]) => string
let zh: typeof en

beforeAll(async () => {
  const [english, chinese] = await Promise.all([openTestTranslations('en'), openTestTranslations('zh-CN')])
  en = (found) => say(english, found)
  zh = (found) => say(chinese, found)
})

const feed = (source: string, state: 'live' | 'quiet' | 'stopped', days: number | null = 0) => ({
  ...{ source, state, silent_days: days },
})
const open = { lane: 'running', refusing: null } as const

describe('the headline of the sources', () => {
  const cases: [SourcesFacts, string, string][] = [
    [{ rows: [], delivery: open }, 'No feed has sent anything yet.', '尚无数据来源发送过数据。'],
    [{ rows: [feed('crm', 'live')], delivery: open }, 'The one feed, crm, delivers.', '唯一的来源 crm 正常送达。'],
    [{ rows: [feed('a', 'live'), feed('b', 'live')], delivery: open }, 'Both feeds deliver.', '两个来源均正常送达。'],
    [
      { rows: ['a', 'b', 'c'].map((name) => feed(name, 'live')), delivery: open },
      'All three feeds deliver.',
      '3 个来源均正常送达。',
    ],
    [
      { rows: [feed('crm-eu', 'stopped', 3), ...['a', 'b', 'c'].map((name) => feed(name, 'live'))], delivery: open },
      'Three of four feeds deliver. crm-eu has been silent for three days.',
      '4 个来源中有 3 个正常送达。crm-eu 已静默 3 天。',
    ],
    [
      { rows: [feed('a', 'stopped', 9), feed('b', 'stopped', 4), feed('c', 'quiet', 1)], delivery: open },
      'None of three feeds delivers. a and b are silent. c is late.',
      '3 个来源均未正常送达。a、b 没有数据。c 迟到。',
    ],
    [
      { rows: [feed('a', 'live'), feed('b', 'stopped', null)], delivery: open },
      'One of two feeds delivers. Nothing that b sent could be used.',
      '2 个来源中有 1 个正常送达。b 发送的内容均无法使用。',
    ],
    [
      { rows: [feed('a', 'live')], delivery: { lane: 'stopped', refusing: null } },
      'The database takes no new events. The one feed, a, delivers.',
      '数据库不再接收新事件。唯一的来源 a 正常送达。',
    ],
    [
      { rows: [feed('a', 'live')], delivery: { lane: 'stopped', refusing: 'full' } },
      'New events are refused. The one feed, a, delivers.',
      '新事件被拒收。唯一的来源 a 正常送达。',
    ],
  ]
  test.each(cases)('%#: %j', (facts, english, chinese) => {
    expect(en(sourcesHeadline(facts))).toBe(english)
    expect(zh(sourcesHeadline(facts))).toBe(chinese)
  })
})

test('the line below says what became of everything, and what waits', () => {
  const total = { accepted: 1_200, stored: 1_100, duplicates: 60, dead_lettered: 40 }
  const facts = { total, dead_letters: { waiting: 5 }, delivery: { waiting_bytes: 4_096 } }
  expect(en(sourcesLede(facts))).toBe(
    '1,200 events taken: 1,100 stored, 60 repeated, 40 refused. 5 refused rows and events wait for somebody. ' +
      'Some acknowledged events are still on their way into the database.',
  )
  expect(zh(sourcesLede({ ...facts, dead_letters: { waiting: 0 }, delivery: { waiting_bytes: 0 } }))).toBe(
    '已接收 1,200 个事件：1,100 个已存储，60 个重复，40 个被拒收。没有事件在等待写入数据库。',
  )
  expect(sourcesLede({ ...facts, total: { ...total, accepted: 0 } })).toEqual([])
})

test('the lines for the program are a program, whatever the events are called', () => {
  const events = [
    { event: 'Quote Approved', object: 'quote' },
    { event: 'Deal Updated', object: 'deal' },
    { event: 'Coffee Made', object: '' },
    { event: 'Signed In', object: 'plug-in' },
    { event: 'yes', object: 'null' },
    { event: 'a: "b" }, { #', object: '- x' },
    { event: '客户已更新', object: '客户' },
  ]
  const text = actionLines(events)
  const { actions } = z.object({ actions: z.array(z.looseObject({ event: z.string() })) }).parse(parse(text))
  expect(actions.map(({ event, object = '' }) => ({ event, object }))).toEqual(events)
  expect(actions[0]).toMatchObject({ class: 'process', task: 'approve_quote' })
  expect(actions[1]).toMatchObject({ class: 'contribute', task: 'update_deal' })
  expect(actions[3]).toEqual({ event: 'Signed In', object: 'plug-in', class: 'presence' })
  expect(() => parseProgram(text)).not.toThrow()
})
