import Basketball

/// Where a row stood: which file of this import, and its line.
struct Origin: Sendable, Hashable {
    /// Position among the import's files; below 0 the number, negated, of a source that an earlier import read.
    let file: Int
    let line: Int

    /// Number in `source_files`.
    ///
    /// - Parameter sources: that of each file of the import.
    func source(_ sources: [Int]) -> Int { file < 0 ? -file : sources[file] }
}

/// A row that broke a rule, kept as it stood.
struct Rejected: Sendable {
    let origin: Origin
    let table: String
    let rule: String
    let expected: String
    let text: String
    /// Whose line of a box score it is, where that can be read.
    var line: StoredLines.Key?
}

/// A rule that a line broke.
struct BrokenRule: Error {
    let rule: String
    let expected: String
}

/// `AAA vs. BBB` (at home) or `AAA @ BBB`.
struct Matchup: Sendable, Hashable {
    let team: String
    let opponent: String
    /// The row says `vs.`; at a neutral site no row does.
    let isHome: Bool

    init?(_ text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1] == "vs." || parts[1] == "@", !parts[0].isEmpty, !parts[2].isEmpty else {
            return nil
        }
        team = String(parts[0])
        opponent = String(parts[2])
        isHome = parts[1] == "vs."
    }

    init(team: String, opponent: String, isHome: Bool) {
        self.team = team
        self.opponent = opponent
        self.isHome = isHome
    }

    /// Who is at home when both rows say `@`: the second team of `A @ B`.
    var designatedHome: String { isHome ? team : opponent }
}

/// A shot, before and after its game and coordinates are known.
struct ShotRow: Sendable {
    var game: Int
    var date: Int32
    var playerID: Int32
    var teamID: Int
    /// Tricodes of the home and the away team as the file has them, 0 when it does not say.
    var home: UInt32
    var away: UInt32
    var period: Int16
    var secondsLeft: Int16
    var made: Bool
    var value: Int8
    var distance: Int16
    var zoneBasic: UInt16
    var zoneArea: UInt16
    var zoneRange: UInt16
    var action: UInt16
    /// Thousandths of the file's own unit, then tenths of feet from the hoop.
    var x: Int32
    var y: Int32
    var line: Int32
    /// Set when the shot's game id was no game's and its date and teams found the game.
    var repaired = false
}

/// A person's facts.
struct PersonRow: Sendable {
    let playerID: Int
    let name: String
    let position: String?
    let birthdate: GameDate?
    let heightInches: Int?
    /// Lower is believed first.
    let precedence: Int
    let origin: Origin
}

/// Up to four ASCII letters as one number, so that tricodes compare and hash at once.
func tricode(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    bytes.count <= 4 ? bytes.reduce(0) { $0 << 8 | UInt32($1) } : 0
}

/// Tricode of a text.
func tricode(_ text: String) -> UInt32 {
    var text = text
    return text.withUTF8 { tricode($0) }
}
