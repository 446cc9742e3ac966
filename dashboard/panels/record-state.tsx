import { useTranslation } from 'react-i18next'
import type { RecordState as State } from '../../schema/record-list.ts'
import type { RecordRow } from '../../schema/routes/records.ts'
import { Pill } from '../figures/pill.tsx'
import { useFormat } from '../format/use-format.ts'
import { plainName } from '../sentences/plain-name.ts'
import styles from './record-list.module.css'

type Tone = 'ok' | 'warn' | 'bad' | 'plain'

const tones: Partial<Record<State, Tone>> = {
  ...{ complete: 'ok', ok: 'ok', represented: 'ok', fresh: 'ok', owned: 'ok', unique: 'ok', became_ok: 'ok' },
  ...{ never_touched: 'bad', not_in_crm: 'bad', owner_gone: 'bad', missing: 'bad', without_key: 'plain' },
}

/** What a record is, in one word unless that stands above the list, and what makes it so. */
export function RecordState({ row, pill }: { row: RecordRow; pill: boolean }) {
  const { t } = useTranslation('records')
  const details = useRecordDetails()(row)
  return (
    <>
      {pill && <Pill tone={tones[row.state] ?? 'warn'}>{t(`state.${row.state}`)}</Pill>}
      {details.length > 0 && <span className={pill ? styles.details : undefined}>{details.join(' · ')}</span>}
    </>
  )
}

/** What makes a record what it is: its bad fields, its twins, when and how it was edited. */
export function useRecordDetails(): (row: RecordRow) => string[] {
  const { t } = useTranslation('records')
  const { date } = useFormat()
  return ({ fields, twins, edited_on, origin, form }) => {
    const gaps = fields.map(({ field, state }) => t(`gap.${state}`, { field: plainName(field) }))
    const how = [origin, form].filter(Boolean).join(', ')
    return [
      ...gaps,
      ...(twins > 0 ? [t('twins', { count: twins })] : []),
      ...(edited_on === null ? [] : [how === '' ? date(edited_on) : t('edited', { day: date(edited_on), how })]),
    ]
  }
}
