import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitStatements } from '../../collector/store/split-statements.ts'

describe('splitStatements', () => {
  test('separates at semicolons and leaves out what is empty or only a comment', () => {
    const sql = `-- a; b
      CREATE TABLE x (n UInt8 COMMENT 'one; it''s -- two') ENGINE = Memory; /* c; d */
      ;
      INSERT INTO x VALUES ('\\';') ; SELECT 1 -- e;
      ;-- the end;`
    expect(splitStatements(sql).map((statement) => statement.replace(/\s+/g, ' '))).toEqual([
      "-- a; b CREATE TABLE x (n UInt8 COMMENT 'one; it''s -- two') ENGINE = Memory",
      "INSERT INTO x VALUES ('\\';')",
      'SELECT 1 -- e;',
    ])
  })

  test('refuses a quote that is never closed', () => {
    expect(() => splitStatements("SELECT 'a;")).toThrow(/never closed/)
  })

  test('gives back whatever was joined, with any text quoted inside', () => {
    const quote = (mark: string) =>
      fc.string().map((text) => mark + text.replaceAll('\\', '\\\\').replaceAll(mark, mark + mark) + mark)
    const piece = fc.oneof(fc.constantFrom('SELECT', 'a', '1', '+', ','), quote("'"), quote('"'), quote('`'))
    const statement = fc.array(piece, { minLength: 1 }).map((pieces) => pieces.join(' '))
    fc.assert(
      fc.property(fc.array(statement), (statements) => {
        expect(splitStatements(statements.join(';\n'))).toEqual(statements)
      }),
    )
  })
})
