import { useTranslation } from 'react-i18next'
import { personState } from '../../schema/person-state.ts'
import { type MeasureQuery, measureUrl, useMeasure } from '../data/use-measure.ts'
import { Bar } from '../figures/bar.tsx'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import { shownRows, type Voice } from '../sentences/measure-answer.ts'
import { useSay } from '../sentences/use-say.ts'
import { mainQuestion, rankedAnswers, voiceFinding } from '../sentences/voice-finding.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './rows.module.css'

/** Height of the content in pixels. */
export const voiceHeightPx = 440

const reasonsShown = 2

/** What people say, by how they use the CRM: first those who stopped, then those who never began. */
export function VoicePanel({ query }: { query: MeasureQuery }) {
  const { t } = useTranslation('causes')
  const say = useSay()
  const { shortDate } = useFormat()
  const asked = { ...query, by: 'none' }
  const voice = useMeasure('voice', asked)
  const answers = mainQuestion(shownRows(voice.data?.rows ?? []))
  const rows = rankedAnswers(answers)
  const finding = voiceFinding(answers)
  const title = finding ? say(finding) : t('voice.title')
  const [first] = rows
  const on = voice.data?.on
  const hidden = voice.data?.rows.some((row) => 'suppressed' in row)
  return (
    <Panel
      csv={measureUrl('voice', { ...asked, by: 'department' }, 'csv')}
      empty={voice.data && first === undefined ? t('voice.empty') : null}
      height={voiceHeightPx}
      state={panelState([voice])}
      sub={first && on && t('voice.sub', { question: first.question, day: shortDate(on) })}
      table={<Answers rows={rows} title={title} />}
      title={title}
    >
      <Answers bars rows={topOfEach(rows)} title={title} />
      {hidden && <p className={styles.remark}>{t('voice.hidden')}</p>}
    </Panel>
  )
}

function Answers({ rows, title, bars = false }: { rows: readonly Voice[]; title: string; bars?: boolean }) {
  const { t } = useTranslation(['causes', 'translation'])
  const { count, decimal } = useFormat()
  const nameOf = (state: string) => t(`translation:state.${personState.parse(state)}`)
  const columns: Column<Voice>[] = [
    {
      name: t('causes:voice.reason'),
      cell: ({ reason, state }) => (
        <>
          {reason === '' ? t('causes:voice.no_reason') : reason === 'other' ? t('causes:voice.other') : reason}
          <span className={styles.what}>{nameOf(state)}</span>
        </>
      ),
    },
    ...(bars
      ? [{ name: t('causes:voice.share'), look: styles.thin, cell: ({ share }: Voice) => <Bar share={share} /> }]
      : []),
    {
      name: t('causes:voice.answers'),
      number: true,
      cell: ({ answers, answers_of_state: all }) =>
        t('translation:metric.of', { part: count(answers), all: count(all) }),
    },
    {
      name: t('causes:voice.score'),
      number: true,
      wide: bars,
      cell: ({ mean_score: score }) => (score === null ? '–' : decimal(score)),
    },
  ]
  return (
    <DataTable caption={title} columns={columns} rowKey={({ state, reason }) => `${state} ${reason}`} rows={rows} />
  )
}

function topOfEach(rows: readonly Voice[]): Voice[] {
  const shownOf = new Map<string, number>()
  return rows.filter(({ state }) => {
    const before = shownOf.get(state) ?? 0
    shownOf.set(state, before + 1)
    return before < reasonsShown
  })
}
