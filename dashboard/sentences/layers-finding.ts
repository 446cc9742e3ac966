import { type Finding, finding } from './finding.ts'
import { type Layers, type Shown, shown } from './measure-answer.ts'

/** The layers of use in their order. */
export const layerNames = ['operational', 'collaborative', 'analytical'] as const

/** "Fewest people read reports or make forecasts: 121 of 390"; null when no layer has fewer people than all others. */
export function layersFinding(row: Shown<Layers> | null): Finding | null {
  const total = shown(row)
  if (total === null || total.measured === 0) return null
  const used = layerNames.flatMap((layer) => {
    const people = total[layer]
    return people === null ? [] : [{ layer, people }]
  })
  if (used.length > 0 && used.every(({ people }) => people === total.measured)) return finding('layers.all')
  const [least, next] = used.toSorted((a, b) => a.people - b.people)
  if (least === undefined || next === undefined || least.people === next.people) return null
  if (least.people === 0) return finding(`layers.none_${least.layer}`)
  return finding(`layers.least_${least.layer}`, { done: least.people, count: total.measured })
}
