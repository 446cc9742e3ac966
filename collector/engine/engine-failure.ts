/** Why the engine's process ended or refused, in words for the person who has to act. */
export class EngineFailure extends Error {
  override name = 'EngineFailure'
  readonly kind: 'locked' | 'port' | 'disk' | 'denied' | 'other'

  constructor(kind: EngineFailure['kind'], message: string) {
    super(message)
    this.kind = kind
  }
}

/** Reads the last words of the engine's process. `owner` is the process that wrote itself down as the folder's holder. */
export function describeFailure(lastWords: string, engineFolder: string, owner?: number): EngineFailure {
  if (/Code: 76\b|Cannot lock file/.test(lastWords)) {
    const holder = owner === undefined ? 'another process' : `the Takehold process ${owner}`
    return new EngineFailure(
      'locked',
      `The folder ${engineFolder} is in use by ${holder}. Nothing was changed. ` +
        'Stop that process, or give this one a data folder of its own.',
    )
  }
  if (/Address already in use|Code: 210\b/.test(lastWords)) {
    return new EngineFailure('port', 'The port for the engine is taken by another process. Nothing was changed.')
  }
  if (/No space left on device|NOT_ENOUGH_SPACE|ENOSPC/.test(lastWords)) {
    return new EngineFailure(
      'disk',
      `The disk that holds ${engineFolder} is full. Everything acknowledged so far is kept. ` +
        'Free some space; then it can start again.',
    )
  }
  if (/EACCES|EROFS|EPERM|ENOTDIR|EEXIST|Permission denied|Read-only file system/.test(lastWords)) {
    return new EngineFailure(
      'denied',
      `The folder ${engineFolder} cannot be written. Nothing was changed. ` +
        'Give this process the right to write there, or name another data folder.',
    )
  }
  return new EngineFailure(
    'other',
    `The engine on ${engineFolder} ended. Everything acknowledged is kept. Its last words: ${lastLines(lastWords)}`,
  )
}

function lastLines(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('Logging '))
  return lines.slice(-5).join(' ').slice(-2000) || 'none'
}
