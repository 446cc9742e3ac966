import { type Finding, finding, words } from './finding.ts'

const smallGroup = 10

/**
 * How many have taken the CRM up, in words: n in ten is the share times ten, rounded half up (six in ten is 55 % to
 * just under 65 %). Ten in ten is said of everyone only, none of nobody only; under ten people are counted out.
 */
export function inTen(adopted: number, measured: number): Finding {
  if (adopted === 0) return finding('in_ten.nobody')
  if (adopted === measured) return finding('in_ten.everyone', { count: measured })
  if (measured < smallGroup) {
    return finding('in_ten.counted', { start: words(adopted), of: words(measured), count: adopted })
  }
  const tenths = Math.floor((20 * adopted + measured) / (2 * measured))
  if (tenths === 0) return finding('in_ten.fewer_than_one')
  if (tenths === 5) return finding('in_ten.half')
  if (tenths === 10) return finding('in_ten.more_than_nine')
  return finding('in_ten.some', { start: words(tenths), count: tenths })
}
