import Basketball

/// Closing spreads and totals by game: dates month first, abbreviations of its own, no ids and no time of capture.
enum GameLines: SourceFormat {
    static let name = "game-lines"
    static let required = ["DATE", "AWAY", "HOME", "WHOS_FAVORED", "SPREAD", "TOTAL"]
    static let optional =
        ["SEASON", "REGULAR", "PLAYOFFS", "SCORE_AWAY", "SCORE_HOME", "MONEYLINE_AWAY", "MONEYLINE_HOME", "H2_SPREAD"]
        + ["H2_TOTAL", "ID_SPREAD", "ID_TOTAL", "OT_AWAY", "OT_HOME"]
        + (1...4).flatMap { ["Q\($0)_AWAY", "Q\($0)_HOME"] }
    static let table = "game_lines"

    /// The abbreviations that are not the league's in small letters.
    private static let tricodes = [
        "gs": "GSW", "no": "NOP", "ny": "NYK", "phx": "PHX", "sa": "SAS", "utah": "UTA", "wsh": "WAS",
    ]

    static func parse(_ input: FormatInput) -> ParsedFile {
        let at = required.map { input.header.index($0) }
        let width = input.header.names.count
        var scanner = input.scanner()
        var parsed = ParsedFile()
        while scanner.next() {
            parsed.rowsIn += 1
            do throws(BrokenRule) {
                guard scanner.fields.count == width else {
                    throw BrokenRule(
                        rule: "field_count", expected: "\(width) fields as in the header, found \(scanner.fields.count)"
                    )
                }
                parsed.gameLines.append(try read(scanner, at, input.file))
            } catch {
                parsed.rejected.append(
                    Rejected(
                        origin: Origin(file: input.file, line: scanner.line), table: table, rule: error.rule,
                        expected: error.expected, text: scanner.recordText))
            }
        }
        return parsed
    }

    private static func read(_ line: CSVScanner, _ at: [Int], _ file: Int) throws(BrokenRule) -> GameLineOffer {
        guard let date = date(line.text(at[0])) else {
            throw BrokenRule(rule: "game_date", expected: "a date M/D/YY, found '\(line.text(at[0]))'")
        }
        func team(_ column: Int) throws(BrokenRule) -> String {
            let text = try LineFields.name(line, column, "team").lowercased()
            return tricodes[text] ?? text.uppercased()
        }
        func number(_ column: Int, upTo limit: Int) throws(BrokenRule) -> Int? {
            switch readThousandths(line.field(column)) {
            case .empty: return nil
            case .value(let value) where (0...limit).contains(value): return value
            default:
                throw BrokenRule(
                    rule: "line", expected: "a number from 0 to \(limit / 1000), found '\(line.text(column))'")
            }
        }
        var spread = try number(at[4], upTo: 100_000)
        let total = try number(at[5], upTo: 500_000)
        switch line.field(at[3]) {
        case let field where isText(field, "home"): spread = spread.map { -$0 }
        case let field where isText(field, "away"): break
        case let field where field.isEmpty && spread ?? 0 == 0: break
        default:
            throw BrokenRule(rule: "favourite", expected: "home or away, found '\(line.text(at[3]))'")
        }
        guard spread != nil || total != nil else {
            throw BrokenRule(rule: "line", expected: "a spread or a total, found neither")
        }
        return GameLineOffer(
            date: date, home: try team(at[2]), away: try team(at[1]), homeSpread: spread, total: total,
            origin: Origin(file: file, line: line.line))
    }

    /// `10/30/07` or `10/30/2007`, also `YYYY-MM-DD`.
    static func date(_ text: String) -> GameDate? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return GameDate(text) }
        guard let month = Int(parts[0]), let day = Int(parts[1]), let year = Int(parts[2]),
            parts[2].count == 2 || parts[2].count == 4, parts.allSatisfy({ $0.allSatisfy(\.isNumber) })
        else { return nil }
        return GameDate(year: parts[2].count == 2 ? 2000 + year : year, month: month, day: day)
    }
}
