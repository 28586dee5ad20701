import Basketball
import Storage

extension ImportSession {
    /// Writes the shots of each file as it is read and put in order.
    mutating func writeShots(_ reading: ShotReading) async throws {
        var merge = ShotMerge(before: inputs, isReplacing: isReplacing)
        for try await (index, parsed, shots, first) in reading.assembled {
            let file = reading.files[index]
            note(file, parsed)
            rejected += shots.rejected
            report.update("shots") { $0.repaired += shots.repaired }
            if shots.repaired > 0 {
                report.notes.append("\(file.source.name): \(shots.repaired) shots found their game by date and teams")
            }
            var kept = 0
            let pieces = shots.pieces
            guard var batch = first else { continue }
            for following in pieces.indices.map({ $0 + 1 }) {
                // While one is written the next is made.
                async let next = following < pieces.count ? ShotBatch(shots, pieces[following]) : nil
                kept += try await write(batch, &merge)
                if let made = await next { batch = made }
            }
            if kept > 0 {
                report.notes.append(
                    "\(file.source.name): \(kept) games have fewer shots here than are stored; the stored ones were kept"
                )
            }
        }
    }

    /// - Returns: games whose stored shots were kept because there are more of them.
    private mutating func write(_ batch: ShotBatch, _ merge: inout ShotMerge) async throws -> Int {
        var fresh: [ShotBatch.Game] = []
        var kept = 0
        for game in batch.games {
            let shots = game.rows.count
            gamesWithShots.insert(game.id)
            switch merge.decide(game) {
            case .new:
                fresh.append(game)
                report.update("shots") { $0.new += shots }
            case .unchanged: report.update("shots") { $0.unchanged += shots }
            case .merged: report.update("shots") { $0.merged += shots }
            case .fewer:
                kept += 1
                report.update("shots") { $0.merged += shots }
                continue
            case .replaces: try await replace(game, batch.rows)
            }
            guard merge.isWinner(game) else { continue }
            record(game)
        }
        let rows = fresh.reduce(0) { $0 + $1.rows.count }
        guard rows > 0 else { return kept }
        if rows == batch.rows.count {
            try await apply([.insert(RawTable.shots, batch.rows)])
        } else {
            var picked = ColumnBatch(RawTable.shots)
            for game in fresh { picked.append(batch.rows, rows: game.rows) }
            try await apply([.insert(RawTable.shots, picked)])
        }
        return kept
    }

    /// Notes what is stored of a game's shots from now on.
    private mutating func record(_ game: ShotBatch.Game) {
        var input = inputs[game.id] ?? GameInputs()
        guard input.shots != game.rows.count || input.shotsSum != game.contentSum else { return }
        input.contentSum &+= game.contentSum &- input.shotsSum
        input.shotsSum = game.contentSum
        input.shots = game.rows.count
        inputs[game.id] = input
        changedGames.insert(game.id)
    }

    /// Writes a game's shots over fewer or as many others.
    private mutating func replace(_ game: ShotBatch.Game, _ batch: ColumnBatch) async throws {
        var rows = ColumnBatch(RawTable.shots)
        rows.append(batch, rows: game.rows)
        let stored = try await transaction.scan(
            RawTable.shots, columns: rows.columns.map(\.name), .range(column: "game_id", game.id...game.id))
        let rowOf = Dictionary(uniqueKeysWithValues: zip(stored["sequence"].integers, 0..<stored.count))
        let sequences = rows["sequence"].integers
        let diff = TableDiff(rows, stored: stored) { rowOf[sequences[$0]] }
        for (row, old) in diff.corrected { corrections.add(RawTable.shots, rows, row, stored: stored, old) }
        report.update("shots") {
            $0.new += diff.new.count
            $0.unchanged += diff.unchanged
            $0.corrected += diff.corrected.count
        }
        try await apply(diff.changes(RawTable.shots, rows))
        let surplus = (0..<stored.count).filter { stored["sequence"].integers[$0] > rows.count }
        try await delete(RawTable.shots, stored, surplus)
    }
}

/// Decides what becomes of a game's shots when another list of them is there: the same result in any order of files.
struct ShotMerge {
    enum Decision { case new, unchanged, merged, fewer, replaces }

    /// Shots and their hash sum, before the import and the best of the import's files.
    private let before: [Int: GameInputs]
    private var best: [Int: (shots: Int, sum: Int)] = [:]

    /// Also a shorter list replaces what is stored.
    private let isReplacing: Bool

    init(before: [Int: GameInputs], isReplacing: Bool) {
        self.before = before
        self.isReplacing = isReplacing
    }

    /// Of the files of one import the longest list wins, then the one with the larger sum; it replaces what is stored
    /// unless it is shorter.
    mutating func decide(_ game: ShotBatch.Game) -> Decision {
        let shots = game.rows.count
        let other = best[game.id]
        if let other, (shots, game.contentSum) <= (other.shots, other.sum) { return .merged }
        best[game.id] = (shots, game.contentSum)
        let stored = before[game.id] ?? GameInputs()
        if other == nil, stored.shots == 0 { return .new }
        if other == nil, stored.shotsSum == game.contentSum, stored.shots == shots { return .unchanged }
        return shots < stored.shots && !isReplacing ? .fewer : .replaces
    }

    /// Whether a game's list is the best so far.
    func isWinner(_ game: ShotBatch.Game) -> Bool {
        best[game.id].map { $0 == (game.rows.count, game.contentSum) } ?? false
    }
}
