import type { YAXisComponentOption } from 'echarts'
import { type ChartLook, typePx } from './chart-look.ts'

/** The axis of a share, 0–100 %, without a line of its own. */
export function shareAxis(look: ChartLook): YAXisComponentOption {
  const { tokens, format } = look
  return {
    type: 'value',
    min: 0,
    max: 1,
    interval: 0.25,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: tokens.line } },
    axisLabel: { color: tokens.soft, fontSize: typePx(look), formatter: (share: number) => format.percent(share) },
  }
}
