import Basketball
import Storage

extension ImportSession {
    /// Writes players' lines: names matched within the two teams of their game, sides put together, the main line decided.
    mutating func writePlayerLines(_ offers: [PlayerLineOffer]) async throws {
        guard !offers.isEmpty else { return }
        let teams = try await teamDirectory()
        let dates = Set(offers.map(\.tipoff.easternDate))
        let rosters = try await rosters(about: dates)
        var matching = LineMatching(teams: teams, rosters: rosters, games: GamesByTeams(games.values))
        var placed: [(group: PlayerLineAssembly.Group, offer: PlayerLineOffer)] = []
        placed.reserveCapacity(offers.count)
        for offer in offers {
            switch matching.place(offer) {
            case .success(let group): placed.append((group, offer))
            case .failure(let broken):
                rejected.append(
                    Rejected(
                        origin: offer.origin, table: "player_lines", rule: broken.rule, expected: broken.expected,
                        text: ""))
            }
        }
        report.notes += matching.notes(offers.count)
        try await write(placed)
    }

    func teamDirectory() async throws -> TeamDirectory {
        TeamDirectory(try await transaction.scan(RawTable.teams, columns: RawTable.teams.columns.map(\.name), .all))
    }

    /// Who played for whom in the seasons of some dates and the seasons before.
    private func rosters(about dates: Set<GameDate>) async throws -> RosterDirectory {
        var years = Set(dates.map { Season(of: $0).startYear })
        years.formUnion(years.map { $0 - 1 })
        let present = Set(inputs.lazy.filter { $0.value.playerRows > 0 }.map { $0.key / 100_000 })
        let columns = ["game_id", "player_id", "team_id", "player_name"]
        var lines = ColumnBatch(try RawTable.playerBoxScores.columns(named: columns))
        for prefix in present.sorted() {
            guard let id = GameID(number: prefix * 100_000), id.seasonType.isCovered,
                years.contains(id.season.startYear)
            else { continue }
            lines.append(
                try await transaction.scan(
                    RawTable.playerBoxScores, columns: columns,
                    .range(column: "game_id", (prefix * 100_000)...(prefix * 100_000 + 99_999))))
        }
        let people = try await transaction.scan(RawTable.players, columns: ["player_id", "player_lookup"], .all)
        var spellings: [Int: Set<String>] = [:]
        for (row, id) in people["player_id"].integers.enumerated() {
            spellings[id, default: []].insert(people["player_lookup"].texts[row])
        }
        let games = self.games
        return RosterDirectory(lines, dateOf: { games[$0]?.date }, spellings: spellings)
    }

    private mutating func write(_ placed: [(group: PlayerLineAssembly.Group, offer: PlayerLineOffer)]) async throws {
        guard let first = placed.map(\.group.date).min(), let last = placed.map(\.group.date).max() else { return }
        let stored = try await transaction.scan(
            RawTable.playerLines, columns: RawTable.playerLines.columns.map(\.name),
            .range(column: "game_date", span(first, last)))
        let concerned = Set(placed.map(\.group))
        // What the files lack goes before it can be the main line.
        let offers = Set(placed.map { PlayerLineKey(group: $0.group, number: $0.offer.line) })
        let gone = isReplacing ? replacedLines(stored, offers) : []
        for row in gone {
            let date = GameDate(dayNumber: stored["game_date"].integers[row])
            changeLines(date) {
                $0.playerLines -= 1
                $0.contentSum &-= stored["content_hash"].integers[row]
            }
        }
        try await delete(RawTable.playerLines, stored, gone)
        let goneRows = Set(gone)
        var assembly = PlayerLineAssembly()
        var rowOf: [PlayerLineAssembly.Group: [Int: Int]] = [:]
        for (row, (group, number, line)) in LineBatches.stored(stored).enumerated()
        where concerned.contains(group) && !goneRows.contains(row) {
            rowOf[group, default: [:]][number] = row
            assembly.addStored(group, number, line)
        }
        assembly.add(placed)
        var lines: [(group: PlayerLineAssembly.Group, number: Int, line: PlayerLineAssembly.Line)] = []
        for group in concerned.sorted() {
            let ofGroup = assembly.groups[group] ?? [:]
            for number in ofGroup.keys.sorted() {
                if let line = ofGroup[number] { lines.append((group, number, line)) }
            }
        }
        let batch = LineBatches.players(lines, sources: sources)
        let diff = TableDiff(batch, stored: stored) { rowOf[lines[$0].group]?[lines[$0].number] }
        let isOffered = lines.map { assembly.offered[$0.group]?.contains($0.number) == true }
        let offered = isOffered.count { $0 }
        let corrected = diff.corrected.count { isOffered[$0.new] }
        report.update("player_lines") {
            $0.new += diff.new.count
            $0.corrected += corrected
            $0.unchanged += offered - diff.new.count - corrected
            $0.merged += assembly.merged
        }
        let others = diff.corrected.count - corrected
        if others > 0 { report.notes.append("\(others) stored lines are no longer the main one, or are now") }
        let alternates = lines.count { !$0.line.isMain }
        if alternates > 0 {
            report.notes.append(
                "\(alternates) lines beside a main one: the main line is that whose prices are closest to even, "
                    + "of as close ones the lower")
        }
        if assembly.conflicts > 0 {
            report.notes.append("\(assembly.conflicts) lines with several prices of a side: the nearest to even taken")
        }
        let (hashes, oldHashes) = (
            batch["content_hash"].integers, stored.isEmpty ? [] : stored["content_hash"].integers
        )
        for row in diff.new {
            changeLines(lines[row].group.date) {
                $0.playerLines += 1
                $0.contentSum &+= hashes[row]
            }
        }
        for (row, old) in diff.corrected {
            changeLines(lines[row].group.date) { $0.contentSum &+= hashes[row] &- oldHashes[old] }
            corrections.add(RawTable.playerLines, batch, row, stored: stored, old)
        }
        try await apply(diff.changes(RawTable.playerLines, batch))
    }

    /// The dates to look at: of the lines, or for a replacement of their whole seasons.
    private func span(_ first: GameDate, _ last: GameDate) -> ClosedRange<Int> {
        guard isReplacing, let from = Season(of: first).span?.first, let to = Season(of: last).span?.last else {
            return first.dayNumber...last.dayNumber
        }
        return min(first, from).dayNumber...max(last, to).dayNumber
    }

    /// Stored lines of the seasons and bookmakers of some offers that are not among them.
    private func replacedLines(_ stored: ColumnBatch, _ offers: Set<PlayerLineKey>) -> [Int] {
        let scopes = Set(offers.map { [$0.group.bookmaker, "\(Season(of: $0.group.date))"] })
        return LineBatches.stored(stored).enumerated().filter { _, line in
            scopes.contains([line.group.bookmaker, "\(Season(of: line.group.date))"])
                && !offers.contains(PlayerLineKey(group: line.group, number: line.number))
        }.map(\.offset)
    }

    /// Changes what is noted of a date's lines.
    mutating func changeLines(_ date: GameDate, _ change: (inout LineInputs) -> Void) {
        change(&lineInputs[date, default: LineInputs()])
        changedLineDates.insert(date)
    }
}

/// A player's line by its key.
private struct PlayerLineKey: Hashable {
    let group: PlayerLineAssembly.Group
    let number: Int
}

extension Season {
    /// The season whose year, from July to June, holds a date.
    init(of date: GameDate) {
        let (year, month, _) = date.civil
        self.init(startYear: month >= 7 ? year : year - 1)
    }
}
