import type { EChartsOption, LineSeriesOption } from 'echarts'
import { type PersonState, personStates } from '../../schema/person-state.ts'
import type { AdoptionPeriod } from '../sentences/measure-answer.ts'
import { shareAxis } from './axes.ts'
import { type ChartLook, isNarrow, typePx } from './chart-look.ts'
import { stateDecal } from './state-decals.ts'

/** What the chart of adoption over time shows. */
export interface AdoptionTrend {
  /** Periods in their order, shown ones only. */
  periods: readonly AdoptionPeriod[]
  goLives: readonly { name: string; go_live: string }[]
  target: number | null
}

/** Words of the chart in the language in use. */
export interface AdoptionTrendWords {
  live: (phase: string) => string
  target: (share: string) => string
}

/** Share of eligible people by state at each period end, stacked; the last period is pale while it is not over. */
export function adoptionTrendOption(trend: AdoptionTrend, words: AdoptionTrendWords, look: ChartLook): EChartsOption {
  const { tokens, format } = look
  return {
    animation: false,
    textStyle: { fontFamily: tokens.sans, fontSize: typePx(look) },
    grid: { left: 46, right: isNarrow(look) ? 10 : 16, top: 34, bottom: 28 },
    xAxis: {
      type: 'time',
      min: 'dataMin',
      max: 'dataMax',
      splitNumber: isNarrow(look) ? 2 : 5,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: {
        color: tokens.soft,
        fontSize: typePx(look),
        hideOverlap: true,
        alignMinLabel: 'left',
        alignMaxLabel: 'right',
        formatter: (at: number) => format.shortDate(new Date(at).toISOString().slice(0, 10)),
      },
    },
    yAxis: shareAxis(look),
    useUTC: true,
    series: [...personStates.map((state) => stateSeries(state, trend, look)), ...marks(trend, words, look)],
  }
}

function stateSeries(state: PersonState, { periods }: AdoptionTrend, { tokens }: ChartLook): LineSeriesOption {
  const color = tokens.states[state]
  const decal = stateDecal(state, tokens.pattern)
  return {
    type: 'line',
    id: state,
    stack: 'people',
    symbol: 'none',
    silent: true,
    color,
    lineStyle: { width: 0 },
    areaStyle: { color, opacity: 1 },
    itemStyle: decal ? { color, decal } : { color },
    data: periods.map((period) => [period.period, period.eligible === 0 ? null : period[state] / period.eligible]),
  }
}

/** Lines and labels over the areas: target, go-lives, and a veil over a period that is not over. */
function marks(
  { periods, goLives, target }: AdoptionTrend,
  words: AdoptionTrendWords,
  look: ChartLook,
): LineSeriesOption[] {
  const { tokens, format } = look
  const label = { color: tokens.ink, fontSize: typePx(look), fontWeight: 600 } as const
  const first = periods[0]?.period ?? ''
  const last = periods.at(-1)
  const within = goLives.filter(({ go_live }) => go_live >= first && go_live <= (last?.period ?? ''))
  const goLive = within.map(({ name, go_live }) => ({
    xAxis: go_live,
    lineStyle: { color: tokens.ink, type: [2, 3], width: 1 },
    label: {
      ...label,
      formatter: words.live(name),
      position: 'end' as const,
      distance: 6,
      width: isNarrow(look) ? 84 : 190,
      overflow: 'truncate' as const,
    },
  }))
  const goal =
    target === null
      ? []
      : [
          {
            yAxis: target,
            lineStyle: { color: tokens.ink, type: 'solid' as const, width: 1.5 },
            label: { ...label, formatter: words.target(format.percent(target)), ...targetLabel(tokens.surface) },
          },
        ]
  return [
    {
      type: 'line',
      id: 'marks',
      data: [],
      silent: true,
      markLine: { silent: true, symbol: 'none', animation: false, data: [...goLive, ...goal] },
      ...veil(periods, tokens.surface),
    },
  ]
}

/** Areas are drawn at 3, lines of marks at 5. */
const aboveAreas = 4

const targetLabel = (surface: string) => ({
  position: 'insideEndTop' as const,
  backgroundColor: surface,
  padding: [2, 6],
  borderRadius: 4,
  distance: 4,
})

function veil(periods: readonly AdoptionPeriod[], surface: string): Pick<LineSeriesOption, 'markArea'> {
  const [before, last] = periods.slice(-2)
  if (before === undefined || !last?.partial) return {}
  const from = { xAxis: before.period, itemStyle: { color: surface, opacity: 0.55 } }
  return { markArea: { silent: true, animation: false, z: aboveAreas, data: [[from, { xAxis: last.period }]] } }
}
