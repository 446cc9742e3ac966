import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components'
import styles from './chip.module.css'

const everything = ' all'

interface Props {
  /** What is chosen, for those who cannot see the chip: "Department". */
  label: string
  /** Text of no choice: "All departments". */
  all: string
  options: readonly { id: string; name: string }[]
  value: string | undefined
  onChange: (chosen: string | undefined) => void
}

/** One of several groups, or all of them. */
export function ChoiceChip({ label, all, options, value, onChange }: Props) {
  // A group in the address that is not there on this date is shown as it is written.
  const known = value === undefined || options.some(({ id }) => id === value)
  const items = [{ id: everything, name: all }, ...options, ...(known ? [] : [{ id: value, name: value }])]
  return (
    <Select
      aria-label={label}
      className={styles.wrap ?? ''}
      onSelectionChange={(key) => onChange(key === everything || key === null ? undefined : String(key))}
      selectedKey={value ?? everything}
    >
      <Button className={(value === undefined ? styles.chip : styles.chosen) ?? ''}>
        <SelectValue className={styles.value ?? ''} />
        <span aria-hidden="true" className={styles.arrow} />
      </Button>
      <Popover className={styles.popover ?? ''}>
        <ListBox className={styles.list ?? ''} items={items}>
          {(item) => (
            <ListBoxItem className={styles.item ?? ''} textValue={item.name}>
              {item.name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}
