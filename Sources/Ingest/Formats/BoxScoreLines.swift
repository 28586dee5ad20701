import Basketball
import Storage

/// Reads lines of box scores of any format, one at a time; texts that come again and again are made once.
struct BoxScoreLines {
    private let columns: BoxScoreColumns
    private let file: Int
    private let width: Int
    private let stats: [(Stat, Int)]
    private let at: Positions
    private var matchups: [String: Matchup] = [:]
    private var hasher = ContentHasher()
    /// Rows whose plus-minus is a number, but no whole one.
    private(set) var oddPlusMinus = 0

    /// Where each column stands, -1 where there is none.
    private struct Positions {
        let game, date, team, tricode, player, playerName, matchup, won, minutes, rebounds, starter, comment: Int
        let teamName, sides: [Int]

        init(_ columns: BoxScoreColumns, _ header: Header) {
            func index(_ name: String?) -> Int { name.map { header.index($0.uppercased()) } ?? -1 }
            (game, date, team) = (index(columns.game), index(columns.date), index(columns.team))
            (tricode, player) = (index(columns.tricode), index(columns.player))
            (playerName, matchup, won) = (index(columns.playerName), index(columns.matchup), index(columns.won))
            (minutes, rebounds) = (index(columns.minutes), index(columns.rebounds))
            (starter, comment) = (index(columns.starter), index(columns.comment))
            teamName = columns.teamName.map(index).filter { $0 >= 0 }
            let found = columns.sides.map(index)
            sides = found.contains(-1) ? [] : found
        }
    }

    private init(_ input: FormatInput, _ columns: BoxScoreColumns) {
        self.columns = columns
        file = input.file
        width = input.header.names.count
        at = Positions(columns, input.header)
        stats = zip(Stat.allCases, columns.stats).compactMap { stat, name in
            input.header.contains(name.uppercased()) ? (stat, input.header.index(name.uppercased())) : nil
        }
    }

    /// Reads every line; a line that breaks a rule is rejected with the rule's name.
    ///
    /// - Parameter visit: called with each good line, for what a format reads besides.
    static func parse(
        _ input: FormatInput, _ columns: BoxScoreColumns, visit: (CSVScanner, BoxScoreRow) -> Void = { _, _ in }
    ) -> ParsedFile {
        var scanner = input.scanner()
        var reader = BoxScoreLines(input, columns)
        var parsed = ParsedFile()
        var rows: [BoxScoreRow] = []
        let isPlayers = columns.player != nil
        while scanner.next() {
            parsed.rowsIn += 1
            do {
                let row = try reader.read(scanner)
                rows.append(row)
                visit(scanner, row)
            } catch {
                parsed.rejected.append(
                    Rejected(
                        origin: Origin(file: input.file, line: scanner.line),
                        table: isPlayers ? "player_boxscores" : "team_boxscores", rule: error.rule,
                        expected: error.expected, text: scanner.recordText, line: reader.player(scanner)))
            }
        }
        if reader.oddPlusMinus > 0 {
            parsed.notes.append(
                "\(reader.oddPlusMinus) rows with a plus-minus that is no whole number: stored as unknown")
        }
        if isPlayers { parsed.players = rows } else { parsed.teams = rows }
        return parsed
    }

    private mutating func read(_ line: CSVScanner) throws(BrokenRule) -> BoxScoreRow {
        guard line.fields.count == width else {
            throw BrokenRule(
                rule: "field_count", expected: "\(width) fields as in the header, found \(line.fields.count)")
        }
        guard let number = readInteger(line.field(at.game)).known, let game = GameID(number: number) else {
            throw BrokenRule(rule: "game_id", expected: "a game id of ten digits, found '\(line.text(at.game))'")
        }
        let date = try date(line)
        let team = try identifier(line.field(at.team), of: "team")
        let player = at.player >= 0 ? try identifier(line.field(at.player), of: "player") : 0
        let tricode = line.text(at.tricode)
        let name =
            player > 0 ? line.text(at.playerName) : at.teamName.map { line.text($0) }.joined(separator: " ")
        guard !tricode.isEmpty, player == 0 || !name.isEmpty else {
            throw BrokenRule(rule: "name", expected: "a team's tricode and a name, found nothing")
        }
        var values = BoxScoreRow.Values(
            kind: columns.kind, game: game, date: date, teamID: team, playerID: player, team: tricode, name: name,
            matchup: try matchup(line, team), won: try won(line), minutes: try minutes(line), stats: try counts(line))
        if player > 0, columns.kind != .gameLog { describe(&values, line) }
        return BoxScoreRow(values, origin: Origin(file: file, line: line.line), hasher: &hasher)
    }

    /// Whose line it is, whatever else is wrong with it; nil where that cannot be told.
    private func player(_ line: CSVScanner) -> StoredLines.Key? {
        guard line.fields.count == width, at.player >= 0,
            let number = readInteger(line.field(at.game)).known, let game = GameID(number: number),
            let player = readInteger(line.field(at.player)).known, RawTable.identifiers.contains(player)
        else { return nil }
        return StoredLines.Key(game: game.number, id: player)
    }

    private func identifier(_ field: UnsafeBufferPointer<UInt8>, of whom: String) throws(BrokenRule) -> Int {
        guard let id = readInteger(field).known, RawTable.identifiers.contains(id) else {
            throw BrokenRule(
                rule: "identifier",
                expected: "a whole number from 1 to \(RawTable.identifiers.upperBound - 1) as \(whom) id")
        }
        return id
    }

    /// What only box scores say of a player: who started, and who did not play and why. The zeros of one who did not play
    /// are no results.
    private func describe(_ values: inout BoxScoreRow.Values, _ line: CSVScanner) {
        if at.starter >= 0 { values.started = !line.field(at.starter).isEmpty }
        if at.comment >= 0 {
            let comment = line.text(at.comment).trimmingSpaces
            values.comment = comment.isEmpty ? nil : comment
        }
        let seconds = values.minutes?.seconds
        if seconds == 0 && values.comment != nil || seconds == nil && !values.stats.hasAnyCount {
            values.minutes = nil
            values.stats = CountingStats()
        }
    }

    private func date(_ line: CSVScanner) throws(BrokenRule) -> GameDate? {
        guard at.date >= 0 else { return nil }
        let field = line.field(at.date)
        if field.isEmpty, columns.kind != .gameLog { return nil }
        guard let date = GameDate(leading: field) else {
            throw BrokenRule(rule: "game_date", expected: "a date YYYY-MM-DD, found '\(line.text(at.date))'")
        }
        return date
    }

    private mutating func matchup(_ line: CSVScanner, _ team: Int) throws(BrokenRule) -> Matchup? {
        if at.sides.count == 4 {
            guard let home = readInteger(line.field(at.sides[0])).known else { return nil }
            let codes = (line.text(at.sides[1]), line.text(at.sides[3]))
            return home == team
                ? Matchup(team: codes.0, opponent: codes.1, isHome: true)
                : Matchup(team: codes.1, opponent: codes.0, isHome: false)
        }
        guard at.matchup >= 0 else { return nil }
        let text = line.text(at.matchup)
        guard let matchup = matchups[text] ?? Matchup(text) else {
            throw BrokenRule(rule: "matchup", expected: "'AAA vs. BBB' or 'AAA @ BBB', found '\(text)'")
        }
        matchups[text] = matchup
        return matchup
    }

    private func won(_ line: CSVScanner) throws(BrokenRule) -> Bool? {
        guard at.won >= 0 else { return nil }
        switch line.field(at.won) {
        case let field where isText(field, "W"): return true
        case let field where isText(field, "L"): return false
        case let field where field.isEmpty: return nil
        default: throw BrokenRule(rule: "result", expected: "W, L or nothing, found '\(line.text(at.won))'")
        }
    }

    private func minutes(_ line: CSVScanner) throws(BrokenRule) -> Minutes? {
        switch Minutes.read(line.field(at.minutes)) {
        case .value(let read): return read
        case .unknown: return nil
        case .invalid:
            throw BrokenRule(
                rule: "minutes", expected: "MM:SS, M, M.m or PT34M12.00S, found '\(line.text(at.minutes))'")
        }
    }

    /// The statistics, each of them and all together in order.
    private mutating func counts(_ line: CSVScanner) throws(BrokenRule) -> CountingStats {
        var counts = CountingStats()
        for (stat, index) in stats {
            switch readInteger(line.field(index)) {
            case .value(let value) where (stat == .plusMinus || value >= 0) && abs(value) <= LineRules.largestCount:
                counts[stat] = value
            case .empty: break
            case .invalid where stat == .plusMinus && readThousandths(line.field(index)) != .invalid:
                // The source divides the players' sum by five; where that is odd the value is none of the league's.
                oddPlusMinus += 1
            default:
                let whole = "a whole number\(stat == .plusMinus ? "" : " from 0") to \(LineRules.largestCount)"
                throw BrokenRule(
                    rule: "counting_stat", expected: "\(stat.column) \(whole), found '\(line.text(index))'")
            }
        }
        let total = at.rebounds >= 0 ? readInteger(line.field(at.rebounds)).known : nil
        if let broken = LineRules.broken(counts, totalRebounds: total) {
            throw BrokenRule(rule: broken.rule, expected: broken.expected)
        }
        return counts
    }
}

extension GameDate {
    /// `YYYY-MM-DD`, with or without a time of day behind it.
    init?(leading field: UnsafeBufferPointer<UInt8>) {
        guard field.count >= 10 else { return nil }
        if field.count > 10, field[10] != UInt8(ascii: "T"), field[10] != UInt8(ascii: " ") { return nil }
        self.init(isoBytes: UnsafeBufferPointer(rebasing: field[..<10]))
    }
}

extension String {
    /// Without spaces at either end.
    var trimmingSpaces: String {
        guard first == " " || last == " " else { return self }
        return String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
