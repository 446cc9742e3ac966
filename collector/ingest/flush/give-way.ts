/** When the lane lets what arrives go first: answers to senders need the same cores as the store. */
export type GiveWay = {
  /** Told with every word about the disk whether so much arrives that the door has no time left. */
  heard(isFlooded: boolean): void
  /** Milliseconds to wait before looking again; 0 to go on. */
  waitMs(): number
  /** Everything is in the store: from here on it may give way again. */
  caughtUp(): void
}

/** Nobody said for so long that there is a flood: then there is none. */
const silentMs = 500
const stepMs = 50

/** Gives way for at most `giveWayMsMax` until all is caught up with and a while has passed, so that a flood that stays is stored too. */
export function createGiveWay({ giveWayMsMax }: { giveWayMsMax: number }, now: () => number = Date.now): GiveWay {
  let floodedUntil = 0
  let givenMs = 0
  let beganAt = 0
  return {
    heard(isFlooded) {
      floodedUntil = isFlooded ? now() + silentMs : 0
    },
    waitMs() {
      if (now() >= floodedUntil) return 0
      const waitMs = Math.min(stepMs, giveWayMsMax - givenMs)
      if (givenMs === 0) beganAt = now()
      givenMs += Math.max(0, waitMs)
      return Math.max(0, waitMs)
    },
    caughtUp() {
      if (now() - beganAt >= 2 * giveWayMsMax) givenMs = 0
    },
  }
}
