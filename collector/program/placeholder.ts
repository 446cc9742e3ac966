// Whole trimmed values in lower case. Source: the definition of a placeholder.
const usual = ['n/a', 'na', 'none', 'null', 'nil', 'tbd', 'tba', 'asdf', 'test', '无', '待定', '暂无', '未知']
const runOfOne = /^(?:x+|\.+|-+|_+|\?+)$/
const nines = /^9{3,}$/

/** A test for values that only fill a field; they come trimmed and in lower case. */
export function createPlaceholderTest(own: readonly string[]): (lower: string, isNumber: boolean) => boolean {
  const words = new Set([...usual, ...own.map((word) => word.trim().toLowerCase())])
  const lengthMax = Math.max(...[...words].map((word) => word.length))
  return (lower, isNumber) => {
    if (lower.length <= lengthMax && words.has(lower)) return true
    if (lower.startsWith('test@') || runOfOne.test(lower)) return true
    return !isNumber && nines.test(lower)
  }
}
