import Basketball

/// Player lines with a line of the file for each side. The source does not say when it was captured, and the day in its
/// file's name is not that of the games.
enum PlayerLinesLong: SourceFormat {
    static let name = "player-lines"
    static let required = [
        "PLAYER", "MARKET", "BOOKMAKER", "SIDE", "LINE", "PRICE", "HOME_TEAM", "AWAY_TEAM", "COMMENCE_TIME",
    ]
    static let optional = ["GAME_ID", "CAPTURED_AT", "FETCHED_AT"]
    static let table = "player_lines"

    static func parse(_ input: FormatInput) -> ParsedFile {
        let at = required.map { input.header.index($0) }
        var times = LineTimes(input.header)
        var (markets, bookmakers) = (TextCache(), TextCache())
        return LineFields.parse(input, table) { line throws(BrokenRule) in
            var offer = PlayerLineOffer(
                player: try LineFields.name(line, at[0], "player"),
                market: markets.made(of: line.field(at[1]), LineVocabulary.market),
                bookmaker: bookmakers.made(of: line.field(at[2]), LineVocabulary.bookmaker),
                line: try LineFields.number(line, at[4]), home: line.text(at[6]),
                away: line.text(at[7]),
                tipoff: try times.moment(line, at[8]), captured: try times.captured(line),
                origin: Origin(file: input.file, line: line.line))
            let price = try LineFields.price(line, at[5])
            switch line.field(at[3]).first.map({ $0 | 0x20 }) {
            case UInt8(ascii: "o"): offer.over = price
            case UInt8(ascii: "u"): offer.under = price
            default: throw BrokenRule(rule: "side", expected: "Over or Under, found '\(line.text(at[3]))'")
            }
            return offer
        }
    }
}
