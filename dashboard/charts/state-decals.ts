import type { LineSeriesOption } from 'echarts'
import type { PersonState } from '../../schema/person-state.ts'

type Decal = Exclude<NonNullable<LineSeriesOption['itemStyle']>['decal'], 'none' | undefined>

const diagonal = Math.PI / 4

/** Pattern of a state on top of its colour, so that the order can be told apart without colours. */
export function stateDecal(state: PersonState, color: string): Decal | undefined {
  const lines: Decal = { symbol: 'rect', symbolSize: 1, dashArrayX: [1, 0], dashArrayY: [1, 7], color }
  if (state === 'occasional') return { ...lines, rotation: diagonal }
  if (state === 'lapsed') return { symbol: 'circle', symbolSize: 0.5, dashArrayX: [4, 4], dashArrayY: [4, 4], color }
  if (state === 'never_started') return { ...lines, rotation: -diagonal, dashArrayY: [1, 4] }
  return undefined
}
