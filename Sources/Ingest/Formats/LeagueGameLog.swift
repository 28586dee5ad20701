import Basketball

/// The league's game log: what player rows and team rows have in common.
enum LeagueGameLog {
    static let shared = [
        "TEAM_ID", "TEAM_ABBREVIATION", "TEAM_NAME", "GAME_ID", "GAME_DATE", "MATCHUP", "WL", "MIN", "FGM", "FGA",
        "FG3M",
        "FG3A", "FTM", "FTA", "OREB", "DREB", "AST", "STL", "BLK", "TOV", "PF", "PTS",
    ]
    static let optional = [
        "SEASON_ID", "FG_PCT", "FG3_PCT", "FT_PCT", "REB", "PLUS_MINUS", "FANTASY_PTS", "VIDEO_AVAILABLE", "SEASON",
    ]

    /// The log's column of each statistic, in the order of `Stat`.
    private static let columns = [
        "PTS", "FGM", "FGA", "FG3M", "FG3A", "FTM", "FTA", "OREB", "DREB", "AST", "STL", "BLK", "TOV", "PF",
        "PLUS_MINUS",
    ]

    /// Reads every line; a line that breaks a rule is rejected with the rule's name.
    static func parse(_ input: FormatInput, players: Bool) -> ParsedFile {
        var scanner = input.scanner()
        var reader = LineReader(input, players: players)
        var parsed = ParsedFile()
        var rows: [LogRow] = []
        while scanner.next() {
            parsed.rowsIn += 1
            do {
                rows.append(try reader.read(scanner))
            } catch {
                parsed.rejected.append(
                    Rejected(
                        origin: Origin(file: input.file, line: scanner.line),
                        table: players ? "player_boxscores" : "team_boxscores", rule: error.rule,
                        expected: error.expected, text: scanner.recordText))
            }
        }
        if reader.oddPlusMinus > 0 {
            parsed.notes.append(
                "\(reader.oddPlusMinus) rows with a plus-minus that is no whole number: stored as unknown")
        }
        if players { parsed.players = rows } else { parsed.teams = rows }
        return parsed
    }

    /// A rule that a line broke.
    struct Broken: Error {
        let rule: String
        let expected: String
    }

    /// Reads one line at a time; texts that come again and again are made once.
    private struct LineReader {
        let file: Int
        let width: Int
        let players: Bool
        let stats: [(Stat, Int)]
        let rebounds: Int
        let at: [Int]
        var matchups: [String: Matchup] = [:]
        var hasher = ContentHasher()
        /// Rows whose plus-minus is a number, but no whole one.
        var oddPlusMinus = 0

        init(_ input: FormatInput, players: Bool) {
            let header = input.header
            file = input.file
            width = header.names.count
            self.players = players
            stats = zip(Stat.allCases, columns).compactMap { stat, name in
                header.contains(name) ? (stat, header.index(name)) : nil
            }
            rebounds = header.index("REB")
            at =
                ["GAME_ID", "GAME_DATE", "TEAM_ID", "TEAM_ABBREVIATION", "MATCHUP", "WL", "MIN"].map(header.index)
                + [
                    header.index(players ? "PLAYER_ID" : "TEAM_ID"),
                    header.index(players ? "PLAYER_NAME" : "TEAM_NAME"),
                ]
        }

        mutating func read(_ line: CSVScanner) throws(Broken) -> LogRow {
            guard line.fields.count == width else {
                throw Broken(
                    rule: "field_count", expected: "\(width) fields as in the header, found \(line.fields.count)")
            }
            guard let number = readInteger(line.field(at[0])).known, let game = GameID(number: number) else {
                throw Broken(rule: "game_id", expected: "a game id of ten digits, found '\(line.text(at[0]))'")
            }
            guard let date = readDate(line.field(at[1])) else {
                throw Broken(rule: "game_date", expected: "a date YYYY-MM-DD, found '\(line.text(at[1]))'")
            }
            guard let team = readInteger(line.field(at[2])).known, team > 0,
                let player = readInteger(line.field(at[7])).known, player > 0
            else { throw Broken(rule: "identifier", expected: "whole numbers as player and team id") }
            let matchupText = line.text(at[4])
            guard let matchup = matchups[matchupText] ?? Matchup(matchupText) else {
                throw Broken(rule: "matchup", expected: "'AAA vs. BBB' or 'AAA @ BBB', found '\(matchupText)'")
            }
            matchups[matchupText] = matchup
            let (tricode, name) = (line.text(at[3]), line.text(at[8]))
            guard !tricode.isEmpty, !name.isEmpty else {
                throw Broken(rule: "name", expected: "a team's tricode and a name, found nothing")
            }
            var won: Bool?
            var minutes: Minutes?
            switch line.field(at[5]) {
            case let field where isText(field, "W"): won = true
            case let field where isText(field, "L"): won = false
            case let field where field.isEmpty: break
            default: throw Broken(rule: "result", expected: "W, L or nothing, found '\(line.text(at[5]))'")
            }
            switch Minutes.read(line.field(at[6])) {
            case .value(let read): minutes = read
            case .unknown: break
            case .invalid:
                throw Broken(rule: "minutes", expected: "MM:SS, M, M.m or PT34M12.00S, found '\(line.text(at[6]))'")
            }
            let counts = try counts(line)
            return LogRow(
                game: game, date: date, teamID: team, playerID: players ? player : 0, team: tricode, name: name,
                matchup: matchup, won: won, minutes: minutes, stats: counts,
                origin: Origin(file: file, line: line.line), hasher: &hasher)
        }

        /// The statistics, each of them and all together in order.
        private mutating func counts(_ line: CSVScanner) throws(Broken) -> CountingStats {
            var counts = CountingStats()
            for (stat, index) in stats {
                switch readInteger(line.field(index)) {
                case .value(let value) where (stat == .plusMinus || value >= 0) && abs(value) < CountingStats.limit:
                    counts[stat] = value
                case .empty: break
                case .invalid where stat == .plusMinus && readThousandths(line.field(index)) != .invalid:
                    // The source divides the players' sum by five; where that is odd the value is none of the league's.
                    oddPlusMinus += 1
                default:
                    let whole = "a whole number\(stat == .plusMinus ? "" : " >= 0")"
                    throw Broken(
                        rule: "counting_stat", expected: "\(stat.column) \(whole), found '\(line.text(index))'")
                }
            }
            let total = rebounds >= 0 ? readInteger(line.field(rebounds)).known : nil
            if let broken = LineRules.broken(counts, totalRebounds: total) {
                throw Broken(rule: broken.rule, expected: broken.expected)
            }
            return counts
        }

        /// `YYYY-MM-DD`, with or without a time of day behind it.
        private func readDate(_ field: UnsafeBufferPointer<UInt8>) -> GameDate? {
            guard field.count >= 10 else { return nil }
            if field.count > 10, field[10] != 84, field[10] != 32 { return nil }
            return GameDate(isoBytes: UnsafeBufferPointer(rebasing: field[..<10]))
        }
    }
}
