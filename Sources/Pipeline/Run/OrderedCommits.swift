/// Computes pieces of work in parallel and stores them in their order, one commit at a time: rows that come in key order are
/// appended to their table, where others would have to be fitted in between. What waits for the writer is stored together, and
/// made ready while the commit before is written.
struct OrderedCommits<Piece: Sendable, Made: Sendable, Staged: Sendable>: Sendable {
    /// Pieces that are computed at the same time; one less while the writer, which needs a core too, has enough to do.
    let workers: Int
    let stop: StopFlag
    /// Pieces that one commit stores, at most. Four times as many are computed, wait or are being stored.
    static var most: Int { 8 }
    let compute: @Sendable (Piece) async throws -> Made
    /// Makes a commit ready, beside the writer.
    let stage: @Sendable ([Made]) async throws -> Staged
    let commit: @Sendable (Staged) async throws -> Void

    private enum Step: Sendable {
        case computed(Int, Made)
        case staged([Made], Staged)
        case stored([Made])
    }

    /// Runs all pieces, or those that were begun when somebody asked to stop.
    ///
    /// - Parameter stored: called with each piece's result, in order, when it is committed.
    func run(_ pieces: [Piece], _ stored: (Made) -> Void) async throws {
        try await withThrowingTaskGroup(of: Step.self) { group in
            var begun = 0
            var computing = 0
            var taken = 0
            var finished = 0
            var waiting: [Int: Made] = [:]
            var isStaging = false
            var ready: ([Made], Staged)?
            var isStoring = false
            func begin() {
                let hasEnough = isStoring && (ready != nil || waiting.count >= 2)
                let width = max(1, hasEnough ? workers - 1 : workers)
                while begun < pieces.count, computing < width, begun - finished < 4 * Self.most, !stop.isRequested {
                    let (index, piece) = (begun, pieces[begun])
                    group.addTask { .computed(index, try await compute(piece)) }
                    begun += 1
                    computing += 1
                }
            }
            func store() {
                guard !isStoring, let (made, staged) = ready else { return }
                ready = nil
                isStoring = true
                group.addTask {
                    try await commit(staged)
                    return .stored(made)
                }
            }
            func makeReady() {
                guard !isStaging, ready == nil else { return }
                var made: [Made] = []
                while made.count < Self.most, let next = waiting.removeValue(forKey: taken) {
                    made.append(next)
                    taken += 1
                }
                guard !made.isEmpty else { return }
                isStaging = true
                group.addTask { [made] in .staged(made, try await stage(made)) }
            }
            begin()
            while let step = try await group.next() {
                switch step {
                case .computed(let index, let made):
                    computing -= 1
                    waiting[index] = made
                case .staged(let made, let staged):
                    isStaging = false
                    ready = (made, staged)
                case .stored(let made):
                    isStoring = false
                    finished += made.count
                    made.forEach(stored)
                }
                store()
                makeReady()
                begin()
            }
        }
    }
}
