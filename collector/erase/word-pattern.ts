// A text must stand alone: "p-1" is not in "p-17".
const before = '(^|[^\\p{L}\\p{N}_-])'
const after = '($|[^\\p{L}\\p{N}_-])'

// A bare number means a person only where a person stands; JSON inside JSON has its quotes escaped.
const personFields = 'person_id|manager_id|owner_id|editor_id|aliases|manager|person|q'
const numberBefore = `(\\\\*"(?:${personFields})\\\\*":\\\\*"(?:[^"]*[;,| ])?)`
const numberAfter = '((?:[;,| ][^"]*)?\\\\*")'

// RE2's class of no character: stands where there is nothing to look for.
const nothing = '[^\\x00-\\x{10FFFF}]'

/** What takes the place of a text that a `wordsPattern` found, the same before and after it. */
export const aroundWord = { before: '\\1\\3', after: '\\2\\4' }

/** Pattern for RE2 of any of some texts standing alone, addresses in any case. */
export function wordsPattern(texts: readonly string[]): string {
  const forms = (part: readonly string[]) => part.map(patternOf).join('|') || nothing
  const words = texts.filter((text) => !isAmbiguous(text))
  const numbers = texts.filter(isAmbiguous)
  return `${before}(?:${forms(words)})${after}|${numberBefore}(?:${forms(numbers)})${numberAfter}`
}

/**
 * Makes a test, in JavaScript, for any of some texts standing alone in another, addresses in any case. With `asPerson`
 * an id must stand where a person does, as the rest of the text names records and the like too.
 */
export function holdsText(texts: readonly string[], { asPerson = false } = {}): (within: string) => boolean {
  const tests = texts
    .filter((text) => text !== '')
    .map((text) => {
      const form = `(?:${formsOf(text).map(escapePattern).join('|')})`
      const pattern = asPerson || isAmbiguous(text) ? numberBefore + form + numberAfter : before + form + after
      if (text.includes('@')) return testOf(new RegExp(pattern, 'iu'))
      const isAround = testOf(new RegExp(pattern, 'u'))
      // Looked for first, as it is many times as fast.
      return (within: string) => formsOf(text).some((each) => within.includes(each)) && isAround(within)
    })
  return (within) => tests.some((test) => test(within))
}

/** Whether a text is found in much that has nothing to do with the person. */
export function isAmbiguous(text: string): boolean {
  return text.length < 3 || /^\d+$/.test(text)
}

/** A text as it is, and as JSON writes it. */
export function formsOf(text: string): string[] {
  return [...new Set([text, JSON.stringify(text).slice(1, -1)])]
}

const testOf = (pattern: RegExp) => (within: string) => pattern.test(within)

function patternOf(text: string): string {
  const form = formsOf(text).map(escapePattern).join('|')
  return text.includes('@') ? `(?i:${form})` : `(?:${form})`
}

const escapePattern = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
