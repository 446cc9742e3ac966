import type { ChartTokens } from './chart-look.ts'

/** Reads the custom properties of `tokens.css` as they hold for an element. */
export function readChartTokens(element: HTMLElement): ChartTokens {
  const probe = document.createElement('span')
  element.append(probe)
  // A computed colour is always rgb() with commas, which the chart's own parser understands.
  const color = (name: string) => {
    probe.style.color = `var(${name})`
    return getComputedStyle(probe).color
  }
  const tokens: ChartTokens = {
    ink: color('--ink'),
    soft: color('--soft'),
    faint: color('--faint'),
    line: color('--line'),
    surface: color('--surface'),
    accent: color('--accent'),
    pattern: color('--pattern'),
    sans: getComputedStyle(element).fontFamily,
    states: {
      adopted: color('--s-adopted'),
      occasional: color('--s-occasional'),
      lapsed: color('--s-lapsed'),
      never_started: color('--s-never'),
      not_measured: color('--s-none'),
    },
  }
  probe.remove()
  return tokens
}
