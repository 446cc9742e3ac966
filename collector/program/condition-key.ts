/** Key of a condition in record_versions.conditions: the field whose rule it belongs to, or open, and the field it asks. */
export function conditionKey(rule: { field: string } | 'open', asked: string): string {
  // A field may itself be called open or hold a slash; a single slash at the front is no other field.
  const name = rule === 'open' ? 'open' : rule.field === 'open' ? '/open' : escapeSlash(rule.field)
  return `${name}/${escapeSlash(asked)}`
}

function escapeSlash(name: string): string {
  return name.replaceAll('/', '//')
}
