import { type Dice, openDice } from './oracle/random/dice.ts'

/** A fault test's source of chance; the same seed draws the same faults and the same events. */
export type FaultSeed = {
  seed: number
  dice: Dice
  /** A source of its own for something that runs beside, so that neither disturbs the other. */
  branch(name: string | number): Dice
}

/** Draws a seed and prints it; FAULT_SEED=… repeats a run. */
export function drawSeed(test: string): FaultSeed {
  const seed = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 0xffff_ffff))
  process.stdout.write(`${test}: FAULT_SEED=${seed}\n`)
  return seedOf(seed)
}

/** The source of chance of a seed that is known. */
export function seedOf(seed: number): FaultSeed {
  return { seed, dice: openDice(seed), branch: (name) => openDice(seed ^ hash(String(name))) }
}

// FNV-1a: neighbouring names draw unlike numbers.
function hash(text: string): number {
  let mixed = 0x811c9dc5
  for (const character of text) mixed = Math.imul(mixed ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return mixed >>> 0
}
