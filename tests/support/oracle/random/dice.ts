/** A seeded source of chance: the same seed gives the same organisation. */
export interface Dice {
  /** Whole number from `min` to `max`, both included. */
  int: (min: number, max: number) => number
  /** True in this share of throws. */
  chance: (share: number) => boolean
  /** One of the items; repeat an item to make it likelier. */
  pick: <T>(items: readonly [T, ...T[]]) => T
}

/** Opens a source of chance (mulberry32). */
export function openDice(seed: number): Dice {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return {
    int,
    chance: (share) => next() < share,
    pick: (items) => items[int(0, items.length - 1)] ?? items[0],
  }
}
