import Storage

/// What is stored of a game's rows: counts, and the sum of their hashes.
struct GameInputs: Sendable, Hashable {
    var teamRows = 0
    var playerRows = 0
    var shots = 0
    var shotsSum = 0
    var contentSum = 0
    var scheduleSum = 0

    /// What is stored of every game.
    static func read(_ batch: ColumnBatch) -> [Int: GameInputs] {
        let columns = RawTable.gameInputs.columns.map { batch[$0.name].integers }
        var inputs: [Int: GameInputs] = [:]
        inputs.reserveCapacity(batch.count)
        for row in 0..<batch.count {
            inputs[columns[0][row]] = GameInputs(
                teamRows: columns[1][row], playerRows: columns[2][row], shots: columns[3][row],
                shotsSum: columns[4][row], contentSum: columns[5][row], scheduleSum: columns[6][row])
        }
        return inputs
    }
}
