import type { EChartsOption, LineSeriesOption } from 'echarts'
import type { NamedCurve } from '../sentences/phase-facts.ts'
import { shareAxis } from './axes.ts'
import { type ChartLook, isNarrow, typePx } from './chart-look.ts'

/** What the chart of a phase's curve shows. */
export interface PhaseCurve {
  phase: NamedCurve
  earlier: readonly NamedCurve[]
  target: number | null
  projection: { on: string; value: number; low: number; high: number } | null
}

/** Words of the chart in the language in use. */
export interface PhaseCurveWords {
  weeks: string
  target: (share: string) => string
  today: (share: string, phase: string | null) => string
}

/** Weeks from tick to tick. */
const tickWeeks = 4
/** A longer name leaves no room for itself beside the dot; the title above the chart has it. */
const nameLengthMax = 16

/** Adoption by weeks since go-live over the earlier phases, with the projection's interval. */
export function phaseCurveOption(curve: PhaseCurve, words: PhaseCurveWords, look: ChartLook): EChartsOption {
  const { tokens } = look
  return {
    animation: false,
    textStyle: { fontFamily: tokens.sans, fontSize: typePx(look) },
    grid: { left: 46, right: isNarrow(look) ? 18 : 84, top: 16, bottom: 44 },
    xAxis: {
      type: 'value',
      min: 0,
      max: lastWeek(curve),
      interval: isNarrow(look) ? 2 * tickWeeks : tickWeeks,
      name: words.weeks,
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: tokens.soft, fontSize: typePx(look) },
      splitLine: { show: false },
      axisLine: { lineStyle: { color: tokens.line } },
      axisTick: { show: false },
      axisLabel: { color: tokens.soft, fontSize: typePx(look) },
    },
    yAxis: shareAxis(look),
    series: [
      ...curve.earlier.map((earlier) => earlierSeries(earlier, look)),
      ...projectionBand(curve, look),
      phaseSeries(curve, words, look),
    ],
  }
}

const known = ({ curve }: NamedCurve) => curve.filter(({ rate }) => rate !== null)
const pointsOf = ({ curve }: NamedCurve) => curve.map(({ week, rate }) => [week, rate])

/** Weeks shown, in whole steps of the axis: the longest curve, or as far as the projection reaches, at least eight. */
function lastWeek(curve: PhaseCurve): number {
  const weeks = [curve.phase, ...curve.earlier].flatMap((each) => each.curve.map(({ week }) => week))
  return Math.ceil(Math.max(8, ...weeks, projectedWeek(curve) ?? 0) / tickWeeks) * tickWeeks
}

/** Week since go-live that the projection is for; null without one. */
export function projectedWeek({ phase, projection }: PhaseCurve): number | null {
  return projection === null ? null : (Date.parse(projection.on) - Date.parse(phase.go_live)) / (7 * 86_400_000)
}

function earlierSeries(earlier: NamedCurve, look: ChartLook): LineSeriesOption {
  const { tokens } = look
  return {
    type: 'line',
    id: `earlier ${earlier.name} ${earlier.go_live}`,
    name: earlier.name,
    symbol: 'none',
    silent: true,
    color: tokens.faint,
    lineStyle: { width: 1.5, opacity: 0.55, color: tokens.faint },
    endLabel: {
      show: !isNarrow(look),
      formatter: earlier.name,
      color: tokens.soft,
      fontSize: typePx(look),
      distance: 6,
    },
    labelLayout: { moveOverlap: 'shiftY' },
    data: pointsOf(earlier),
  }
}

/** The interval as an area between its two bounds, and its middle as a thin dashed line. */
function projectionBand(curve: PhaseCurve, { tokens }: ChartLook): LineSeriesOption[] {
  const { projection } = curve
  const from = curve.phase.curve.findLast(({ partial, rate }) => !partial && rate !== null)
  const week = projectedWeek(curve)
  if (projection === null || from?.rate == null || week === null || week <= from.week) return []
  const { rate } = from
  const line = (id: string, start: number, end: number): LineSeriesOption => ({
    type: 'line',
    id,
    symbol: 'none',
    silent: true,
    color: tokens.accent,
    lineStyle: { width: 0 },
    data: [
      [from.week, start],
      [week, end],
    ],
  })
  return [
    { ...line('low', rate, projection.low), stack: 'interval' },
    {
      ...line('interval', 0, projection.high - projection.low),
      stack: 'interval',
      areaStyle: { color: tokens.accent, opacity: 0.16 },
    },
    { ...line('projection', rate, projection.value), lineStyle: { width: 1.5, type: [4, 4], color: tokens.accent } },
  ]
}

function phaseSeries(curve: PhaseCurve, words: PhaseCurveWords, look: ChartLook): LineSeriesOption {
  const { tokens, format } = look
  const today = known(curve.phase).at(-1)
  const label = { color: tokens.ink, fontSize: typePx(look), fontWeight: 600 } as const
  return {
    type: 'line',
    id: 'phase',
    name: curve.phase.name,
    symbol: 'none',
    silent: true,
    color: tokens.accent,
    lineStyle: { width: 3, color: tokens.accent },
    data: pointsOf(curve.phase),
    ...(today?.rate == null ? {} : { markPoint: todayDot(today.week, today.rate, curve, words, look) }),
    ...(curve.target === null
      ? {}
      : {
          markLine: {
            silent: true,
            symbol: 'none',
            animation: false,
            lineStyle: { color: tokens.ink, type: [3, 3], width: 1 },
            label: {
              ...label,
              fontWeight: 400,
              position: 'insideStartTop',
              formatter: words.target(format.percent(curve.target)),
            },
            data: [{ yAxis: curve.target }],
          },
        }),
  }
}

function todayDot(week: number, rate: number, curve: PhaseCurve, words: PhaseCurveWords, look: ChartLook) {
  const { tokens, format } = look
  const { name } = curve.phase
  // Past the middle the label stands left of the dot, so that it stays inside the drawing.
  const late = week > lastWeek(curve) / 2
  return {
    silent: true,
    animation: false,
    symbol: 'circle',
    symbolSize: 10,
    itemStyle: { color: tokens.accent, borderColor: tokens.surface, borderWidth: 2 },
    label: {
      formatter: words.today(format.percent(rate), isNarrow(look) || name.length > nameLengthMax ? null : name),
      position: [late ? -4 : 4, 16] as [number, number],
      align: late ? ('right' as const) : ('left' as const),
      color: tokens.ink,
      fontSize: typePx(look),
      fontWeight: 600 as const,
    },
    data: [{ name: 'today', coord: [week, rate] }],
  }
}
