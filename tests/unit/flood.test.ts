import { expect, test } from 'vitest'
import { createFloodGauge } from '../../collector/ingest/flush/flood.ts'
import { createGiveWay } from '../../collector/ingest/flush/give-way.ts'

/** A second of the door, in tenths: how many records came, and for which part of the time the loop was active. */
function second(perSecond: number, activeShare: number) {
  let at = 0
  const gauge = createFloodGauge({ now: () => at, activeMs: () => at * activeShare })
  for (; at <= 1_000; at += 100) gauge.look((perSecond * at) / 1_000)
  return { gauge, pass: (ms: number) => (at += ms) }
}

test('a loop without time left and many records are a flood; a busy start or a quiet feed is none', () => {
  expect(second(900, 0.97).gauge.isFlooded()).toBe(true)
  expect(second(900, 0.5).gauge.isFlooded()).toBe(false)
  expect(second(100, 1).gauge.isFlooded()).toBe(false)
})

test('of very many small requests the disk is what they wait for: a flood with time left', () => {
  expect(second(4_000, 0.6).gauge.isFlooded()).toBe(true)
})

test('a flood of which nothing was heard lately is over', () => {
  const { gauge, pass } = second(900, 0.97)
  pass(600)
  expect(gauge.isFlooded()).toBe(false)
})

function lane(giveWayMsMax: number) {
  let at = 1_000_000
  const giveWay = createGiveWay({ giveWayMsMax }, () => at)
  return {
    giveWay,
    pass: (ms: number) => {
      at += ms
    },
    /** Milliseconds it waits in a row while the flood goes on. */
    stretch() {
      let waited = 0
      for (;;) {
        giveWay.heard(true)
        const waitMs = giveWay.waitMs()
        if (waitMs === 0) return waited
        waited += waitMs
        at += waitMs
      }
    },
  }
}

test('without a flood nothing waits, nor when nobody speaks of it any more', () => {
  const { giveWay, pass } = lane(1_000)
  expect(giveWay.waitMs()).toBe(0)
  giveWay.heard(true)
  expect(giveWay.waitMs()).toBeGreaterThan(0)
  pass(501)
  expect(giveWay.waitMs()).toBe(0)
  giveWay.heard(true)
  giveWay.heard(false)
  expect(giveWay.waitMs()).toBe(0)
})

test('a flood that stays is stored too: it gives way for so long in all, and again only when all is caught up with', () => {
  const { giveWay, pass, stretch } = lane(1_000)
  expect(stretch()).toBe(1_000)
  pass(10_000)
  expect(stretch()).toBe(0)
  giveWay.caughtUp()
  expect(stretch()).toBe(1_000)
  // Caught up at once: not again within the time that it gave way, twice over.
  giveWay.caughtUp()
  expect(stretch()).toBe(0)
})
