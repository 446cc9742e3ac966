/** A share or target as a whole number of ten-thousandths: 0.55 is 5500. */
export type TenThousandths = number

const ONE = 10_000

/** Reads a decimal with at most four places. */
export function tenThousandths(share: number): TenThousandths {
  return Math.round(share * ONE)
}

/** ⌈share × n⌉, exact. */
export function ceilShare(share: TenThousandths, n: number): number {
  return floorDiv(share * n + ONE - 1, ONE)
}

/** share × n rounded half up, exact. */
export function halfUpShare(share: TenThousandths, n: number): number {
  return floorDiv(2 * share * n + ONE, 2 * ONE)
}

/** a ÷ b rounded down, on whole numbers only. */
export function floorDiv(a: number, b: number): number {
  return (a - (((a % b) + b) % b)) / b
}
