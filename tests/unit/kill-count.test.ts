import { expect, test } from 'vitest'
import { countKills, killsMin } from '../support/kill-count.mjs'

test('kills of all files add up, each kind by itself', () => {
  expect(countKills('spool\ncollector\nspool\n')).toEqual({
    kills: 3,
    words: '3 kills by SIGKILL: collector 1, spool 2',
  })
})

test('a run in which nothing was noted is far from enough', () => {
  for (const notes of [undefined, '', '\n']) expect(countKills(notes).kills).toBe(0)
  expect(killsMin).toBeGreaterThan(0)
})
