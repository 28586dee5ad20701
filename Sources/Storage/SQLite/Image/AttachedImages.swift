import GRDB
import Synchronization

/// The images of a connection: SQLite may read them until they are detached, which it does only between transactions.
final class AttachedImages: Sendable {
    /// Databases that SQLite attaches to a connection unless it was built for fewer, less one for others.
    private static let most = 9
    /// Memory that is kept for later images.
    private static let mostSpare = 2

    private struct State {
        var attached: [AttachedImage] = []
        var spare: [PageMemory] = []
        /// Images so far: each has a name of its own, whatever became of those before.
        var count = 0
    }

    private let state = Mutex(State())

    /// Encodes the rows of large changes, as long as the connection can take another image.
    func stage(_ changes: [Change]) throws -> StagedChanges {
        try StagedChanges(changes) {
            state.withLock { state in
                state.attached.count < AttachedImages.most ? state.spare.popLast() ?? PageMemory() : nil
            }
        }
    }

    /// Attaches the image of changes, if they have one.
    func attach(_ staged: StagedChanges, _ db: Database) throws -> AttachedImage? {
        guard let image = staged.image else { return nil }
        return try state.withLock { state in
            let next = try AttachedImage(image, number: state.count, db)
            state.count += 1
            state.attached.append(next)
            try next.open(db)
            return next
        }
    }

    /// Lets go of all images that SQLite lets go of; the others stay, and their memory with them, until the next time.
    func detach(_ db: Database) {
        state.withLock { state in
            state.attached.removeAll { image in
                // An interruption comes once.
                guard image.detach(db) || image.detach(db) else { return false }
                if state.spare.count < AttachedImages.mostSpare { state.spare.append(image.image.recycled()) }
                return true
            }
        }
    }
}
