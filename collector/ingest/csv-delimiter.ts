const candidates = [',', ';', '\t']

/** The delimiter of a header: the one of comma, semicolon and tab that stands most often outside quotes. */
export function csvDelimiter(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '')
  const counts = candidates.map((candidate) => bare.split(candidate).length)
  return candidates[counts.indexOf(Math.max(...counts))] ?? ','
}
