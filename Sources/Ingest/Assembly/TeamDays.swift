import Basketball

/// Which game a team has on a date: two cannot be.
struct TeamDays {
    private struct Day: Hashable {
        let team: Int
        let date: GameDate
    }

    private var games: [Day: Int] = [:]

    init() {}

    init(_ records: some Sequence<GameRecord>) {
        for record in records { add(record) }
    }

    mutating func add(_ record: GameRecord) {
        guard TeamDays.counts(record) else { return }
        for team in [record.home, record.away] { games[Day(team: team, date: record.date)] = record.id.number }
    }

    /// Another game of one of the teams on the date.
    func conflict(_ record: GameRecord) -> Int? {
        guard TeamDays.counts(record) else { return nil }
        return [record.home, record.away].lazy.compactMap { games[Day(team: $0, date: record.date)] }
            .first { $0 != record.id.number }
    }

    /// Preseason and All-Star games are no one's schedule; what was called off leaves its date free.
    private static func counts(_ record: GameRecord) -> Bool {
        record.id.seasonType.isCovered && (record.status == .scheduled || record.status == .final)
    }
}
