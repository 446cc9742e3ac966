export const killsMin: number
export function countKills(notes?: string): { kills: number; words: string }
