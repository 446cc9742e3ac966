import { parseDate } from '@internationalized/date'
import { useState } from 'react'
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  Dialog,
  DialogTrigger,
  Heading,
  Popover,
} from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../format/use-format.ts'
import calendar from './calendar.module.css'
import styles from './chip.module.css'

interface Props {
  /** Date in the address; without one the last complete day is shown. */
  value: string | undefined
  /** Last complete day of data. */
  latest: string | null
  first: string | null
  onChange: (date: string | undefined) => void
}

/** "As of Fri 13 Nov 2026", with a calendar behind it. */
export function DateChip({ value, latest, first, onChange }: Props) {
  const { t } = useTranslation()
  const { date } = useFormat()
  const [open, setOpen] = useState(false)
  const shown = value ?? latest
  const choose = (day: string | undefined) => {
    setOpen(false)
    onChange(day === latest ? undefined : day)
  }
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button className={(value === undefined ? styles.chip : styles.chosen) ?? ''} isDisabled={shown === null}>
        {t('controls.as_of')}&nbsp;<b>{shown === null ? '…' : date(shown)}</b>
        <span aria-hidden="true" className={styles.arrow} />
      </Button>
      <Popover className={styles.popover ?? ''} placement="bottom start">
        <Dialog aria-label={t('controls.date')} className={calendar.dialog ?? ''}>
          <Days first={first} latest={latest} onChoose={choose} shown={shown} />
          <button className={calendar.latest} onClick={() => choose(undefined)} type="button">
            {t('controls.latest')}
          </button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

interface DaysProps {
  shown: string | null
  latest: string | null
  first: string | null
  onChoose: (day: string) => void
}

function Days({ shown, latest, first, onChoose }: DaysProps) {
  return (
    <Calendar
      autoFocus
      className={calendar.calendar ?? ''}
      maxValue={latest === null ? null : parseDate(latest)}
      minValue={first === null ? null : parseDate(first)}
      onChange={(day) => onChoose(day.toString())}
      value={shown === null ? null : parseDate(shown)}
    >
      <header className={calendar.head}>
        <Button className={calendar.turn ?? ''} slot="previous">
          ‹
        </Button>
        <Heading className={calendar.month ?? ''} level={2} />
        <Button className={calendar.turn ?? ''} slot="next">
          ›
        </Button>
      </header>
      <CalendarGrid className={calendar.grid ?? ''}>
        <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
        <CalendarGridBody>{(day) => <CalendarCell className={calendar.day ?? ''} date={day} />}</CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  )
}
