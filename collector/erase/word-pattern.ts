// A short text stands in many words that mean something else, so it must stand alone: "p-1" is not in "p-17".
const wordCharacter = '[\\p{L}\\p{N}_-]'

/** Regular expression, for RE2 and JavaScript alike, of a text that stands alone; as JSON writes it, too. */
export function wordPattern(text: string): string {
  const forms = [...new Set([text, JSON.stringify(text).slice(1, -1)])].map(escapePattern)
  return `(^|${wordCharacter.replace('[', '[^')})(?:${forms.join('|')})($|${wordCharacter.replace('[', '[^')})`
}

/** Makes a test for texts that stand alone in another, whatever their case. */
export function holdsText(texts: readonly string[]): (within: string) => boolean {
  const wanted = texts.filter((text) => text !== '')
  if (wanted.length === 0) return () => false
  const pattern = new RegExp(wanted.map((text) => `(?:${wordPattern(text)})`).join('|'), 'iu')
  return (within) => pattern.test(within)
}

// What RE2 and a pattern with the flag u both take as an escaped character.
function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
