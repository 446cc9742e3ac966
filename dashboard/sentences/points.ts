/** Change between two shares in whole points, of the percentages as they are shown, so that a reader can check it. */
export const points = (before: number, now: number): number => wholePercent(now) - wholePercent(before)

/** `+3`, `−1`, `0`: signed, with a real minus. */
export const signedPoints = (change: number): string =>
  change > 0 ? `+${change}` : change < 0 ? `−${Math.abs(change)}` : '0'

const wholePercent = (share: number) => Math.round(share * 100)
