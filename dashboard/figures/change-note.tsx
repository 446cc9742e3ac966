import { changePhrase } from '../sentences/change-phrase.ts'
import { useSay } from '../sentences/use-say.ts'

interface Props {
  before: number | null | undefined
  now: number | null | undefined
}

const looks = { up: 'up', down: 'down', none: 'dim' }

/** "+3 points" in the colour of good or bad news; nothing when there is nothing to compare with. */
export function ChangeNote({ before, now }: Props) {
  const say = useSay()
  const change = changePhrase(before, now)
  return change && <span className={looks[change.direction]}>{say(change.said)}</span>
}
