import Basketball

/// Player lines with both sides in a line of the file, and where it says so the time of capture.
enum PlayerLinesWide: SourceFormat {
    static let name = "player-lines-wide"
    static let required = [
        "EVENT_ID", "PLAYER", "MARKET", "LINE", "BOOKMAKER", "GAME", "GAME_TIME", "OVER_ODDS", "UNDER_ODDS",
    ]
    static let optional = ["CAPTURED_AT", "FETCHED_AT"]
    static let table = "player_lines"

    static func parse(_ input: FormatInput) -> ParsedFile {
        let at = required.map { input.header.index($0) }
        var times = LineTimes(input.header)
        var (markets, bookmakers) = (TextCache(), TextCache())
        return LineFields.parse(input, table) { line throws(BrokenRule) in
            guard let (away, home) = teams(line.text(at[5])) else {
                throw BrokenRule(
                    rule: "game", expected: "'AWAY @ HOME' or 'HOME vs. AWAY', found '\(line.text(at[5]))'")
            }
            return PlayerLineOffer(
                player: try LineFields.name(line, at[1], "player"),
                market: markets.made(of: line.field(at[2]), LineVocabulary.market),
                bookmaker: bookmakers.made(of: line.field(at[4]), LineVocabulary.bookmaker),
                line: try LineFields.number(line, at[3]), over: try LineFields.price(line, at[7]),
                under: try LineFields.price(line, at[8]), home: home, away: away,
                tipoff: try times.moment(line, at[6]), captured: try times.captured(line),
                origin: Origin(file: input.file, line: line.line))
        }
    }

    /// `A @ B` and `A at B` are played at B, `A vs. B` at A.
    private static func teams(_ text: String) -> (away: String, home: String)? {
        for (separator, homeFirst) in [(" @ ", false), (" at ", false), (" vs. ", true), (" vs ", true), (" v ", true)]
        {
            let parts = text.split(separator: separator, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { continue }
            let (first, second) = (String(parts[0]), String(parts[1]))
            return homeFirst ? (second, first) : (first, second)
        }
        return nil
    }
}
