import Basketball
import Storage

/// What planning needs to know of a table.
package struct PlannedTable: Sendable {
    package let schema: TableSchema
    /// Version of the code that computes it.
    package let version: Int
    /// What a row is about, in the plural: `team-games`, `player-games`.
    package let noun: String
    /// How many rows a date should have; 0 when none is expected.
    package let rowsExpected: @Sendable (DayFacts) -> Int

    package init(
        _ schema: TableSchema, version: Int, noun: String, rowsExpected: @escaping @Sendable (DayFacts) -> Int
    ) {
        self.schema = schema
        self.version = version
        self.noun = noun
        self.rowsExpected = rowsExpected
        var fingerprint = "\(schema.name) v\(version)\n"
        for column in schema.columns { fingerprint += "\(column.name) \(column.type.rawValue)\n" }
        declaration = Array(fingerprint.utf8)
    }

    package var name: String { schema.name }
    /// Name, version and columns: part of what a unit's input digest is made of.
    private let declaration: [UInt8]

    /// SHA-256 over all that a unit of a summary reads: the code's version, its columns, the date and the content of
    /// its final games.
    package func inputDigest(_ day: DayFacts) -> String {
        var bytes = declaration
        func add(_ value: Int) { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }
        add(day.date.dayNumber)
        for game in day.finals {
            add(game.id)
            add(game.contentSum)
        }
        return "\(SHA256Digest(of: bytes))"
    }
}
