import { describe, expect, test } from 'vitest'
import { pageResources } from '../../dashboard/i18n/page-resources.ts'

interface Texts {
  [key: string]: string | Texts
}

/** Every text by its path without the plural ending. */
function textsOf(texts: Texts, path = ''): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const [key, value] of Object.entries(texts)) {
    const here = `${path}${key.replace(/_(zero|one|other)$/, '')}`
    const below = typeof value === 'string' ? [[here, [value]] as const] : textsOf(value, `${path}${key}.`)
    for (const [name, said] of below) found.set(name, [...(found.get(name) ?? []), ...said])
  }
  return found
}

const values = (said: readonly string[]) => new Set(said.flatMap((text) => text.match(/(?<=\{\{)\w+/g) ?? []))

describe.each(['sentences', 'people', 'phases', 'charts', 'sources', 'causes', 'records', 'feedback'] as const)(
  '%s',
  (namespace) => {
    const english = textsOf(pageResources.en[namespace])
    const chinese = textsOf(pageResources['zh-CN'][namespace])

    test('both languages have the same texts', () => {
      expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
    })

    test('Chinese fills in nothing that English does not have', () => {
      for (const [key, said] of chinese) {
        const known = values(english.get(key) ?? [])
        // What English says in one phrase ("one point", "two weeks of four") still has its numbers.
        for (const value of values(said)) expect([...known, 'count', 'weeks', 'of_weeks'], key).toContain(value)
      }
    })

    test('no text is left empty or in the other language', () => {
      for (const [key, said] of english) {
        for (const text of said) expect(text, key).toMatch(/^[^\p{Script=Han}]+$/u)
      }
    })
  },
)
