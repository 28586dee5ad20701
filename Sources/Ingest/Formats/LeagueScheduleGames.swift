import Basketball

/// Games of a schedule as tables made from the league's JSON have them: ids, dates, teams, status, tip-off.
enum ScheduleGames {
    static let required = [
        "SCHEDULE_GAME_ID", "GAME_DATE", "STATUS", "TIPOFF_UTC", "NEUTRAL", "HOME_TEAM_ID", "HOME_TRICODE", "HOME_NAME",
        "AWAY_TEAM_ID", "AWAY_TRICODE", "AWAY_NAME",
    ]

    static func parse(_ input: FormatInput, _ kind: SourceKind) -> ParsedFile {
        let at = required.map { input.header.index($0) }
        var scanner = input.scanner()
        var parsed = ParsedFile()
        while scanner.next() {
            parsed.rowsIn += 1
            do throws(BrokenRule) {
                guard scanner.fields.count == input.header.names.count else {
                    throw BrokenRule(rule: "field_count", expected: "as many fields as in the header")
                }
                parsed.schedule.append(try read(scanner, at, kind, input.file))
            } catch {
                parsed.rejected.append(
                    Rejected(
                        origin: Origin(file: input.file, line: scanner.line), table: "games", rule: error.rule,
                        expected: error.expected, text: scanner.recordText))
            }
        }
        return parsed
    }

    private static func read(
        _ line: CSVScanner, _ at: [Int], _ kind: SourceKind, _ file: Int
    ) throws(BrokenRule) -> ScheduleRow {
        guard let number = readInteger(line.field(at[0])).known, let game = GameID(number: number) else {
            throw BrokenRule(rule: "game_id", expected: "a game id of ten digits, found '\(line.text(at[0]))'")
        }
        guard let date = GameDate(leading: line.field(at[1])) else {
            throw BrokenRule(rule: "game_date", expected: "a date YYYY-MM-DD, found '\(line.text(at[1]))'")
        }
        guard let status = GameStatus(rawValue: line.text(at[2])) else {
            throw BrokenRule(rule: "status", expected: "the status of a game, found '\(line.text(at[2]))'")
        }
        let time = line.text(at[3])
        let tipoff = Instant(time)
        guard time.isEmpty || tipoff != nil else {
            throw BrokenRule(rule: "time", expected: "a UTC time of tip-off or nothing, found '\(time)'")
        }
        guard let home = readInteger(line.field(at[5])).known, let away = readInteger(line.field(at[8])).known,
            home > 0,
            away > 0, home != away
        else {
            throw BrokenRule(
                rule: "teams_unknown", expected: "two different teams; the schedule does not know them yet")
        }
        let codes = (line.text(at[6]), line.text(at[9]))
        guard !codes.0.isEmpty, !codes.1.isEmpty else {
            throw BrokenRule(rule: "name", expected: "tricodes of both teams")
        }
        return ScheduleRow(
            kind: kind, game: game, date: date, home: home, away: away, homeTeam: codes.0, awayTeam: codes.1,
            homeName: line.text(at[7]), awayName: line.text(at[10]), neutral: isText(line.field(at[4]), "true"),
            status: status, tipoff: tipoff, origin: Origin(file: file, line: line.line))
    }
}

/// The league's schedule of a season.
enum LeagueScheduleGames: SourceFormat {
    static let name = "league-schedule"
    static let required = ScheduleGames.required
    static let optional: [String] = []
    static let forbidden = ["SCOREBOARD"]
    static let table = "games"
    static let kind: SourceKind? = .leagueSchedule

    static func parse(_ input: FormatInput) -> ParsedFile { ScheduleGames.parse(input, .leagueSchedule) }
}

/// The league's scoreboard of a day.
enum ScoreboardGames: SourceFormat {
    static let name = "scoreboard"
    static let required = ScheduleGames.required + ["SCOREBOARD"]
    static let optional: [String] = []
    static let table = "games"
    static let kind: SourceKind? = .scoreboard

    static func parse(_ input: FormatInput) -> ParsedFile { ScheduleGames.parse(input, .scoreboard) }
}
