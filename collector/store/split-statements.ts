// Quoted text, comments and heredocs are one token each, so a semicolon inside them ends nothing.
const token =
  /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`(?:[^`\\]|\\[\s\S]|``)*`|\$(\w*)\$[\s\S]*?\$\1\$|[^-/'"`$;]+|[\s\S]/g

/** Splits a file of SQL into its statements; what is only a comment is no statement. */
export function splitStatements(sql: string): string[] {
  const statements: string[] = []
  let text = ''
  let hasContent = false
  const end = () => {
    if (hasContent) statements.push(text.trim())
    text = ''
    hasContent = false
  }
  for (const [part] of sql.matchAll(token)) {
    if (part === ';') {
      end()
      continue
    }
    if (part === "'" || part === '"' || part === '`') throw new Error(`A quote ${part} is never closed.`)
    text += part
    hasContent ||= part.trim() !== '' && !part.startsWith('--') && !part.startsWith('/*')
  }
  end()
  return statements
}
