import { beforeAll, describe, expect, test } from 'vitest'
import { filtersOf, recordsParams, statesOf, wrongStatesOf } from '../../dashboard/pages/records-search.ts'
import { type RecordsSeen, recordsHeadline } from '../../dashboard/sentences/records-headline.ts'
import { say } from '../../dashboard/sentences/say.ts'
import { recordLists, recordMeasure } from '../../schema/record-list.ts'
import { openTestTranslations } from '../support/translations.ts'

let both: (seen: RecordsSeen) => [string, string]

beforeAll(async () => {
  const [english, chinese] = await Promise.all([openTestTranslations('en'), openTestTranslations('zh-CN')])
  both = (seen) => [say(english, recordsHeadline(seen)), say(chinese, recordsHeadline(seen))]
})

describe('the headline of the records page', () => {
  test('says how many of how many are wrong', () => {
    const counts = { incomplete: 1204, complete: 4796 }
    expect(both({ measure: 'completeness', counts, wrong: wrongStatesOf({}) })).toEqual([
      '1,204 of 6,000 open records are incomplete.',
      '6,000 条未结记录中有 1,204 条不完整。',
    ])
    expect(both({ measure: 'freshness', counts: { stale: 1, fresh: 8 }, wrong: ['stale', 'never_touched'] })).toEqual([
      'One of 9 open records was not touched in time.',
      '9 条未结记录中有 1 条未按时接触。',
    ])
  })

  test('names the field when it is about one', () => {
    const search = { object: 'deal', field: 'close_date' }
    const counts = { missing: 3, placeholder: 2, ok: 15 }
    expect(both({ measure: 'completeness', counts, wrong: wrongStatesOf(search), ...search })).toEqual([
      '5 of 20 records lack a real close date.',
      '20 条记录中有 5 条缺少真实的“close date”。',
    ])
  })

  test('leaves records without a whole key out of both numbers', () => {
    const counts = { duplicate: 4, unique: 6, without_key: 90 }
    const seen = { measure: 'duplicates', counts, wrong: wrongStatesOf({ measure: 'duplicates' }) } as const
    expect(both(seen)[0]).toBe('4 of 10 records share their key with another.')
  })

  test.each(recordMeasure.options)('has words for nothing wrong and for nothing at all of %s', (measure) => {
    const wrong = wrongStatesOf({ measure })
    const [fine] = statesOf({ measure }).filter((state) => !wrong.includes(state) && state !== 'without_key')
    for (const counts of [{}, { [fine ?? '']: 7 }]) {
      for (const text of both({ measure, counts, wrong })) expect(text).not.toMatch(/headline|\{\{/)
    }
    expect(both({ measure, counts: { [fine ?? '']: 7 }, wrong })[0]).toContain('7')
  })
})

describe('the address of the records page', () => {
  test('asks for what is wrong unless it names a state', () => {
    expect(recordsParams({ measure: 'freshness', date: '2026-03-29', team: 'A' })).toEqual({
      ...{ measure: 'freshness', on: '2026-03-29', team: 'A', state: ['stale', 'never_touched'] },
    })
    expect(recordsParams({ condition: 'complete' })).toMatchObject({ measure: 'completeness', state: 'complete' })
    expect(recordsParams({ field: 'amount' }).state).toEqual(['missing', 'placeholder', 'default', 'invalid'])
  })

  test('leaves out what the list of the measure does not know', () => {
    expect(filtersOf('represented', { department: 'Sales', team: 'A', field: 'amount', tier: 'A' })).toEqual({
      ...{ department: 'Sales', tier: 'A' },
    })
  })

  test.each(recordMeasure.options)('has states of %s that are wrong, and all that its list has', (measure) => {
    const states = [...statesOf({ measure }), ...(measure === 'completeness' ? statesOf({ measure, field: 'x' }) : [])]
    expect(states.toSorted()).toEqual([...recordLists[measure].states].toSorted())
    expect(wrongStatesOf({ measure }).length).toBeGreaterThan(0)
  })
})
