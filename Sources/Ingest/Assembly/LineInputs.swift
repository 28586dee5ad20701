import Basketball
import Storage

/// What is stored of a date's lines: counts, and the sum of their hashes.
struct LineInputs: Sendable, Hashable {
    var playerLines = 0
    var gameLines = 0
    var contentSum = 0

    /// What is stored of every date.
    static func read(_ batch: ColumnBatch) -> [GameDate: LineInputs] {
        let columns = RawTable.lineInputs.columns.map { batch[$0.name].integers }
        var inputs: [GameDate: LineInputs] = [:]
        for row in 0..<batch.count {
            inputs[GameDate(dayNumber: columns[0][row])] = LineInputs(
                playerLines: columns[1][row], gameLines: columns[2][row], contentSum: columns[3][row])
        }
        return inputs
    }

    static func batch(_ inputs: [GameDate: LineInputs], of dates: some Sequence<GameDate>) -> ColumnBatch {
        var writer = RowWriter(RawTable.lineInputs.columns)
        for date in dates {
            guard let input = inputs[date] else { continue }
            writer.put(date)
            writer.put(input.playerLines)
            writer.put(input.gameLines)
            writer.put(input.contentSum)
            writer.endRow()
        }
        return writer.batch
    }
}
