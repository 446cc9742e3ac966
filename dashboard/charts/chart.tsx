import { LineChart } from 'echarts/charts'
import { GridComponent, MarkAreaComponent, MarkLineComponent, MarkPointComponent } from 'echarts/components'
import { type EChartsType, init, use } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { SVGRenderer } from 'echarts/renderers'
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useFormat } from '../format/use-format.ts'
import { useTheme } from '../theme/use-theme.ts'
import styles from './chart.module.css'
import type { ChartProps } from './chart-props.ts'
import { readChartTokens } from './read-chart-tokens.ts'

use([LineChart, GridComponent, MarkLineComponent, MarkAreaComponent, MarkPointComponent, LabelLayout, SVGRenderer])

/**
 * The only file that knows the chart library: draws an option, and draws it again on a new size, theme or language. Its
 * own language pack is not needed: every word on a chart comes from the locale files.
 */
export function Chart({ label, height, draw }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<EChartsType | null>(null)
  const { theme } = useTheme()
  const format = useFormat()
  const width = useWidth(frame)

  useLayoutEffect(() => {
    if (frame.current === null) return
    const made = init(frame.current, null, { renderer: 'svg' })
    setChart(made)
    return () => made.dispose()
  }, [])

  useEffect(() => {
    if (chart === null || chart.isDisposed() || frame.current === null || width === 0) return
    chart.resize({ width, height })
    const tokens = readChartTokens(frame.current)
    chart.setOption(draw({ tokens, format, theme, width }), { notMerge: true })
    // Paper has another width than the screen: with a view box the drawing scales to it.
    frame.current.querySelector('svg')?.setAttribute('viewBox', `0 0 ${width} ${height}`)
  }, [chart, draw, format, height, theme, width])

  return <div aria-label={label} className={styles.chart} ref={frame} role="img" style={{ height }} />
}

function useWidth(frame: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    if (frame.current === null) return
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    watch.observe(frame.current)
    return () => watch.disconnect()
  }, [frame])
  return width
}
