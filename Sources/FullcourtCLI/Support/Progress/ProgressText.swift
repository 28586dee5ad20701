import Foundation

/// The words of progress: from a snapshot and a time to the text, with no clock and no terminal.
struct ProgressText {
    /// What is being done.
    let label: String
    /// What its units are called, in the plural.
    let noun: String

    /// A time for people: `2.4 s`, `1:02:03`.
    static func span(_ seconds: Double) -> String { seconds < 60 ? "\(number(seconds)) s" : duration(seconds) }

    /// Everything on one line without a bar, for logs.
    func line(_ snapshot: ProgressSnapshot, from first: Int, seconds: Double) -> String {
        "\(label): " + facts(snapshot, from: first, seconds: seconds).joined(separator: ", ")
    }

    /// The line of a terminal: as `line`, with a bar where there is room, and never wider than the terminal.
    func bar(_ snapshot: ProgressSnapshot, from first: Int, seconds: Double, width: Int) -> String {
        let facts = facts(snapshot, from: first, seconds: seconds).joined(separator: "  ")
        // The last column stays free: some terminals wrap as soon as it is filled.
        let room = width - 1 - label.displayWidth - facts.displayWidth - 5
        guard let fraction = snapshot.fraction, room >= 8 else { return "\(label)  \(facts)".cut(to: width - 1) }
        let cells = min(room, 30)
        let full = Int(fraction * Double(cells))
        let bar = String(repeating: "#", count: full) + String(repeating: ".", count: cells - full)
        return "\(label)  [\(bar)] \(facts)"
    }

    /// What there is to say at the end.
    func summary(_ snapshot: ProgressSnapshot, from first: Int, seconds: Double, note: String?) -> String {
        let units = snapshot.total.map { "\(snapshot.unitsDone) of \($0)" } ?? "\(snapshot.unitsDone)"
        let time = ProgressText.span(seconds)
        var parts = ["\(label): \(units) \(noun) in \(time)"]
        parts += rate(snapshot, from: first, seconds: seconds).map { ["\(ProgressText.number($0)) \(noun)/s"] } ?? []
        parts += tail(snapshot)
        return parts.joined(separator: ", ") + (note.map { "; \($0)" } ?? "")
    }

    private func facts(_ snapshot: ProgressSnapshot, from first: Int, seconds: Double) -> [String] {
        var facts: [String] = []
        if let fraction = snapshot.fraction, let total = snapshot.total {
            facts = ["\(Int(fraction * 100))%", "\(snapshot.unitsDone)/\(total) \(noun)"]
        } else {
            facts = ["\(snapshot.unitsDone) \(noun)"]
        }
        let rate = rate(snapshot, from: first, seconds: seconds)
        facts.append("\(rate.map { ProgressText.number($0) } ?? "-") \(noun)/s")
        if let total = snapshot.total {
            let left = rate.map { Double(max(0, total - snapshot.unitsDone)) / $0 }
            facts.append("ETA \(left.map { ProgressText.duration($0) } ?? "-")")
        }
        return facts + tail(snapshot)
    }

    private func tail(_ snapshot: ProgressSnapshot) -> [String] {
        let counts = snapshot.counts.map { "\($0.state) \($0.count)" }.joined(separator: " ")
        return (counts.isEmpty ? [] : [counts]) + (snapshot.rows > 0 ? ["\(snapshot.rows) rows"] : [])
    }

    /// Units a second since the start, not counting those that were done before it.
    private func rate(_ snapshot: ProgressSnapshot, from first: Int, seconds: Double) -> Double? {
        let done = snapshot.unitsDone - first
        return done > 0 && seconds > 0 ? Double(done) / seconds : nil
    }

    /// `0:09`, `1:02:03`; a started second counts.
    static func duration(_ seconds: Double) -> String {
        // Years are long enough, and a number too large for an integer is not.
        let whole = Int(min(max(0, seconds), 1e9).rounded(.up))
        let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
        let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
    }

    private static func number(_ value: Double) -> String {
        String(format: value >= 100 ? "%.0f" : value >= 1 ? "%.1f" : "%.3f", value)
    }
}
