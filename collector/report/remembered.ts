/** Remembers what a question was answered, as long as nothing it depends on has changed. */
export type Remembered = {
  /** The answer of before under the same watermark and question, or what `ask` answers now. */
  get<Answer>(watermark: string, question: string, ask: () => Promise<Answer>): Promise<Answer>
  /** What `ask` answers from now on: whoever asks while it is being asked shares the next time with all others who do. */
  share<Answer>(question: string, ask: () => Promise<Answer>): Promise<Answer>
  /** The last answer to the question, unless the mark it was given under has changed. */
  keep<Answer>(question: string, mark: string, ask: () => Promise<Answer>): Promise<Answer>
}

const answersMax = 500

/** An empty memory; the oldest answer makes room. */
export function createRemembered(): Remembered {
  let current = ''
  const answers = new Map<string, Promise<unknown>>()
  return {
    get<Answer>(watermark: string, question: string, ask: () => Promise<Answer>): Promise<Answer> {
      if (watermark !== current) answers.clear()
      current = watermark
      // Only this function fills the map, and always with the answer of the same question.
      const known = answers.get(question) as Promise<Answer> | undefined
      if (known !== undefined) return known
      const answer = ask()
      answers.set(question, answer)
      answer.catch(() => answers.delete(question))
      const [oldest] = answers.keys()
      if (answers.size > answersMax && oldest !== undefined) answers.delete(oldest)
      return answer
    },
    share: createSharing(),
    keep: createKeeping(),
  }
}

function createKeeping(): Remembered['keep'] {
  const kept = new Map<string, { mark: string; answer: Promise<unknown> }>()
  return <Answer>(question: string, mark: string, ask: () => Promise<Answer>): Promise<Answer> => {
    const known = kept.get(question)
    // As above: the same question always has the same kind of answer.
    if (known?.mark === mark) return known.answer as Promise<Answer>
    const answer = ask()
    const held = { mark, answer }
    kept.set(question, held)
    answer.catch(() => {
      if (kept.get(question) === held) kept.delete(question)
    })
    return answer
  }
}

function createSharing(): Remembered['share'] {
  const running = new Map<string, Promise<unknown>>()
  const waiting = new Map<string, Promise<unknown>>()
  const begin = <Answer>(question: string, ask: () => Promise<Answer>): Promise<Answer> => {
    const answer = ask().finally(() => {
      if (running.get(question) === answer) running.delete(question)
    })
    running.set(question, answer)
    return answer
  }
  return <Answer>(question: string, ask: () => Promise<Answer>): Promise<Answer> => {
    const before = running.get(question)
    if (before === undefined) return begin(question, ask)
    // As above: the same question always has the same kind of answer.
    const known = waiting.get(question) as Promise<Answer> | undefined
    if (known !== undefined) return known
    const next = before
      .catch(() => undefined)
      .then(() => {
        waiting.delete(question)
        return begin(question, ask)
      })
    waiting.set(question, next)
    return next
  }
}
