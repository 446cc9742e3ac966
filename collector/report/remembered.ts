/** Remembers what a question was answered, as long as nothing it depends on has changed. */
export type Remembered = {
  /** The answer of before under the same watermark and question, or what `ask` answers now. */
  get<Answer>(watermark: string, question: string, ask: () => Promise<Answer>): Promise<Answer>
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
  }
}
