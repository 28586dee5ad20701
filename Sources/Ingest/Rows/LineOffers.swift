import Basketball

/// One side or both of a bookmaker's line on a player, as a file has it.
struct PlayerLineOffer: Sendable {
    let player: String
    let market: String
    let bookmaker: String
    /// Thousandths.
    let line: Int
    var over: Int?
    var under: Int?
    let home: String
    let away: String
    let tipoff: Instant
    /// nil where the source does not say.
    let captured: Instant?
    let origin: Origin
}

/// A game's line, as a file has it.
struct GameLineOffer: Sendable {
    let date: GameDate
    let home: String
    let away: String
    /// Thousandths, negative = home team favoured.
    let homeSpread: Int?
    /// Thousandths.
    let total: Int?
    let origin: Origin
}

/// American odds: what a stake of 100 wins, or the stake that wins 100 as a negative number.
enum AmericanOdds {
    /// What reads as odds; nil for anything between -100 and 100.
    static func valid(_ value: Int) -> Int? { abs(value) >= 100 && abs(value) <= 1_000_000 ? value : nil }

    /// The probability at which a bet at these odds is fair.
    static func probability(_ odds: Int) -> Double {
        odds > 0 ? 100 / Double(odds + 100) : Double(-odds) / Double(-odds + 100)
    }

    /// How far two sides' odds are from even; above everything else when one is unknown.
    static func imbalance(_ over: Int?, _ under: Int?) -> Double {
        guard let over, let under else { return 2 }
        return abs(probability(over) - probability(under))
    }
}

/// One name for each market and bookmaker, however a source writes it.
enum LineVocabulary {
    /// `Player Points`, `points`, `pts` -> `player_points`.
    static func market(_ text: String) -> String {
        var words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        // An alternate line is a line of the same market; which one is the main line, the prices say.
        words.removeAll { $0 == "player" || $0 == "alternate" || $0 == "alt" || $0 == "and" || $0 == "made" }
        let name = words.map { synonyms[$0] ?? $0 }.joined(separator: "_")
        return "player_" + (wholes[name] ?? name)
    }

    private static let synonyms = [
        "pts": "points", "point": "points", "reb": "rebounds", "rebs": "rebounds", "rebound": "rebounds",
        "ast": "assists", "asts": "assists", "assist": "assists", "3pm": "threes", "3ptm": "threes", "3pt": "threes",
        "blk": "blocks", "blks": "blocks", "stl": "steals", "stls": "steals", "to": "turnovers", "tov": "turnovers",
    ]

    private static let wholes = [
        "pra": "points_rebounds_assists", "pr": "points_rebounds", "pa": "points_assists", "ra": "rebounds_assists",
        "three_pointers": "threes", "three_point_field_goals": "threes", "3_pointers": "threes", "3_pt": "threes",
    ]

    /// `DraftKings`, `Draft Kings` -> `draftkings`.
    static func bookmaker(_ text: String) -> String { playerLookup(text) }
}
