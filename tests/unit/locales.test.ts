import { describe, expect, test } from 'vitest'
import { pageResources } from '../../dashboard/i18n/page-resources.ts'

type Texts = { [key: string]: string | Texts }

/** Every text with its path. */
function flatten(texts: Texts, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : flatten(value, `${path}${key}.`),
  )
}

const stem = (key: string) => key.replace(/_(one|other)$/, '')
const filledIn = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name)

const english = new Map(flatten(pageResources.en.translation))
const chinese = new Map(flatten(pageResources['zh-CN'].translation))

describe('texts of the frame and the Overview', () => {
  test('both languages say the same things', () => {
    expect([...new Set([...chinese.keys()].map(stem))].sort()).toEqual(
      [...new Set([...english.keys()].map(stem))].sort(),
    )
  })

  test('English has both plural forms wherever it has one, Chinese its only one', () => {
    for (const key of english.keys()) {
      if (key.endsWith('_one')) expect(english.has(`${stem(key)}_other`), key).toBe(true)
      if (key.endsWith('_other')) expect(english.has(`${stem(key)}_one`), key).toBe(true)
      if (key.endsWith('_other')) expect(chinese.has(key), key).toBe(true)
    }
    for (const key of chinese.keys()) expect(key).not.toMatch(/_one$/)
  })

  test('both languages fill in the same values', () => {
    for (const [key, text] of english) {
      if (!key.endsWith('_one')) expect(filledIn(chinese.get(key) ?? '').sort(), key).toEqual(filledIn(text).sort())
    }
  })

  test('nothing is left empty but the gap between Chinese sentences', () => {
    for (const [key, text] of english) if (key !== 'overview.between') expect(text.trim(), key).not.toBe('')
    for (const [key, text] of chinese) if (key !== 'overview.between') expect(text.trim(), key).not.toBe('')
  })
})
