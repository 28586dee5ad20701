import Basketball
import Planning
import Storage

/// Changes what a date's features must not depend on.
extension ProofBench.Material {
    /// Every value of every result row dated on D or later is another; lines captured after tip-off appear.
    package func perturbed(_ date: GameDate, seed: UInt64) -> ProofBench.Material {
        var material = self
        var random = ProofRandom(seed: seed)
        material.sources = sources.map { batch in
            let rows = ProofBench.Material.rows(batch, from: date)
            return batch.changing(rows) { column, value in
                keys.contains(column.name) ? value : ProofBench.Material.other(value, column, &random)
            }
        }
        material.lines = lines.withLateLines(
            players: Set(sources[2]["player_id"].integers).union(lines.players), games: facts.games.map(\.id))
        material.facts = facts.withOtherResults()
        return material
    }

    /// Nothing dated on D or later is there, nor a line captured after tip-off.
    package func truncated(_ date: GameDate) -> ProofBench.Material {
        var material = self
        material.sources = sources.map { $0.prefix(ProofBench.Material.rows($0, from: date).lowerBound) }
        let players = material.sources[2]
        let team = Dictionary(
            zip(players["player_id"].integers, players["team_id"].integers), uniquingKeysWith: { $1 })
        let fixtures = Dictionary(
            facts.games.flatMap { [($0.home, $0.id), ($0.away, $0.id)] }, uniquingKeysWith: { $1 })
        material.lines = lines.withoutLateLines(
            tipoffs: Dictionary(facts.games.map { ($0.id, $0.tipoff) }, uniquingKeysWith: { $1 }).compactMapValues(
                \.self)
        ) { player in team[player].flatMap { fixtures[$0] } }
        material.facts = facts.withOtherResults()
        return material
    }

    /// The day's results are shuffled among the day's players: each keeps his key and gets another's line.
    package func permuted(_ date: GameDate, seed: UInt64) -> ProofBench.Material {
        var material = self
        var random = ProofRandom(seed: seed)
        material.sources = sources.map { batch in
            let from = ProofBench.Material.rows(batch, from: date)
            let end = ProofBench.Material.rows(batch, from: date + 1).lowerBound
            let day = from.lowerBound..<end
            guard day.count > 1 else { return batch }
            var order = Array(day)
            // A cyclic permutation (Sattolo), so that nobody keeps his own.
            for index in order.indices.dropFirst().reversed() { order.swapAt(index, random.below(index)) }
            var shuffled = batch
            for (place, column) in batch.columns.enumerated() where !keys.contains(column.name) {
                var vector = ColumnVector(column.type)
                vector.append(batch.vectors[place], rows: 0..<day.lowerBound)
                for row in order { vector.append(batch.vectors[place], rows: row..<(row + 1)) }
                vector.append(batch.vectors[place], rows: day.upperBound..<batch.count)
                shuffled.vectors[place] = vector
            }
            return shuffled
        }
        return material
    }

    private var keys: Set<String> { ["game_date", "game_id", "team_id", "player_id"] }

    /// Rows dated on a day or later; rows are in the order of dates.
    private static func rows(_ batch: ColumnBatch, from date: GameDate) -> Range<Int> {
        let days = batch["game_date"].integers
        let first = days.firstIndex { $0 >= date.dayNumber } ?? days.count
        return first..<days.count
    }

    /// Another value of the same type.
    private static func other(_ value: Cell, _ column: Column, _ random: inout ProofRandom) -> Cell {
        switch value {
        case .null: return .null
        case .integer(let number):
            return .integer(column.type == .boolean ? 1 - number : number + 1 + random.below(40))
        case .real(let number): return .real(number + 1 + Double(random.below(40)))
        case .text(let text): return .text(text + "x")
        }
    }

    /// One value.
    fileprivate enum Cell {
        case null
        case integer(Int)
        case real(Double)
        case text(String)
    }
}

extension ColumnBatch {
    /// The first rows.
    fileprivate func prefix(_ count: Int) -> ColumnBatch {
        var batch = ColumnBatch(columns)
        batch.append(self, rows: 0..<count)
        return batch
    }

    /// The same with other values in some rows at the end.
    fileprivate func changing(
        _ rows: Range<Int>, _ change: (Column, ProofBench.Material.Cell) -> ProofBench.Material.Cell
    ) -> ColumnBatch {
        var batch = prefix(rows.lowerBound)
        for (place, column) in columns.enumerated() {
            let old = vectors[place]
            for row in rows {
                let value: ProofBench.Material.Cell =
                    old.isNull(row)
                    ? .null
                    : column.type == .text
                        ? .text(old.texts[row])
                        : column.type == .real ? .real(old.reals[row]) : .integer(old.integers[row])
                switch change(column, value) {
                case .null where column.type == .text: batch.vectors[place].append(nil as String?)
                case .null where column.type == .real: batch.vectors[place].append(nil as Double?)
                case .null: batch.vectors[place].append(nil as Int?)
                case .integer(let number): batch.vectors[place].append(number)
                case .real(let number): batch.vectors[place].append(number)
                case .text(let text): batch.vectors[place].append(text)
                }
            }
        }
        return batch
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed everywhere.
package struct ProofRandom: Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// A number from 0 to below the bound, each as likely but for a bias of less than 2^-32.
    package mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((((z ^ (z >> 31)) >> 32) &* UInt64(max(1, bound))) >> 32)
    }
}
