/** Exit code of a command that was called in a way it does not understand. */
export const misuse = 2

/** A failure in the user's words: what happened, what was kept, what to do. */
export class CommandFailure extends Error {
  readonly exitCode: number

  constructor(message: string, { exitCode = 1, cause }: { exitCode?: number; cause?: unknown } = {}) {
    super(message, { cause })
    this.name = 'CommandFailure'
    this.exitCode = exitCode
  }
}
