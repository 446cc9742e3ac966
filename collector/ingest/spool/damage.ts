/** Bytes of a segment that are no record, and the sequences lost with them; none when `toSequence` is below `fromSequence`. */
export type Damage = { file: string; offset: number; bytes: number; fromSequence: number; toSequence: number }

/** First and last of a run of sequences. */
export type SequenceRange = { from: number; to: number }

/** Puts a range into a sorted list of ranges that do not touch. */
export function addRange(ranges: readonly SequenceRange[], added: SequenceRange): SequenceRange[] {
  if (added.to < added.from) return [...ranges]
  const apart = ranges.filter((range) => range.to < added.from - 1 || range.from > added.to + 1)
  const touched = ranges.filter((range) => !apart.includes(range))
  const from = Math.min(added.from, ...touched.map((range) => range.from))
  const to = Math.max(added.to, ...touched.map((range) => range.to))
  return [...apart, { from, to }].sort((a, b) => a.from - b.from)
}
