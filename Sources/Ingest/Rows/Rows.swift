import Basketball

/// Where a row stood: which file of this import, and its line.
struct Origin: Sendable, Hashable {
    let file: Int
    let line: Int
}

/// A row that broke a rule, kept as it stood.
struct Rejected: Sendable {
    let origin: Origin
    let table: String
    let rule: String
    let expected: String
    let text: String
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

    /// Who is at home when both rows say `@`: the second team of `A @ B`.
    var designatedHome: String { isHome ? team : opponent }
}

/// What a row of a game log says of a team or a player in a game. A class, because rows are sorted and passed around.
final class LogRow: Sendable {
    let game: GameID
    let date: GameDate
    let teamID: Int
    /// 0 in a team's row.
    let playerID: Int
    let team: String
    /// The team's full name, or the player's in a player's row.
    let name: String
    let matchup: Matchup
    let won: Bool?
    let minutes: Minutes?
    let stats: CountingStats
    let origin: Origin
    /// Hash of all that is stored of the row.
    let hash: Int

    init(
        game: GameID, date: GameDate, teamID: Int, playerID: Int, team: String, name: String, matchup: Matchup,
        won: Bool?, minutes: Minutes?, stats: CountingStats, origin: Origin, hasher: inout ContentHasher
    ) {
        self.game = game
        self.date = date
        self.teamID = teamID
        self.playerID = playerID
        self.team = team
        self.name = name
        self.matchup = matchup
        self.won = won
        self.minutes = minutes
        self.stats = stats
        self.origin = origin
        hasher.start()
        hasher.add(game.number)
        hasher.add(date.dayNumber)
        hasher.add(teamID)
        hasher.add(playerID)
        hasher.add(team)
        hasher.add(name)
        hasher.add(matchup.opponent)
        hasher.add(matchup.isHome ? 1 : 0)
        hasher.add(won.map { $0 ? 1 : 0 } ?? -1)
        hasher.add(minutes?.seconds ?? -1)
        hasher.add(minutes?.precision == .second ? 1 : 0)
        hasher.add(stats)
        hash = hasher.finish()
    }
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
    var hash = 0
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
