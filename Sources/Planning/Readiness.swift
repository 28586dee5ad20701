import Basketball

/// Which units are not ready for those that read them, so that it can be asked for any scope at once.
package struct Readiness: Sendable {
    private let settings: PipelineSettings
    private let acceptPartial: Bool
    /// Dates, sorted, on which a unit of the table is not ready, and what it is.
    private var open: [String: [(day: Int, status: UnitStatus)]] = [:]

    /// - Parameter acceptPartial: somebody decided, with a reason, that partial units may be read whatever they lack.
    package init(_ settings: PipelineSettings, acceptPartial: Bool) {
        self.settings = settings
        self.acceptPartial = acceptPartial
    }

    /// Takes up the reports of a table, in place of those it had.
    package mutating func note(_ table: String, _ reports: [UnitReport]) {
        open[table] = reports.filter { !isReady(table, $0.state.status, $0.entry) }
            .map { ($0.unit.date.dayNumber, $0.state.status) }.sorted { $0.day < $1.day }
    }

    /// Whether those that read a unit may do so.
    package func isReady(_ table: String, _ status: UnitStatus, _ entry: LedgerEntry?) -> Bool {
        switch status {
        case .written, .notExpected: return true
        case .partial:
            guard !acceptPartial, let entry, entry.rowsExpected > 0 else { return acceptPartial }
            return Double(entry.rowsWritten) >= settings.minComplete(table) * Double(entry.rowsExpected)
        case .missing, .stale, .failed, .blocked: return false
        }
    }

    /// Whether an optional input that is not ready may still be read as it is: no work could change it.
    package static func isFinal(_ status: UnitStatus) -> Bool { status == .partial }

    /// The first input in scope that blocks a unit, as `needs TABLE DATE: STATUS`; nil when none does.
    package func blocker(_ inputs: [TableInput], on date: GameDate, seasonStart: GameDate) -> String? {
        for input in inputs {
            guard let dates = open[input.table], !dates.isEmpty else { continue }
            let range: Range<Int>
            switch input.scope {
            case .sameDate: range = date.dayNumber..<(date.dayNumber + 1)
            case .seasonBefore: range = min(seasonStart.dayNumber, date.dayNumber)..<date.dayNumber
            case .before: range = Int.min..<date.dayNumber
            }
            var low = 0
            var high = dates.count
            while low < high {
                let middle = (low + high) / 2
                if dates[middle].day < range.lowerBound { low = middle + 1 } else { high = middle }
            }
            while low < dates.count, dates[low].day < range.upperBound {
                if input.isRequired || !Readiness.isFinal(dates[low].status) {
                    let blocker = Unit(input.table, GameDate(dayNumber: dates[low].day))
                    return "needs \(blocker): \(dates[low].status.rawValue)"
                }
                low += 1
            }
        }
        return nil
    }
}
