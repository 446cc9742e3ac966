/** A place in the program as people write it: `phases[0].targets.adoption`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    const name = /^[\w-]+$/.test(String(part)) ? String(part) : JSON.stringify(String(part))
    return text === '' ? name : `${text}.${name}`
  }, '')
}
