import { z } from 'zod'

const decimal = /^(\d+)(?:\.(\d{1,4}))?$/

/** A decimal as whole ten-thousandths, exact from its text: 0.55 is 5500. */
export function tenThousandths(share: number): number {
  const match = decimal.exec(String(share))
  if (!match) throw new RangeError(`${share} is not a decimal with at most four places`)
  return Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'))
}

/** A decimal of at most four places that is not negative. */
export const fourPlaces = z
  .number('must be a number')
  .refine((value) => decimal.test(String(value)), 'must be a decimal with at most four places, not negative')

/** A share of people or records, 0 to 1. */
export const share = fourPlaces.refine((value) => value <= 1, 'must be a share from 0 to 1, for example 0.7')
