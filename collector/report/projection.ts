/** A straight line into the future, with the interval that holds the true value four times of five. */
export type Projection = { value: number; low: number; high: number }

/** A share on a day; days count from anywhere. */
export type SharePoint = { day: number; share: number }

// Two-sided 80 % quantiles of the t distribution for 1 to 4 degrees of freedom.
const quantiles = [3.078, 1.886, 1.638, 1.533]
const pointsMax = 6
const pointsMin = 3

/** Least squares over the last six points, clipped to 0–1; null with fewer than three. */
export function project(points: readonly SharePoint[], day: number): Projection | null {
  const last = points.slice(-pointsMax)
  const quantile = quantiles[last.length - pointsMin]
  if (last.length < pointsMin || quantile === undefined) return null
  const count = last.length
  const meanDay = sum(last.map((point) => point.day)) / count
  const meanShare = sum(last.map((point) => point.share)) / count
  const spread = sum(last.map((point) => (point.day - meanDay) ** 2))
  const slope = sum(last.map((point) => (point.day - meanDay) * (point.share - meanShare))) / spread
  const at = (when: number) => meanShare + slope * (when - meanDay)
  const residual = Math.sqrt(sum(last.map((point) => (point.share - at(point.day)) ** 2)) / (count - 2))
  const half = quantile * residual * Math.sqrt(1 + 1 / count + (day - meanDay) ** 2 / spread)
  return { value: clip(at(day)), low: clip(at(day) - half), high: clip(at(day) + half) }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}

function clip(share: number): number {
  return Math.min(1, Math.max(0, share))
}
