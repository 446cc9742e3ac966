/** Longest value a pattern is tried on, by its number of open-ended repeats; anything longer does not match. */
const valueLengthMax = [1000, 1000, 1000, 400, 150]

// An escape or a character class is one token; `{n,}` and `{n,m}` with a large m repeat like `*`.
const token = /\\(?:[1-9]|k<|.)|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|\)|[*+]|\{\d+(?:,\d*)?\}|[\s\S]/g
const boundedMax = 20

/** What is wrong with a regular expression of the program; undefined when it is safe to use. */
export function patternFault(source: string): string | undefined {
  try {
    compile(source)
  } catch (error) {
    return `is not a regular expression: ${error instanceof Error ? error.message : source}`
  }
  const { repeats, nested, reference } = survey(source)
  if (reference) return 'refers back to a group, which can take forever; write it without'
  if (nested) return 'repeats a group that itself repeats or chooses, which can take forever; write it flat'
  if (repeats >= valueLengthMax.length)
    return `has ${repeats} open-ended repeats; at most four, or bound them as in {1,20}`
  return undefined
}

/** A test for values; a value too long for the pattern does not match. */
export function compilePattern(source: string): (value: string) => boolean {
  const pattern = compile(source)
  const lengthMax = valueLengthMax[survey(source).repeats] ?? 0
  return (value) => value.length <= lengthMax && pattern.test(value)
}

function compile(source: string): RegExp {
  try {
    return new RegExp(source, 'u')
  } catch {
    // Without the flag some escapes that other tools write, such as \-, are allowed.
    return new RegExp(source)
  }
}

function survey(source: string): { repeats: number; nested: boolean; reference: boolean } {
  const groups: { risky: boolean }[] = [{ risky: false }]
  let closed: { risky: boolean } | undefined
  const seen = { repeats: 0, nested: false, reference: false }
  for (const [text] of source.matchAll(token)) {
    const inner = groups.at(-1)
    if (/^\\(?:[1-9]|k<)/.test(text)) seen.reference = true
    if (text.startsWith('(')) groups.push({ risky: false })
    if (text === '|' && inner) inner.risky = true
    const repeat = isRepeat(text)
    if (repeat) {
      seen.repeats += 1
      if (closed?.risky) seen.nested = true
      if (inner) inner.risky = true
    }
    closed = text === ')' ? groups.pop() : undefined
    const outer = groups.at(-1)
    if (closed?.risky && outer) outer.risky = true
  }
  return seen
}

function isRepeat(text: string): boolean {
  if (text === '*' || text === '+') return true
  const bounds = /^\{(\d+)(,(\d*))?\}$/.exec(text)
  if (!bounds) return false
  return Number((bounds[2] ? bounds[3] : bounds[1]) || Number.POSITIVE_INFINITY) > boundedMax
}
