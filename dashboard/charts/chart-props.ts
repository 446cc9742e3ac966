import type { EChartsOption } from 'echarts'
import type { ChartLook } from './chart-look.ts'

/** What a chart needs: its option for a look, its height, and what it shows for those who cannot see it. */
export interface ChartProps {
  /** Said instead of the drawing. */
  label: string
  /** Height in pixels. */
  height: number
  /** Pure; keep it stable with `useCallback`, since a new one draws again. */
  draw: (look: ChartLook) => EChartsOption
}
