import Basketball
import Simulation
import Storage
import TestSupport

/// A kind of change that the world makes to what is known.
enum Correction: Int, CaseIterable {
    case playerStat, teamStat, minute, deletedRow, movedGame, renamedPlayer, newFile, birthdate, postponed, line

    /// How often each is drawn.
    static let weights = [50, 12, 40, 20, 16, 22, 8, 10, 10, 12]
}

/// Makes random corrections in a warehouse and keeps the book of what its files would say.
struct Corrector {
    var book: SourceBook
    /// Games that no file has brought yet.
    var withheld: [String]
    private var random: SeededGenerator
    private var postponed: Set<String> = []
    private var files = 0

    init(_ book: SourceBook, withheld: [String], seed: UInt64) {
        self.book = book
        self.withheld = withheld
        random = SeededGenerator(seed: seed)
    }

    /// Makes one correction.
    ///
    /// - Returns: what was done, for the failure message.
    mutating func correct(_ lab: Lab) async throws -> String {
        let kind = Correction.allCases[random.pick(weights: Correction.weights)]
        files += 1
        let name = "correction\(files)"
        let known = book.games.filter { !withheld.contains($0) && !postponed.contains($0) }
        let game = known[random.integer(0...(known.count - 1))]
        let row = random.integer(0...((book.players[game]?.count ?? 1) - 1))
        let line = book.players[game]?[row] ?? []
        let number = Int(game) ?? 0
        let player = Int(line[SourceBook.Player.id]) ?? 0
        let date = try require(book.date(game))
        var text = "\(kind) \(game) \(player) on \(date)"
        switch kind {
        case .playerStat:
            let column = random.integer(SourceBook.Player.counts)
            book.setPlayer(game, row, column, "\((Int(line[column]) ?? 0) + 1)")
            try book.write(players: [book.players[game]?[row] ?? []], to: lab.folder, name)
        case .teamStat:
            let column = random.integer(SourceBook.Team.counts)
            let old = Int(book.teams[game]?[0][column] ?? "") ?? 0
            book.setTeam(game, 0, column, "\(old + 1)")
            try book.write(teams: [book.teams[game]?[0] ?? []], to: lab.folder, name)
        case .minute:
            let minutes = Int(line[SourceBook.Player.minutes]) ?? 0
            book.setPlayer(game, row, SourceBook.Player.minutes, "\(minutes > 20 ? minutes - 1 : minutes + 1)")
            try book.write(players: [book.players[game]?[row] ?? []], to: lab.folder, name)
        case .deletedRow:
            guard book.players[game]?.count ?? 0 > 20 else { return try await correct(lab) }
            book.remove(game, player: row)
            try await RawEdit.deletePlayerLine(lab.warehouse, game: number, player: player)
            return text
        case .movedGame:
            let target = date + random.integer(-9...12)
            let busy = Set(book.games.compactMap { book.date($0) })
            guard !busy.contains(target) else { return try await correct(lab) }
            book.move(game, to: target)
            try book.write([game], to: lab.folder, name)
            text += " to \(target)"
        case .renamedPlayer:
            // Half of the new spellings have the same lookup.
            let old = line[SourceBook.Player.name]
            book.setPlayer(game, row, SourceBook.Player.name, random.chance(500) ? old + " Jr" : old.uppercased() + ".")
            try book.write(players: [book.players[game]?[row] ?? []], to: lab.folder, name)
        case .newFile:
            guard let next = withheld.popLast() else { return try await correct(lab) }
            try book.write([next], to: lab.folder, name)
            text = "\(kind) \(next)"
        case .birthdate:
            let day = random.integer(10...28)
            try book.writePeople({ $0[6] = "1995-0\(day % 9 + 1)-\(day) 00:00:00" }, line: row, to: lab.folder, name)
        case .postponed:
            if let back = postponed.popFirst() {
                try await RawEdit.setStatus(lab.warehouse, game: Int(back) ?? 0, "final")
                return "\(kind): \(back) is final again"
            }
            postponed.insert(game)
            try await RawEdit.setStatus(lab.warehouse, game: number, random.chance(500) ? "postponed" : "scheduled")
            return text
        case .line:
            let value = Double(random.integer(10...60)) / 2
            try await RawEdit.addPointsLine(lab.warehouse, date, player: player, line: value)
            if random.chance(500) {
                try await RawEdit.addGameLine(
                    lab.warehouse, date, game: number, spread: value - 15, total: 200 + value)
            }
            return text
        }
        try await lab.importFiles([lab.folder.path(name)])
        return text
    }

    private func require(_ date: GameDate?) throws -> GameDate {
        struct NoDate: Error {}
        guard let date else { throw NoDate() }
        return date
    }
}
