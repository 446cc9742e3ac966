/** The store answered, and the answer is no. */
export class StoreRefusal extends Error {
  override name = 'StoreRefusal'
  /** Number of the engine's exception as text; `http-NNN` when something else answered. */
  readonly code: string
  /** The engine's word for it, such as TOO_MANY_PARTS; may be empty. */
  readonly type: string

  constructor(code: string, type: string, message: string) {
    super(message)
    this.code = code
    this.type = type
  }
}

/** Reads what the store answered instead of a result. */
export function readRefusal(status: number, codeHeader: string | undefined, text: string): StoreRefusal {
  const [, wordedCode] = /^Code: (\d+)/.exec(text) ?? []
  const code = codeHeader ?? wordedCode ?? `http-${status}`
  // The last word in brackets before the version; values of rows stand before it.
  const [, type = ''] = /\(([A-Z][A-Z0-9_]{2,})\)(?: \(version [^()]*(?:\([^()]*\))?\))?\s*$/.exec(text) ?? []
  const [, message = text] = /DB::Exception: ([\s\S]*)/.exec(text) ?? []
  return new StoreRefusal(code, type, message)
}
