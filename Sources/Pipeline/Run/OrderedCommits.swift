/// Computes pieces of work in parallel and stores them in their order, one commit at a time: rows that come in key order are
/// appended to their table, where others would have to be fitted in between. What waits for the writer is stored together.
struct OrderedCommits<Piece: Sendable, Made: Sendable>: Sendable {
    /// Pieces that are computed at the same time; one less while the writer, which needs a core too, has enough to do.
    let workers: Int
    let stop: StopFlag
    /// Pieces that one commit stores, at most. Four times as many are computed, wait or are being stored.
    static var most: Int { 8 }
    let compute: @Sendable (Piece) async throws -> Made
    let commit: @Sendable ([Made]) async throws -> Void

    private enum Step: Sendable {
        case computed(Int, Made)
        case stored([Made])
    }

    /// Runs all pieces, or those that were begun when somebody asked to stop.
    ///
    /// - Parameter stored: called with each piece's result, in order, when it is committed.
    func run(_ pieces: [Piece], _ stored: (Made) -> Void) async throws {
        try await withThrowingTaskGroup(of: Step.self) { group in
            var begun = 0
            var computing = 0
            var finished = 0
            var waiting: [Int: Made] = [:]
            var isStoring = false
            func begin() {
                let width = max(1, isStoring && waiting.count >= 2 ? workers - 1 : workers)
                while begun < pieces.count, computing < width, begun - finished < 4 * Self.most, !stop.isRequested {
                    let (index, piece) = (begun, pieces[begun])
                    group.addTask { .computed(index, try await compute(piece)) }
                    begun += 1
                    computing += 1
                }
            }
            func store() {
                guard !isStoring else { return }
                var made: [Made] = []
                while made.count < Self.most, let next = waiting.removeValue(forKey: finished + made.count) {
                    made.append(next)
                }
                guard !made.isEmpty else { return }
                isStoring = true
                group.addTask { [made] in
                    try await commit(made)
                    return .stored(made)
                }
            }
            begin()
            while let step = try await group.next() {
                switch step {
                case .computed(let index, let made):
                    computing -= 1
                    waiting[index] = made
                case .stored(let made):
                    isStoring = false
                    finished += made.count
                    made.forEach(stored)
                }
                store()
                begin()
            }
        }
    }
}
